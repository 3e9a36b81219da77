// Drawing a curve on the empty picture, by hand or with sliders along the axis.

import { KEEP_KEYS } from "./controls.js";
import { html, setText } from "./dom.js";
import { atMoment, levelText, momentText } from "./gap.js";
import { CURVE_STEPS, KNOT_STEPS, emptyCurve, knotPosition, knotValue, stepTimes, withKnot, withoutGaps, withStroke } from "./pencil.js";
import { clamp } from "./scale.js";

/**
 * @typedef {object} Hand what is being drawn
 * @property {() => any} series
 * @property {() => import("./pencil.js").DrawnCurve | undefined} curve
 * @property {(curve: import("./pencil.js").DrawnCurve, time: number[], done: boolean) => void} draw
 * @property {(name: string) => void} choose another series
 */

/**
 * The sheet over the panel that is drawn on, and veils over the others.
 * @param {HTMLElement} host @param {any} chart @param {Hand} hand
 */
export function createPad(host, chart, hand) {
  const hint = html("span", {}, "Draw here what you expect");
  const pad = html("div", { class: "sb-pad" }, hint);
  const veils = html("div");
  const over = html("div", { "aria-hidden": "true" }, veils, pad);
  host.append(over);
  const shape = () => chart.plan().panels[hand.series().panel];

  /** @param {HTMLElement} element @param {number} left @param {number} top @param {number} right @param {number} bottom */
  function put(element, left, top, right, bottom) {
    Object.assign(element.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
    return element;
  }

  /** Follow the picture. @param {boolean} asked */
  function place(asked) {
    const plan = chart.plan();
    over.toggleAttribute("hidden", !asked || !plan);
    if (over.hidden) return;
    const { em, left, right, width } = plan;
    const own = shape();
    // The pad itself stays where it is: moved within the page, it would lose the pointer.
    veils.replaceChildren(...plan.panels.filter((/** @type {any} */ one) => one !== own)
      .map((/** @type {any} */ { title, bottom, lines }) => put(
        html("div", { class: "sb-veil", click: () => hand.choose(lines[0].name) }), 0, title - em, width, bottom + em / 2)));
    // A little more than the axes, so that a line can start and end at their very edge.
    put(pad, left - em, own.top - em, right + em, own.bottom + em).style.setProperty("--sb-margin", `${em}px`);
    hint.hidden = Boolean(hand.curve());
  }

  /** @type {{at: number, y: number} | null} the pencil, while it is down */
  let pencil = null;
  /** @param {PointerEvent} event */
  function pointOf(event) {
    const { left, right } = chart.plan();
    const box = chart.element.getBoundingClientRect();
    return { at: clamp((event.clientX - box.left - left) / (right - left), 0, 1) * CURVE_STEPS, y: event.clientY - box.top };
  }
  /** @param {any} from @param {any[]} path @param {boolean} [done] */
  function stroke(from, path, done = false) {
    let curve = hand.curve() ?? emptyCurve();
    for (const to of path) {
      curve = withStroke(curve, shape(), from, to);
      from = to;
    }
    pencil = done ? null : from;
    hand.draw(done ? withoutGaps(curve, shape()) : curve, stepTimes(chart.plan()), done);
  }
  pad.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    if (!event.isPrimary || event.button) return;
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    hint.hidden = true;
    const point = pointOf(event);
    stroke(point, [point]);
  });
  pad.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    if (!pencil || !event.isPrimary) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    stroke(pencil, (passed.length ? passed : [event]).map(pointOf));
  });
  pad.addEventListener("lostpointercapture", () => pencil && stroke(pencil, [pencil], true));
  return { place };
}

/**
 * Sliders that set the curve at even steps, for those who do not draw with a pointer.
 * @param {any} spec @param {any} chart @param {Hand} hand @param {() => string} timeUnit
 */
export function createKnots(spec, chart, hand, timeUnit) {
  const knots = Array.from({ length: CURVE_STEPS / KNOT_STEPS + 1 }, (_, k) => {
    const slider = html("input", {
      ...KEEP_KEYS, type: "range", class: "sb-slider", min: 0, max: 100,
      input() {
        const plan = chart.plan();
        const shape = plan.panels[hand.series().panel];
        hand.draw(withKnot(hand.curve() ?? emptyCurve(), shape, k * KNOT_STEPS, knotValue(shape, Number(slider.value))), stepTimes(plan), true);
      },
    });
    return html("div", { class: "sb-knot" }, html("span", {}), html("div", { class: "sb-track" }, slider), html("span", { class: "sb-count" }));
  });
  const element = html("details", { class: "sb-fold", toggle: update },
    html("summary", {}, "Draw with the keyboard"), html("div", { class: "sb-knots" }, ...knots));

  /** Follow the curve and the axes. */
  function update() {
    const plan = chart.plan();
    if (!element.open || !plan) return;
    const { label, panel } = hand.series();
    const shape = plan.panels[panel];
    const time = stepTimes(plan);
    knots.forEach((row, k) => {
      const [when, track, level] = row.children;
      const slider = track.firstChild;
      const value = hand.curve()?.[k * KNOT_STEPS] ?? null;
      const moment = Number(time[k * KNOT_STEPS].toPrecision(3));
      slider.value = value === null ? 50 : knotPosition(shape, value);
      slider.setAttribute("aria-label", `${label} ${atMoment(spec, moment, timeUnit())}`);
      slider.setAttribute("aria-valuetext", value === null ? "not drawn yet" : levelText(shape.panel, value));
      row.style.setProperty("--sb-at", String(slider.value / 100));
      setText(when, momentText(spec, moment, timeUnit()));
      setText(level, value === null ? "–" : levelText({ ...shape.panel, unit: "" }, value));
    });
  }
  return { element, update };
}
