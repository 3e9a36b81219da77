// Axes with room for a prediction. Nothing here touches the page.

import { niceTop } from "./scale.js";

/**
 * Axes wide enough to draw a wrong prediction, with no hint of the answer's size. They keep what was
 * drawn in view, and while a slider moves they do not shrink.
 * @param {any} spec
 * @param {import("./geometry.js").PanelDomain[]} domains of everything but predictions
 * @param {{[name: string]: ArrayLike<number>}[]} drawn predictions, by series
 * @param {import("./geometry.js").PanelDomain[] | null} before
 * @returns {import("./geometry.js").PanelDomain[]}
 */
export function roomToDraw(spec, domains, drawn, before) {
  return domains.map((domain, index) => {
    const { scale, floor, ceiling } = spec.panels[index];
    const log = scale === "log";
    const names = spec.series.filter((/** @type {any} */ one) => one.panel === index).map((/** @type {any} */ one) => one.name);
    const top = Math.max(-Infinity, ...drawn.flatMap((run) => names.flatMap((/** @type {string} */ name) => Array.from(run[name] ?? []))));
    const wide = log
      ? { low: floor > 0 ? floor : domain.low, high: domain.high * 10, band: domain.band || floor > 0 }
      : { ...domain, high: domain.high === ceiling ? ceiling : niceTop(domain.low, 1.6 * domain.high) };
    const least = log ? 10 ** Math.ceil(Math.log10(top) - 1e-9) : niceTop(wide.low, top);
    const high = Math.max(wide.high, before?.[index].high ?? wide.high, top > wide.high ? least : wide.high);
    return { low: Math.min(wide.low, before?.[index].low ?? wide.low), high, band: wide.band };
  });
}
