// The moving parts of the picture: the lines of the run and of what stands behind it, and their labels.

import { lineSample } from "./axes.js";
import { setAttributes, setText, svg } from "./dom.js";
import { LAYER_DASHES } from "./geometry.js";
import { spreadLabels } from "./labels.js";
import { linePath } from "./path.js";
import { sampleAt } from "./scale.js";

const LABELLED_FEET = 3;

/**
 * @typedef {object} ChartLayer a run that stands behind the present one
 * @property {"default" | "pin" | "prediction"} role
 * @property {{time: ArrayLike<number>, series: {[name: string]: ArrayLike<number>}}} run may lack some series
 * @property {string} [label] what its lines are called
 * @property {number} [index] which of its kind
 */

/** The dash of a layer's line; a faint default keeps the line's own. @param {any} line @param {ChartLayer} layer */
function layerDash(line, layer) {
  if (layer.role === "default") return line.pattern;
  return layer.role === "prediction" ? LAYER_DASHES.prediction : LAYER_DASHES.pins[layer.index ?? 0];
}

/** Each line with the panel that it belongs to. @param {any} plan */
function linePlaces(plan) {
  return plan.panels.flatMap((/** @type {any} */ shape) => shape.lines.map((/** @type {any} */ line) => ({ shape, line })));
}

/** The first word of a line's name, or the whole name where another line begins alike or the word says nothing. @param {any} line @param {any[]} beside */
function shortName(line, beside) {
  const first = (/** @type {any} */ one) => one.label.split(/[\s,]/)[0];
  return first(line).length > 2 && beside.filter((one) => first(one) === first(line)).length === 1 ? first(line) : line.label;
}

/**
 * Lines and labels for one layout.
 * @param {any} plan @param {ChartLayer[]} layers
 */
export function buildLines(plan, layers) {
  const places = linePlaces(plan);
  const behind = layers.map((layer) => places.map((/** @type {any} */ { shape, line }) => {
    const path = svg("path", {
      class: `sb-line sb-line-${layer.role}`, fill: "none", stroke: layer.role === "prediction" ? null : line.colour,
      "stroke-dasharray": layerDash(line, layer) || null,
    });
    // The names of several lines in one panel say which is whose without their colour.
    const words = layer.role === "pin" && shape.lines.length > 1 && plan.direct ? `${layer.label} ${shortName(line, shape.lines)}` : layer.label;
    const name = layer.label ? svg("text", { class: `sb-name-of-line sb-name-${layer.role}`, "text-anchor": "end" }, words) : null;
    return { path, name };
  }));
  const front = places.map((/** @type {any} */ { line }) => svg("path", {
    class: "sb-line sb-line-now", fill: "none", stroke: line.colour, "stroke-dasharray": line.pattern || null,
  }));
  const labels = places.map((/** @type {any} */ { line }) => {
    const text = svg("text", { class: "sb-label", x: 1.9 * plan.em, y: 0.35 * plan.em }, line.label);
    return svg("g", { style: `--sb-line:${line.colour}` }, lineSample(line, 0.35 * plan.em, 0, 1.2 * plan.em), text);
  });
  const group = svg("g", {}, ...behind.flat().map((one) => one.path), ...front,
    ...(plan.direct ? labels : []), ...behind.flat().map((one) => one.name));
  return { group, plan, places, behind, front, labels, drawn: [] };
}

/** @param {any} run the run, or null while the answer is hidden @param {any} plan @param {any} parts @param {ChartLayer[]} layers */
export function moveLines(run, plan, parts, layers) {
  const all = [...layers.map((layer) => layer.run), run];
  let moved = false;
  if (parts.plan !== plan) Object.assign(parts, { plan, places: linePlaces(plan), drawn: [] });
  all.forEach((one, place) => {
    // What stands behind is still while no axis moves.
    if (parts.drawn[place] === one) return;
    parts.drawn[place] = one;
    parts.places.forEach((/** @type {any} */ { shape, line }, /** @type {number} */ k) => {
      const values = one?.series[line.name];
      const path = place < layers.length ? parts.behind[place][k].path : parts.front[k];
      setAttributes(path, { d: values ? linePath(one.time, values, plan.x.map, shape.map, plan.until) : "" });
    });
    if (place < layers.length) moved = true;
  });
  if (moved) placeNames(plan, parts, layers);
  moveLabels(run, plan, parts);
}

/** Names of the lines behind stand at their ends, moved apart. @param {any} plan @param {any} parts @param {ChartLayer[]} layers */
function placeNames(plan, parts, layers) {
  for (const shape of plan.panels) {
    const named = layers.flatMap(({ run, index = 0 }, place) => parts.behind[place].map((/** @type {any} */ { name }, /** @type {number} */ k) => {
      const { line, shape: own } = parts.places[k];
      const values = run.series[line.name];
      if (!name || own !== shape) return null;
      name.style.display = values ? "" : "none";
      if (!values) return null;
      const x = Math.min(plan.x.map(run.time[run.time.length - 1]), plan.right) - (plan.direct ? 0.4 : 0.4 + 1.2 * index) * plan.em;
      return { name, x, y: shape.map(sampleAt(run.time, values, plan.x.invert(x), shape.panel.scale === "log")) - 0.45 * plan.em };
    })).filter(Boolean);
    // In a crowd, a line that ends on the foot of the axis goes without its name.
    const crowded = named.length > LABELLED_FEET;
    for (const one of named) if (crowded && one.y > shape.foot - plan.em) one.name.style.display = "none";
    const seen = named.filter((one) => one.name.style.display !== "none");
    const heights = spreadLabels(seen.map((one) => one.y), (plan.direct ? 1.15 : 0) * plan.em, shape.top + 0.9 * plan.em, shape.bottom - 0.3 * plan.em);
    seen.forEach(({ name, x }, k) => {
      setAttributes(name, { x: x.toFixed(1), y: heights[k].toFixed(1) });
    });
  }
}

function moveLabels(/** @type {any} */ run, /** @type {any} */ plan, /** @type {any} */ parts) {
  if (!plan.direct) return;
  for (const label of parts.labels) label.style.display = run ? "" : "none";
  if (!run) return;
  for (const shape of plan.panels) {
    const own = parts.places.map((/** @type {any} */ one, /** @type {number} */ k) => ({ ...one, k }))
      .filter((/** @type {any} */ one) => one.shape === shape);
    const ends = own.map((/** @type {any} */ { line }) => shape.map(run.series[line.name][run.time.length - 1]));
    const heights = spreadLabels(ends, 1.25 * plan.em, shape.top + 0.2 * plan.em, shape.bottom - 0.2 * plan.em);
    own.forEach((/** @type {any} */ { k }, /** @type {number} */ place) => {
      setAttributes(parts.labels[k], { transform: `translate(${plan.right} ${heights[place].toFixed(1)})` });
    });
  }
}

/** A population that is gone says so where its line enters the band below the floor. */
export function buildExtinctions(/** @type {any} */ plan) {
  return plan.panels.flatMap((/** @type {any} */ shape) => shape.lines.map(() => svg("text", { class: "sb-gone" })));
}

/** @param {any} run @param {any} plan @param {any} parts @param {any[]} texts */
export function markExtinctions(run, plan, parts, texts) {
  const taken = new Map();
  const deaths = Object.values(run?.extinctions ?? {}).flat();
  parts.places.forEach((/** @type {any} */ { shape, line }, /** @type {number} */ k) => {
    const values = run?.series[line.name] ?? [];
    let last = values.length - 1;
    if (shape.domain.band) while (last >= 0 && values[last] === 0) last -= 1;
    const ended = last >= 0 && last < values.length - 1;
    // A number that only fades away is not extinct: the model has to have said so.
    const isGone = ended && deaths.some((/** @type {any} */ t) => t >= run.time[last] && t <= run.time[last + 1]);
    const x = isGone ? plan.x.map(run.time[last + 1]) : 0;
    const crowded = Math.abs((taken.get(shape) ?? -Infinity) - x) < 4 * plan.em;
    setText(texts[k], isGone && !crowded ? "extinct" : "");
    if (!isGone || crowded) return;
    taken.set(shape, x);
    const toLeft = x + 4 * plan.em > plan.right;
    setAttributes(texts[k], {
      x: (x + (toLeft ? -0.4 : 0.4) * plan.em).toFixed(1), y: (shape.foot + 0.95 * plan.em).toFixed(1), "text-anchor": toLeft ? "end" : "start",
    });
  });
}
