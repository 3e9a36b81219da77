// The numbers beside the picture.

import { html, setText } from "./dom.js";
import { withUnit } from "./words.js";

const EVENT_KINDS = ["first_below", "first_above", "extinction_time"];

/**
 * A readout in words, the number and what follows it; an event that did not happen says so.
 * @param {any} readout @param {number} value
 * @returns {[string, string]}
 */
export function readingText(readout, value) {
  if (Number.isNaN(value)) return [EVENT_KINDS.includes(readout.kind) ? "never" : "–", ""];
  if (readout.unit === "days" && /time|first/.test(readout.kind)) return [`day ${withUnit(value)}`, ""];
  // Smooth equations have fractions of a cell; a mouse has not.
  if (readout.unit === "cells" && value > 0 && value < 1) return ["fewer than 1", " cell"];
  const number = withUnit(value);
  return [number, withUnit(value, readout.unit).slice(number.length)];
}

/** @param {any} spec */
export function createReadouts(spec) {
  const shown = spec.readouts.filter((/** @type {any} */ one) => one.show);
  const values = shown.map(() => html("dd", {}, html("span", {}), html("span", { class: "sb-unit" })));
  // The list itself has no class: themes style definition lists that have one as code reference.
  const element = html("div", { class: "sb-readouts" }, html("dl", {},
    ...shown.map((/** @type {any} */ one, /** @type {number} */ k) =>
      html("div", {}, html("dt", {}, one.label), values[k]))));
  return {
    element,
    /** @param {{[name: string]: number}} readouts */
    show(readouts) {
      shown.forEach((/** @type {any} */ one, /** @type {number} */ k) => {
        const [number, unit] = readingText(one, readouts[one.name]);
        setText(values[k].firstChild, number);
        setText(values[k].lastChild, unit);
      });
    },
  };
}
