// A curve drawn by hand: values at even steps along the horizontal axis, null where nothing is drawn.
// Nothing here touches the page.

import { clamp } from "./scale.js";

export const CURVE_STEPS = 40;
/** Steps between two points that the keyboard sets. */
export const KNOT_STEPS = 5;
const NEAR_END = 2;

/** @typedef {(number | null)[]} DrawnCurve */

/** @returns {DrawnCurve} */
export function emptyCurve() {
  return Array(CURVE_STEPS + 1).fill(null);
}

/** Where the steps lie, in the unit of the axis. @param {any} plan */
export function stepTimes({ x, left, right, start, until }) {
  const time = emptyCurve().map((_, i) => Number(x.invert(left + ((right - left) * i) / CURVE_STEPS).toPrecision(9)));
  return [start, ...time.slice(1, -1), until];
}

/** The value at a height of a panel; anywhere in the band below the floor, none is left. @param {any} shape @param {number} y */
export function valueAtHeight({ domain: { low, high, band }, foot, top, panel }, y) {
  if (band && y > foot) return 0;
  const share = clamp((foot - y) / (foot - top), 0, 1);
  return Number((panel.scale === "log" ? low * (high / low) ** share : low + share * (high - low)).toPrecision(3));
}

/**
 * A curve with a straight stroke over it; a stroke to its own start is a tap.
 * @param {DrawnCurve} curve @param {any} shape the panel
 * @param {{at: number, y: number}} from in steps and pixels @param {{at: number, y: number}} to
 */
export function withStroke(curve, shape, from, to) {
  const [a, b] = from.at < to.at ? [from, to] : [to, from];
  return curve.map((value, i) => {
    if (from === to ? i !== Math.round(a.at) : i < a.at || i > b.at) return value;
    return valueAtHeight(shape, a.y + ((b.y - a.y) * (i - a.at)) / (b.at - a.at || Infinity));
  });
}

/**
 * A curve straight across its gaps, and flat to an end that it nearly reaches.
 * @param {DrawnCurve} curve @param {any} shape @param {number} [near] how many steps from an end
 * @returns {DrawnCurve}
 */
export function withoutGaps(curve, shape, near = NEAR_END) {
  const known = curve.flatMap((value, i) => (value === null ? [] : i));
  return curve.map((value, i) => {
    if (value !== null) return value;
    const after = known.find((k) => k > i);
    const before = known.filter((k) => k < i).pop();
    if (before === undefined) return after <= near ? curve[after] : null;
    if (after === undefined) return CURVE_STEPS - before <= near ? curve[before] : null;
    const [y, end] = [before, after].map((k) => shape.map(curve[k]));
    return valueAtHeight(shape, y + ((end - y) * (i - before)) / (after - before));
  });
}

/**
 * A curve with one point moved, straight to the points beside it and flat beyond what was drawn.
 * @param {DrawnCurve} curve @param {any} shape @param {number} at @param {number} value
 */
export function withKnot(curve, shape, at, value) {
  const freed = curve.map((one, i) => (i === at ? value : Math.abs(i - at) < KNOT_STEPS ? null : one));
  return withoutGaps(freed, shape, CURVE_STEPS);
}

/** The value of a slider that runs up a panel from 0 to 100; its lowest position is the band, where there is one. @param {any} shape @param {number} position */
export function knotValue(shape, position) {
  const least = Number(shape.domain.band);
  if (position < least) return 0;
  return valueAtHeight(shape, shape.foot + ((shape.top - shape.foot) * (position - least)) / (100 - least));
}

/** @param {any} shape @param {number} value */
export function knotPosition(shape, value) {
  const least = Number(shape.domain.band);
  const share = (shape.foot - shape.map(value)) / (shape.foot - shape.top);
  return share < -1e-3 ? 0 : Math.round(least + (100 - least) * clamp(share, 0, 1));
}
