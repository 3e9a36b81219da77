// Reading values off the picture with a pointer. The table twin serves those without one.

import { svg, setText } from "./dom.js";
import { say } from "./format.js";
import { clamp, sampleAt, tickText } from "./scale.js";
import { plottedText } from "./words.js";

/** A line at the pointer, with the value of each curve. @param {any} context see explorer.js */
export function cursorFeature({ card, chart, spec, latest }) {
  const picture = card.querySelector(".sb-picture");
  const stem = svg("line", {});
  const when = svg("text", { "text-anchor": "middle" });
  const marks = spec.series.map(() => ({ dot: svg("circle", { r: 3.5 }), text: svg("text", {}) }));
  const group = svg("g", { class: "sb-cursor" }, stem,
    ...marks.flatMap((/** @type {any} */ { dot, text }) => [dot, text]), when);
  const hide = () => group.remove();

  picture.addEventListener("pointerleave", hide);
  picture.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    const plan = chart.plan();
    const now = latest();
    if (!plan || !now || event.pointerType === "touch") return;
    const x = event.clientX - chart.element.getBoundingClientRect().left;
    if (x < plan.left - plan.em || x > plan.right + plan.em) return hide();
    const time = clamp(plan.x.invert(x), plan.start, plan.until);
    const at = plan.x.map(time);
    const toLeft = at > (plan.left + plan.right) / 2;
    stem.setAttribute("x1", at);
    stem.setAttribute("x2", at);
    stem.setAttribute("y1", plan.panels[0].top);
    stem.setAttribute("y2", plan.end);
    when.setAttribute("x", at);
    when.setAttribute("y", plan.end + 1.25 * plan.em);
    setText(when, tickText(Number(time.toPrecision(3))));
    let k = 0;
    for (const shape of plan.panels) {
      for (const line of shape.lines) {
        const value = sampleAt(now.run.time, now.run.series[line.name], time, shape.panel.scale === "log", spec.axis_scale === "log");
        const { dot, text } = marks[k++];
        dot.setAttribute("cx", at);
        dot.setAttribute("cy", shape.map(value));
        dot.setAttribute("fill", line.colour);
        text.setAttribute("x", at + (toLeft ? -0.7 : 0.7) * plan.em);
        text.setAttribute("y", shape.map(value) - 0.5 * plan.em);
        text.setAttribute("text-anchor", toLeft ? "end" : "start");
        setText(text, plottedText(shape.panel, value, say));
      }
    }
    if (!group.isConnected) chart.element.append(group);
  });
  return { frame: hide };
}
