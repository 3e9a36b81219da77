// Where everything on the picture goes. Nothing here touches the page.

import { legendRows, textWidth } from "./labels.js";
import { axisTicks, linearScale, linearTicks, logScale, logTicks, niceTop } from "./scale.js";

export const LINE_COLOURS = ["#557af1", "#f14172", "#328059", "#8c6399", "#af7d00"];
export const LINE_DASHES = ["", "9 4", "2 3.5", "12 4 2 4", "5 3"];
/** Of lines that stand behind a run: no two of them alike, and none like the run's own. */
export const LAYER_DASHES = { prediction: "0.1 6", pins: ["7 3 1.5 3", "1.5 2.5", "14 4"] };
const MOST_DECADES = 12;

/**
 * @typedef {object} PanelDomain
 * @property {number} low @property {number} high
 * @property {boolean} band whether values can lie below the floor and get a band of their own
 */

/**
 * The span of values each panel shows. While a slider moves, an axis may grow but not shrink, so
 * that the eye can follow the line and not the scale.
 * @param {any} spec
 * @param {{[name: string]: ArrayLike<number>}[]} runs series by name, of every run that is drawn
 * @param {PanelDomain[] | null} before
 * @param {number[]} [references] the model's levels, in its order: shown where that does not dwarf the lines
 * @returns {PanelDomain[]}
 */
export function fitDomains(spec, runs, before, references = []) {
  return spec.panels.map((/** @type {any} */ panel, /** @type {number} */ index) => {
    let top = -Infinity;
    let bottom = Infinity;
    let gone = false;
    const log = panel.scale === "log";
    for (const { name } of spec.series.filter((/** @type {any} */ one) => one.panel === index)) {
      for (const series of runs) {
        const values = series[name] ?? [];
        for (let i = 0; i < values.length; i++) {
          if (values[i] > top) top = values[i];
          if (log && values[i] <= (panel.floor ?? 0)) gone = true;
          else if (values[i] < bottom) bottom = values[i];
        }
      }
    }
    const most = log ? 1e3 : 2;
    (spec.references ?? []).forEach((/** @type {any} */ one, /** @type {number} */ k) => {
      if (one.panel === index && references[k] > top && references[k] < most * top) top = references[k];
    });
    const domain = log ? logDomain(panel, bottom, top, gone) : linearDomain(panel, bottom, top);
    const old = before?.[index];
    if (!old) return domain;
    return { ...domain, low: Math.min(old.low, domain.low), high: Math.max(old.high, domain.high), band: old.band || domain.band };
  });
}

/**
 * Whole decades around the values, three at the least; down to the floor only if something falls below it.
 * @returns {PanelDomain}
 */
function logDomain(/** @type {any} */ panel, /** @type {number} */ bottom, /** @type {number} */ top, /** @type {boolean} */ gone) {
  const floor = panel.floor ?? 0;
  const highest = Math.max(panel.ceiling ?? 0, top > 0 ? 10 ** Math.ceil(Math.log10(top) - 1e-9) : 0);
  const high = highest > floor ? highest : (panel.floor ?? 0.1) * 10;
  if (gone && floor > 0) return { low: floor, high, band: true };
  const lowest = bottom < high ? 10 ** Math.floor(Math.log10(bottom) + 1e-9) : high / 1000;
  return { low: Math.max(floor, Math.min(lowest, high / 1000), high / 10 ** MOST_DECADES), high, band: gone };
}

/** @returns {PanelDomain} */
function linearDomain(/** @type {any} */ panel, /** @type {number} */ bottom, /** @type {number} */ top) {
  const low = Math.min(panel.floor ?? 0, bottom < 0 ? -niceTop(0, -bottom) : 0);
  const high = panel.ceiling !== null && panel.ceiling !== undefined && !(top > panel.ceiling)
    ? panel.ceiling : niceTop(low, top);
  return { low, high, band: false };
}

/** @param {any} spec @param {number} index */
export function seriesOf(spec, index) {
  return spec.series
    .map((/** @type {any} */ one, /** @type {number} */ k) => ({
      ...one,
      colour: LINE_COLOURS[(one.look ?? k) % LINE_COLOURS.length],
      pattern: LINE_DASHES[(one.look ?? k) % LINE_DASHES.length],
    }))
    .filter((/** @type {any} */ one) => one.panel === index);
}

/** How deep a value lies in the band below the floor: from none at the floor to all of it six decades lower. @param {number} value @param {number} low */
function bandDepth(value, low) {
  const deepest = 0.62;
  // Below that a solver's round-off would make the line tremble.
  if (!(value > low * 1e-6)) return deepest;
  const decades = Math.log10(low / value);
  return (deepest * 7 * decades) / (6 * (decades + 1));
}

/**
 * Every measure of the picture, from its width and what it shows.
 * @param {any} spec @param {number} width @param {number} em @param {number} until
 * @param {PanelDomain[]} domains @param {boolean} dosed
 */
export function layOut(spec, width, em, until, domains, dosed) {
  const count = spec.panels.length;
  const longest = Math.max(...spec.series.map((/** @type {any} */ one) => textWidth(one.label, em)));
  const direct = width >= 30 * em && longest <= 0.26 * width;
  const left = 3.7 * em;
  const right = width - (direct ? longest + 2.2 * em : 0.9 * em);
  const inner = em * (count === 1 ? 19 : count === 2 ? 11.5 : 8.5) * (width < 30 * em ? 0.76 : 1);
  let y = 0;
  const panels = spec.panels.map((/** @type {any} */ panel, /** @type {number} */ index) => {
    const domain = domains[index];
    const lines = seriesOf(spec, index);
    const places = direct ? [] : legendRows(lines.map((/** @type {any} */ one) => one.label), right, em);
    const legend = lines.length > 1 || lines[0]?.label !== panel.label ? (places.at(-1)?.row ?? -1) + 1 : 0;
    const heading = 2 + (legend ? 0.2 + 1.4 * legend : 0) + (dosed && index === 0 ? 1.2 : 0);
    const top = y + heading * em;
    const bottom = top + inner;
    const foot = domain.band ? bottom - 2.3 * em : bottom;
    const scale = panel.scale === "log"
      ? logScale(domain.low, domain.high, foot, top)
      : linearScale(domain.low, domain.high, foot, top);
    const shape = {
      panel, domain, lines, top, bottom, foot, title: y + 1.1 * em,
      places: legend ? places : [],
      ticks: panel.scale === "log"
        ? logTicks(domain.low, domain.high, 5)
        : linearTicks(domain.low, domain.high, count === 1 ? 6 : 4),
      /** @param {number} value */
      map: (value) => (panel.scale !== "log" || value >= domain.low
        ? scale.map(value) : foot + (bottom - foot) * bandDepth(value, domain.low)),
    };
    y = bottom + 0.9 * em;
    return shape;
  });
  const start = spec.start ?? 0;
  const log = spec.axis_scale === "log";
  const x = (log ? logScale : linearScale)(start, until, left, right);
  const ticks = axisTicks(log, start, until, Math.max(2, Math.min(8, Math.floor((right - left) / (5 * em)))));
  return { width, em, left, right, direct, panels, x, ticks, start, until, end: y - 0.9 * em, height: y + 2.9 * em };
}
