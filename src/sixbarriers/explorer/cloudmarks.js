// A cloud of points as it is drawn: a plane with its axes through the origin, a line, and a mark for each point.

import { pointsUnder } from "./cloud.js";
import { svg } from "./dom.js";
import { textWidth } from "./labels.js";
import { clamp, linearTicks, tickText } from "./scale.js";
import { withUnit } from "./words.js";

/** @typedef {import("./cloud.js").CloudPoints} CloudPoints */

/** The standing parts: axes through the origin, ticks, titles. @param {any} shape @param {any} cloud of the specification */
export function cloudAxes(shape, cloud) {
  const { em, left, right, top, bottom, domain } = shape;
  const group = svg("g", { class: "sb-axes" });
  const unit = (/** @type {string} */ text, /** @type {string} */ label) => (text && !label.includes(text) ? svg("tspan", { class: "sb-unit", dx: "0.4em" }, text) : null);
  for (const tick of linearTicks(domain.y.low, domain.y.high, 5)) {
    const y = Math.round(shape.y.map(tick)) + 0.5;
    group.append(svg("line", { class: tick ? "sb-grid" : "sb-axis", x1: left, x2: right, y1: y, y2: y }),
      svg("text", { class: "sb-tick", x: left - 0.5 * em, y: y + 0.35 * em, "text-anchor": "end" }, tickText(tick)));
  }
  for (const tick of linearTicks(domain.x.low, domain.x.high, Math.max(2, Math.floor((right - left) / (5 * em))))) {
    const x = Math.round(shape.x.map(tick)) + 0.5;
    group.append(svg("line", { class: tick ? "sb-grid" : "sb-axis", x1: x, x2: x, y1: top, y2: bottom }),
      svg("text", { class: "sb-tick", x, y: bottom + 1.25 * em, "text-anchor": "middle" }, tickText(tick)));
  }
  group.append(
    svg("text", { class: "sb-paneltitle", x: 0, y: shape.title }, cloud.up.label, unit(cloud.up.unit, cloud.up.label), svg("tspan", { class: "sb-unit", dx: "0.4em" }, `(${cloud.title})`)),
    svg("text", { class: "sb-paneltitle", x: (left + right) / 2, y: bottom + 2.65 * em, "text-anchor": "middle" }, cloud.across.label, unit(cloud.across.unit, cloud.across.label)));
  return group;
}

const MARK_SIZES = { dot: 0.27, cross: 0.24, ring: 0.2 };

/** The outline of one mark at a place of the picture. @param {number} x @param {number} y @param {"dot" | "cross" | "ring"} kind @param {number} em */
function markPath(x, y, kind, em) {
  const r = Number((MARK_SIZES[kind] * em).toFixed(2));
  const at = (/** @type {number} */ dx, /** @type {number} */ dy) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  return kind === "cross" ? `M${at(-r, -r)}L${at(r, r)}M${at(-r, r)}L${at(r, -r)}`
    : `M${at(-r, 0)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}

/** The outlines of the marks of all points that are chosen. @param {CloudPoints} points @param {any} shape @param {"dot" | "cross" | "ring"} kind @param {(place: number) => boolean} [chosen] */
function marksPath({ x, y }, shape, kind, chosen = () => true) {
  return x.map((value, k) => (chosen(k) ? markPath(shape.x.map(value), shape.y.map(y[k]), kind, shape.em) : "")).join("");
}

/** The ends of the line through the origin, in the picture. @param {number} slope @param {any} shape */
function lineEnds(slope, { domain: { x, y }, x: across, y: up }) {
  return [x.low, x.high].map((end) => {
    const height = clamp(slope * end, y.low, y.high);
    return { x: across.map(slope === 0 ? end : height / slope), y: up.map(height) };
  });
}

/** What stands behind: rings, and the name of a pinned run right of its own. @param {any} shape @param {import("./lines.js").ChartLayer[]} layers */
function marksBehind(shape, layers) {
  return layers.flatMap((/** @type {any} */ { run, role, label }) => {
    if (!run.cloud) return [];
    const last = run.cloud.x.indexOf(Math.max(...run.cloud.x));
    const [x, y] = [shape.x.map(run.cloud.x[last]), shape.y.map(run.cloud.y[last])];
    return [
      svg("path", { class: `sb-cloud-behind sb-cloud-${role}`, d: marksPath(run.cloud, shape, "ring") }),
      label ? svg("text", { class: "sb-name-of-line", x: (x + 0.5 * shape.em).toFixed(1), y: (y + 0.35 * shape.em).toFixed(1) }, label) : null,
    ];
  });
}

/**
 * The marks of a run and of what stands behind it, the line, and how many lie on each side of it.
 * @param {any} shape @param {any} cloud of the specification @param {CloudPoints} points
 * @param {{value: number, unit: string}} slope of the line @param {import("./lines.js").ChartLayer[]} layers
 */
export function cloudMarks(shape, cloud, points, slope, layers) {
  const { em } = shape;
  const under = pointsUnder(points, slope.value);
  const count = under.filter(Boolean).length;
  const [from, to] = lineEnds(slope.value, shape);
  const words = `${cloud.line}: ${withUnit(slope.value, slope.unit)}`;
  const wide = textWidth(words, em) + 0.6 * em;
  const fits = to.x + wide < shape.right;
  const entry = (/** @type {string} */ side, /** @type {"dot" | "cross"} */ kind, /** @type {string} */ text, /** @type {number} */ x) => [
    svg("path", { class: `sb-cloud-${side}`, d: markPath(x + 0.4 * em, shape.key - 0.33 * em, kind, em) }),
    svg("text", { class: "sb-legend", x: x + 1.2 * em, y: shape.key }, text)];
  const [first, second] = [`${cloud.under}: ${count}`, `${cloud.over}: ${under.length - count}`];
  return svg("g", { class: "sb-cloud" }, ...marksBehind(shape, layers),
    svg("path", { class: "sb-cloud-over", d: marksPath(points, shape, "cross", (k) => !under[k]) }),
    svg("path", { class: "sb-cloud-under", d: marksPath(points, shape, "dot", (k) => under[k]) }),
    svg("line", { class: "sb-cloud-line", x1: from.x.toFixed(1), y1: from.y.toFixed(1), x2: to.x.toFixed(1), y2: to.y.toFixed(1) }),
    svg("text", { class: "sb-cloud-name", x: (fits ? to.x + 0.5 * em : Math.max(to.x - 0.5 * em, shape.left + wide)).toFixed(1), y: Math.max(to.y + 0.9 * em, shape.top + 0.9 * em).toFixed(1), "text-anchor": fits ? "start" : "end" }, words),
    ...entry("under", "dot", first, 0), ...entry("over", "cross", second, 2.6 * em + textWidth(first, em)));
}
