// The section of a grid model: its picture at one time, a legend, and what plays it.

import { html, setText, svg } from "./dom.js";
import { tickText } from "./scale.js";
import { createSites } from "./sites.js";
import { createTransport } from "./transport.js";

/** @param {any} spec */
function legendOf(spec) {
  return html("ul", { class: "sb-legend", "aria-label": "Legend" }, ...spec.grid.layers.map((/** @type {any} */ { name, label }) =>
    html("li", {}, html("canvas", { class: `sb-swatch sb-site-${name}`, "data-layer": name, width: 15, height: 15, "aria-hidden": "true" }), label)));
}

/** The pictures of a run, one for each step. @param {any} run @param {number} size */
function pictureAt(run, size, /** @type {number} */ step) {
  return run.pictures.subarray(step * size, (step + 1) * size);
}

/** A grid model's section beside its chart; nothing for any other model. @param {any} context see explorer.js */
export function fieldFeature({ key, card, spec, store, chart }) {
  if (spec.kind !== "grid") return {};
  const { width, treated_from: treated } = spec.grid;
  const size = width * width;
  const canvas = html("canvas", { class: "sb-section", role: "img" });
  const legend = legendOf(spec);
  const when = html("p", { class: "sb-when", "aria-hidden": "true" });
  const sites = createSites(canvas, legend, spec.grid);
  const head = svg("line", {});
  const mark = svg("g", { class: "sb-playhead", "aria-hidden": "true" }, head);
  /** @type {any} the snapshot in view */
  let shown = null;
  let isHidden = false;
  /** The step of a run that is still computed, or null. @type {number | null} */
  let live = null;

  const transport = createTransport(spec, key, {
    show: (step) => draw(step),
    newSeed: () => store.dispatch({ type: "set", name: "seed", value: 1 + (store.read().values.seed % 999) }),
  });
  const element = html("div", { class: "sb-place" }, html("div", { class: "sb-glass" }, canvas, when), legend, transport.element);
  const body = card.querySelector(".sb-body");
  body.classList.add("sb-has-field");
  body.prepend(element);

  const timeOf = (/** @type {number} */ step) => (spec.start ?? 0) + spec.grid.step * step;
  const dayText = (/** @type {number} */ step) => `${spec.time.unit.replace(/s$/, "")} ${tickText(timeOf(step))}`;

  /** @param {number} step */
  function draw(step) {
    if (!shown) return;
    sites.paint(pictureAt(shown.run, size, step));
    setText(when, dayText(step));
    moveHead(step);
  }
  /** @param {number} step */
  function moveHead(step) {
    const plan = chart.plan();
    const isSeen = plan && shown && !isHidden && live === null && step < shown.run.time.length - 1;
    if (!isSeen) return mark.remove();
    const x = plan.x.map(timeOf(step)).toFixed(1);
    for (const [name, value] of Object.entries({ x1: x, x2: x, y1: plan.panels[0].top, y2: plan.end })) head.setAttribute(name, String(value));
    if (!mark.isConnected) chart.element.append(mark);
  }

  const repaint = () => sites.refresh();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", repaint);
  const themes = new MutationObserver(repaint);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-mode", "class"] });
  sites.paint(new Uint8Array(size));

  return {
    /** The run goes on: see it happen. @param {import("./gridrun.js").GridStep} news */
    step({ step, last, picture: seen }) {
      live = step;
      transport.compute(step, last);
      if (store.read().predict === "asked" || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      mark.remove();
      sites.paint(seen);
      setText(when, dayText(step));
    },
    /** @param {any} snapshot @param {boolean} hidden whether the answer is hidden: then the section stands still where its treatment begins */
    stand(snapshot, hidden) {
      const isNew = snapshot.run !== shown?.run || hidden !== isHidden;
      [shown, isHidden] = [snapshot, hidden];
      canvas.setAttribute("aria-label", hidden ? "The tissue when the treatment begins." : `The tissue, site by site. ${snapshot.sentence}`);
      if (!isNew) return void (live === null && draw(transport.step()));
      live = null;
      const last = snapshot.run.time.length - 1;
      const first = Math.min(last, Math.floor(snapshot.state.values[treated] / spec.grid.step));
      transport.rest(hidden ? first : last, last, hidden);
      draw(hidden ? first : last);
    },
    destroy() {
      transport.destroy();
      themes.disconnect();
      dark.removeEventListener("change", repaint);
      element.remove();
    },
  };
}
