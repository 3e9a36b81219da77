// A cloud of points below the lines of a formula: where they are, and the plane that holds them. Nothing here touches the page.

import { linearScale, niceTop } from "./scale.js";
import { parameterVector } from "./solve.js";

/** @typedef {{x: number[], y: number[]}} CloudPoints */

/**
 * The points of a model's cloud at complete parameter values; null for a model without one.
 * @param {any} compiled @param {{[name: string]: number}} values @returns {CloudPoints | null}
 */
export function cloudPoints(compiled, values) {
  const { spec } = compiled;
  if (!spec.cloud) return null;
  const p = parameterVector(spec, values);
  const found = { x: /** @type {number[]} */ ([]), y: /** @type {number[]} */ ([]) };
  const out = [0, 0];
  for (let k = 0; k < spec.cloud.count; k++) {
    compiled.cloud(k, p, out);
    if (!out.every(Number.isFinite)) throw new Error(`A point of “${spec.cloud.up.label}” has no place.`);
    found.x.push(out[0]);
    found.y.push(out[1]);
  }
  return found;
}

/** Which points lie on the line or below it. @param {CloudPoints} points @param {number} slope */
export function pointsUnder({ x, y }, slope) {
  return x.map((value, k) => y[k] <= slope * value);
}

/**
 * The points in words and numbers: a heading for each column, and a row for each point.
 * @param {any} cloud of the specification @param {CloudPoints} points @param {number} slope of the line
 */
export function cloudRows(cloud, points, slope) {
  const under = pointsUnder(points, slope);
  return {
    heads: [cloud.across, cloud.up],
    rows: points.x.map((x, k) => ({ values: [x, points.y[k]], side: under[k] ? cloud.under : cloud.over })),
  };
}

/** The span of one axis, with the origin in it. @param {number[]} values */
function spanOf(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return { low: low < 0 ? -niceTop(0, -low) : 0, high: high > 0 ? niceTop(0, high) : 0 };
}

/**
 * The spans that hold every cloud; while a slider moves they may grow but not shrink.
 * @param {CloudPoints[]} clouds @param {any} [before]
 */
export function cloudDomain(clouds, before) {
  const fit = (/** @type {"x" | "y"} */ axis) => {
    const { low, high } = spanOf(clouds.flatMap((one) => one[axis]));
    const old = before?.[axis] ?? { low: 0, high: 0 };
    return { low: Math.min(low, old.low), high: Math.max(high, old.high) || (low < 0 ? 0 : 1) };
  };
  return { x: fit("x"), y: fit("y") };
}

/**
 * Where the plane lies in the picture, below what stands there already.
 * @param {any} plan from `layOut` @param {any} domain from `cloudDomain` @param {number} top
 */
export function layOutCloud(plan, domain, top) {
  const { em, left, width } = plan;
  const right = Math.min(plan.right, left + 34 * em);
  const [head, foot] = [top + 3.6 * em, top + (width < 30 * em ? 17 : 20) * em];
  return {
    em, left, right, title: top + 1.1 * em, key: top + 2.6 * em, top: head, bottom: foot, domain,
    x: linearScale(domain.x.low, domain.x.high, left, right),
    y: linearScale(domain.y.low, domain.y.high, foot, head),
    height: foot + 2.9 * em,
  };
}
