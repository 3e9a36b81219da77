// A share as a bar above the tiles, with how far it may be off and where the pinned runs lie.

import { svg, setText } from "./dom.js";
import { MOST_PINS } from "./state.js";

/** @param {any} gauge of the model @param {number} width @param {number} em */
export function createGauge({ label, unit, value, low, high }, width, em) {
  const [top, bottom] = [2.35 * em, 3.35 * em];
  const middle = (top + bottom) / 2;
  const at = (/** @type {number} */ share) => Number((Math.min(1, Math.max(0, share / 100)) * (width - 2) + 1).toFixed(1));
  const fill = svg("rect", { class: "sb-gauge-fill", x: 1, y: top, height: bottom - top });
  const span = svg("path", { class: "sb-gauge-span" });
  const pins = Array.from({ length: MOST_PINS }, () => svg("g", { class: "sb-gauge-pin" },
    svg("line", { y1: top - 0.15 * em, y2: bottom }), svg("text", { class: "sb-tile-pins", y: top - 0.3 * em, "text-anchor": "middle" })));
  const ticks = [[0, "start"], [50, "middle"], [100, "end"]].map(([share, anchor]) =>
    svg("text", { class: "sb-tick", x: at(Number(share)), y: bottom + 1.2 * em, "text-anchor": anchor }, share === 100 ? `100 ${unit}` : String(share)));
  const element = svg("g", {}, svg("text", { class: "sb-paneltitle", x: 0, y: 1.1 * em }, label),
    svg("rect", { class: "sb-gauge-track", x: 0.5, y: top, width: width - 1, height: bottom - top }), fill, ...ticks, span, ...pins);
  return {
    element,
    height: bottom + 2.5 * em,
    /** @param {any} readouts null while the answer is hidden @param {any[]} layers of the pinned runs */
    move(readouts, layers) {
      fill.setAttribute("width", String(readouts ? at(readouts[value]) - 1 : 0));
      const [from, to, up] = readouts ? [at(readouts[low]), at(readouts[high]), 0.3 * em] : [0, 0, 0];
      span.setAttribute("d", readouts ? `M${from} ${middle - up}v${2 * up}M${from} ${middle}H${to}M${to} ${middle - up}v${2 * up}` : "");
      pins.forEach((pin, k) => {
        const share = layers[k]?.readouts?.[value];
        pin.style.display = share === undefined ? "none" : "";
        if (share === undefined) return;
        pin.setAttribute("transform", `translate(${at(share)} 0)`);
        setText(pin.lastChild, layers[k].label);
      });
    },
  };
}
