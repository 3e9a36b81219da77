// Marks on the picture that are not lines of a run: doses, and levels to compare with.

import { setAttributes, setText, svg } from "./dom.js";
import { textWidth } from "./labels.js";
import { withUnit } from "./words.js";

/** @param {any} plan @param {number} count */
export function buildDoses(plan, count) {
  return Array.from({ length: count }, () => svg("g", { class: "sb-dose" },
    ...plan.panels.map((/** @type {any} */ { top, bottom }) => svg("line", { y1: top, y2: bottom })),
    svg("path", { d: `M0 ${plan.panels[0].top}l${-0.4 * plan.em} ${-0.7 * plan.em}h${0.8 * plan.em}z` }),
    svg("text", { y: plan.panels[0].top - 0.3 * plan.em })));
}

/** @param {any[]} doses @param {any} plan @param {any[]} marks @param {any} spec */
export function moveDoses(doses, plan, marks, spec) {
  let free = -Infinity;
  const ordered = [...doses].sort((a, b) => a.time - b.time);
  const wordsOf = (/** @type {any} */ dose) => `+ ${withUnit(dose.amount, spec.states[dose.state].unit)}`;
  let alike = true;
  ordered.forEach((dose, k) => {
    marks[k].style.display = dose.amount === 0 ? "none" : "";
    if (dose.amount === 0) return;
    const x = plan.x.map(dose.time);
    const next = ordered[k + 1];
    alike &&= wordsOf(dose) === wordsOf(ordered[0]);
    // Of doses too close for a label each, the last speaks for all that are like it.
    const words = wordsOf(dose) + (k > 0 && alike && free === -Infinity ? " each" : "");
    const wide = textWidth(words, plan.em) + plan.em;
    const toLeft = x + wide > plan.width;
    const fits = (toLeft ? x - wide : x) > free && !(next && !toLeft && x + wide > plan.x.map(next.time));
    const text = marks[k].lastChild;
    setAttributes(marks[k], { transform: `translate(${x.toFixed(1)} 0)` });
    setAttributes(text, { x: (toLeft ? -0.7 : 0.7) * plan.em, "text-anchor": toLeft ? "end" : "start" });
    setText(text, fits ? words : "");
    if (fits) free = toLeft ? x : x + wide;
  });
}

/**
 * Levels named by the model, such as a threshold: a thin line across its panel with its name on it. A reference
 * without a panel is a place on the horizontal axis, with a line down every panel.
 * @param {any} plan @param {any[]} references of the model
 */
export function buildReferences(plan, references) {
  const { top } = plan.panels[0];
  return references.map(({ label, panel }) => (panel === null
    ? svg("g", { class: "sb-reference" },
      ...plan.panels.map((/** @type {any} */ shape) => svg("line", { y1: shape.top, y2: shape.bottom })),
      svg("text", { y: top + 1.3 * plan.em }, label))
    : svg("g", { class: "sb-reference" },
      svg("line", { x1: plan.left, x2: plan.right }),
      svg("text", { x: plan.left + 0.4 * plan.em, y: -0.4 * plan.em }, label))));
}

/**
 * Places on the axis: each name stands inwards of its line, or on the other side where it would meet the name before it
 * or the line after it.
 * @param {{label: string, place: number, mark: any}[]} places @param {any} plan
 */
function movePlaces(places, plan) {
  const seen = places.filter(({ place, mark }) => {
    const inside = place >= plan.start && place <= plan.until;
    mark.style.display = inside ? "" : "none";
    return inside;
  }).sort((a, b) => a.place - b.place);
  let taken = plan.left;
  seen.forEach(({ label, place, mark }, k) => {
    const x = plan.x.map(place);
    const wide = textWidth(label, plan.em) + 0.7 * plan.em;
    const onLeft = x - wide >= taken;
    const onRight = x + wide <= (k + 1 < seen.length ? plan.x.map(seen[k + 1].place) : plan.right);
    const toLeft = x > (plan.left + plan.right) / 2 ? onLeft || !onRight : onLeft && !onRight;
    taken = toLeft ? x : x + wide;
    setAttributes(mark, { transform: `translate(${x.toFixed(1)} 0)` });
    setAttributes(mark.lastChild, { x: ((toLeft ? -0.5 : 0.5) * plan.em).toFixed(1), "text-anchor": toLeft ? "end" : "start" });
  });
}

/** @param {any[]} references of the model @param {number[]} values @param {any} plan @param {any[]} marks */
export function moveReferences(references, values, plan, marks) {
  movePlaces(references.flatMap(({ label, panel }, k) => (panel === null ? [{ label, place: values[k], mark: marks[k] }] : [])), plan);
  references.forEach(({ panel }, k) => {
    if (panel === null) return;
    const shape = plan.panels[panel];
    const y = shape.map(values[k]);
    // On the foot of the axis a level says nothing.
    const seen = y >= shape.top && y <= shape.foot - 0.6 * plan.em;
    marks[k].style.display = seen ? "" : "none";
    if (!seen) return;
    setAttributes(marks[k], { transform: `translate(0 ${y.toFixed(1)})` });
    // The name goes below a line that lies right under the top.
    setAttributes(marks[k].lastChild, { y: ((y - shape.top < 1.3 * plan.em ? 1.15 : -0.4) * plan.em).toFixed(1) });
  });
}
