// Runs in the measured page: how long from an event to the frame that shows what it did.

const bench = {
  /** @param {number} ms */
  pause: (ms) => new Promise((done) => setTimeout(done, ms)),

  /** The time at which the next frame has been painted: the first task after its requestAnimationFrame. */
  painted: () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  })),

  /** The time at which the frame has been painted that shows the newest state; a worker may take some frames. @param {any} explorer */
  async answered(explorer) {
    for (;;) {
      const isLast = new Promise((done) => requestAnimationFrame(() => done(!explorer.busy)));
      const time = await bench.painted();
      if (await isLast) return time;
    }
  },

  /**
   * Times of `count` events. Frames go on all the while, as they do when a slider is dragged, and each event waits
   * first, so that it falls anywhere between two of them.
   * @param {number} count @param {(k: number) => unknown} act the event; may return a promise of its effect
   * @param {() => void} [after] called when the frame has been painted
   * @param {() => Promise<number>} [painted] the time at which the effect is to be seen
   */
  async times(count, act, after = () => {}, painted = bench.painted) {
    const found = [];
    let frame = requestAnimationFrame(function next() {
      frame = requestAnimationFrame(next);
    });
    for (let k = 0; k < count; k++) {
      await bench.pause(20 + ((7 * k) % 17));
      const start = performance.now();
      const effect = act(k);
      if (effect instanceof Promise) await effect;
      found.push((await painted()) - start);
      after();
    }
    cancelAnimationFrame(frame);
    return found;
  },

  /** A slider dragged up and down its whole range, `step` marks at a time. @param {HTMLInputElement} slider @param {number} step */
  drag(slider, step) {
    const [low, high] = [Number(slider.min), Number(slider.max)];
    let direction = 1;
    return () => {
      const now = Number(slider.value);
      if ((direction > 0 && now >= high) || (direction < 0 && now <= low)) direction = -direction;
      slider.value = String(Math.min(high, Math.max(low, now + direction * step)));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
  },

  /**
   * Drags every slider in view in turn, and back. Returns the times, how many moves changed the picture, and how many
   * were answered by a worker.
   * @param {number} count
   */
  async explorer(count) {
    const place = document.querySelector("[data-explorer]");
    place.explorer.read(); // an explorer is made when it is first asked for
    const sliders = [...place.querySelectorAll("input[type=range]")].filter((slider) => slider.checkVisibility());
    const each = Math.ceil(count / sliders.length);
    const found = [];
    let changed = 0;
    let inWorker = 0;
    const answered = async () => {
      const time = bench.answered(place.explorer);
      requestAnimationFrame(() => (inWorker += Number(place.explorer.busy)));
      return time;
    };
    for (const slider of sliders) {
      const move = bench.drag(slider, 10);
      const start = slider.value;
      let before = place.querySelector("svg").innerHTML;
      const times = await bench.times(Math.min(each, count - found.length), move, () => {
        const now = place.querySelector("svg").innerHTML;
        changed += Number(now !== before);
        before = now;
      }, answered);
      found.push(...times);
      slider.value = start;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      slider.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return { times: found, changed, inWorker };
  },

  /**
   * Drags a slider to and fro while its runs are computed in a worker, then waits for the last answer. Returns how long
   * the page stood still at the most, and how long the last answer took.
   * @param {number} moves
   */
  async standstill(moves) {
    const place = document.querySelector("[data-explorer]");
    const move = bench.drag([...place.querySelectorAll("input[type=range]")].find((slider) => slider.checkVisibility()), 40);
    let longest = 0;
    let last = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      port2.postMessage(null);
    };
    port2.postMessage(null);
    for (let k = 0; k < moves; k++) {
      move();
      await bench.pause(100);
    }
    const start = performance.now();
    move();
    const waited = (await bench.answered(place.explorer)) - start;
    port1.close();
    return { longest, waited };
  },

  /** Arrow keys on the slider of `interact`, each until the new picture stands in the notebook. @param {number} count */
  interact(count) {
    const handle = document.querySelector(".jp-CodeCell .noUi-handle");
    const area = document.querySelector(".jp-CodeCell .jp-Cell-outputArea");
    const drawn = () => new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error("interact drew nothing for 20 s")), 20000);
      const observer = new MutationObserver((records) => {
        const image = records.flatMap((one) => [one.target, ...one.addedNodes])
          .map((node) => (node instanceof Element ? node.querySelector("img") ?? node.closest("img") : null)).find(Boolean);
        if (!image) return;
        observer.disconnect();
        clearTimeout(late);
        image.decode().then(done, done);
      });
      observer.observe(area, { childList: true, subtree: true, attributes: true, attributeFilter: ["src"] });
    });
    return bench.times(count, (k) => {
      const effect = drawn();
      const key = Math.floor((k + 20) / 40) % 2 ? "ArrowLeft" : "ArrowRight";
      handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      return effect;
    });
  },
};
