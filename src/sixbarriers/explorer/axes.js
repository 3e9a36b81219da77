// The standing parts of the picture: axes, grid, titles, legend. Redrawn only when they change.

import { svg } from "./dom.js";
import { tickText } from "./scale.js";
import { bandWords, capital } from "./words.js";

/** @param {number} value */
function crisp(value) {
  return Math.round(value) + 0.5;
}

/** A short piece of a line, as it is drawn in the picture. @param {any} line @param {number} x @param {number} y @param {number} length */
export function lineSample(line, x, y, length) {
  return svg("line", {
    class: "sb-line", x1: x, x2: x + length, y1: y, y2: y,
    stroke: line.colour, "stroke-dasharray": line.pattern || null,
  });
}

/** What stands still in a panel. @param {any} shape the panel @param {any} plan the whole picture */
export function panelAxes(shape, plan) {
  const { panel, top, bottom, foot, domain } = shape;
  const { left, right, em } = plan;
  const group = svg("g", { class: "sb-axes" });
  if (domain.band) {
    const [over, under] = bandWords(panel, domain.low);
    group.append(
      svg("rect", { class: "sb-band", x: left, y: foot, width: right - left, height: bottom - foot }),
      svg("text", { class: "sb-tick", x: left - 0.5 * em, y: foot + 1.05 * em, "text-anchor": "end" }, over),
      svg("text", { class: "sb-tick", x: left - 0.5 * em, y: foot + 2.05 * em, "text-anchor": "end" }, under),
    );
  }
  for (const tick of shape.ticks) {
    const y = shape.map(tick);
    // The words of the band stand where the lowest tick would.
    const hidden = domain.band && foot - y < 0.6 * em;
    group.append(svg("line", { class: "sb-grid", x1: left, x2: right, y1: crisp(y), y2: crisp(y) }));
    if (!hidden) {
      group.append(svg("text", { class: "sb-tick", x: left - 0.5 * em, y: y + 0.35 * em, "text-anchor": "end" }, tickText(tick)));
    }
  }
  for (const tick of plan.ticks) {
    const x = crisp(plan.x.map(tick));
    group.append(svg("line", { class: "sb-grid", x1: x, x2: x, y1: top, y2: bottom }));
  }
  group.append(svg("line", { class: "sb-axis", x1: left, x2: right, y1: crisp(bottom), y2: crisp(bottom) }));
  group.append(svg("text", { class: "sb-paneltitle", x: 0, y: shape.title }, panel.label,
    panel.unit ? svg("tspan", { class: "sb-unit", dx: "0.4em" }, panel.unit) : null));
  shape.places.forEach((/** @type {any} */ place, /** @type {number} */ k) => {
    const y = shape.title + (1.4 * (place.row + 1)) * em;
    group.append(lineSample(shape.lines[k], place.x, y - 0.33 * em, 1.9 * em));
    group.append(svg("text", { class: "sb-legend", x: place.x + 2.3 * em, y }, shape.lines[k].label));
  });
  return group;
}

/** What stands below all panels. @param {any} plan from `layOut` @param {any} spec @param {string} timeUnit */
export function timeAxis(plan, spec, timeUnit) {
  const { em, end, left, right } = plan;
  const group = svg("g", { class: "sb-axes" });
  for (const tick of plan.ticks) {
    group.append(svg("text", { class: "sb-tick", x: plan.x.map(tick), y: end + 1.25 * em, "text-anchor": "middle" }, tickText(tick)));
  }
  const unit = timeUnit ? svg("tspan", { class: "sb-unit", dx: "0.4em" }, timeUnit) : null;
  group.append(svg("text", { class: "sb-paneltitle", x: (left + right) / 2, y: end + 2.65 * em, "text-anchor": "middle" }, capital(spec.time.label), unit));
  return group;
}
