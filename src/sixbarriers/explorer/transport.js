// Plays a run that has been computed: from here on, step by step, at a chosen speed.

import { KEEP_KEYS } from "./controls.js";
import { html, setText } from "./dom.js";
import { tickText } from "./scale.js";

// In units of the model's time for each second.
const SPEEDS = [["slow", 4], ["medium", 10], ["fast", 25]];

/**
 * @param {any} spec @param {string} key
 * @param {{show: (step: number) => void, newSeed: () => void}} on
 */
export function createTransport(spec, key, { show, newSeed }) {
  const unit = spec.time.unit.replace(/s$/, "");
  const button = (/** @type {string} */ words, /** @type {() => void} */ click) => html("button", { type: "button", class: "sb-button", click }, words);
  const play = button("Play", () => (timer ? pause() : start()));
  const back = button("Step back", () => go(at - 1));
  const next = button("Step", () => go(at + 1));
  const scrub = html("input", {
    ...KEEP_KEYS, type: "range", class: "sb-slider", id: `${key}-moment`, min: 0, max: 1, step: 1, "aria-label": `${unit.charAt(0).toUpperCase()}${unit.slice(1)} in view`,
    input: () => go(Number(scrub.value)),
  });
  const speed = html("select", { ...KEEP_KEYS, class: "sb-field", "aria-label": "Speed" },
    ...SPEEDS.map(([name], k) => html("option", { selected: k === 1 ? "" : null }, name)));
  const seed = spec.parameters.some((/** @type {any} */ one) => one.name === "seed") ? button("New seed", newSeed) : null;
  const element = html("div", { class: "sb-transport", role: "group", "aria-label": "Play the run" },
    html("div", { class: "sb-track" }, scrub),
    html("div", { class: "sb-row" }, play, back, next, speed, seed));
  let at = 0;
  let last = 1;
  let timer = 0;
  let since = 0;
  let from = 0;

  function tell() {
    scrub.value = String(at);
    scrub.setAttribute("aria-valuetext", `${unit} ${tickText((spec.start ?? 0) + spec.grid.step * at)}`);
    scrub.style.setProperty("--sb-at", String(last ? at / last : 0));
    setText(play, timer ? "Pause" : "Play");
  }
  function pause() {
    cancelAnimationFrame(timer);
    timer = 0;
    tell();
  }
  function start() {
    from = at >= last ? 0 : at;
    since = performance.now();
    timer = requestAnimationFrame(tick);
    tell();
  }
  /** @param {number} now */
  function tick(now) {
    const pace = Number(SPEEDS[speed.selectedIndex]?.[1] ?? SPEEDS[1][1]) / spec.grid.step / 1000;
    const step = Math.min(last, from + Math.floor(Math.max(0, now - since) * pace));
    timer = step < last ? requestAnimationFrame(tick) : 0;
    if (step !== at || !timer) {
      at = step;
      show(at);
      tell();
    }
  }
  /** @param {number} step */
  function go(step) {
    pause();
    at = Math.max(0, Math.min(last, step));
    show(at);
    tell();
  }
  speed.addEventListener("change", () => {
    [from, since] = [at, performance.now()];
  });
  const parts = [play, back, next, scrub];
  const enable = (/** @type {boolean} */ isOn) => parts.forEach((part) => {
    if (isOn) part.removeAttribute("aria-disabled");
    else part.setAttribute("aria-disabled", "true");
  });
  tell();
  return {
    element,
    step: () => at,
    /** A new run is on its way. @param {number} step @param {number} of */
    compute(step, of) {
      if (timer) pause();
      [at, last] = [step, of];
      scrub.max = String(of);
      tell();
    },
    /** A run is there. @param {number} step the one in view @param {number} of how many there are @param {boolean} isHidden whether there is nothing to play */
    rest(step, of, isHidden) {
      if (timer) pause();
      [at, last] = [step, isHidden ? step : of];
      scrub.max = String(last);
      enable(!isHidden);
      tell();
    },
    destroy: pause,
  };
}
