// Words that compare two runs. Nothing here touches the page.

import { say } from "./format.js";
import { initialState, parameterIn, scenarioNamed } from "./state.js";
import { capital, withUnit } from "./words.js";

export const PIN_LETTERS = ["A", "B", "C"];
const MOST_NAMED = 2;

/**
 * A name for a run: its scenario and what was changed.
 * @param {any} spec @param {string | null} scenario @param {{[name: string]: number}} values
 */
export function nameOfRun(spec, scenario, values) {
  const fresh = initialState(spec, scenario).values;
  const changed = Object.keys(fresh).filter((name) => values[name] !== fresh[name]);
  const words = changed.slice(0, MOST_NAMED).map((name) => {
    const { label, symbol, options } = parameterIn(spec, scenario, name);
    return options ? options[values[name]] : `${label.length > 14 && symbol ? symbol : label} ${say(values[name])}`;
  });
  const setting = scenarioNamed(spec, scenario)?.label;
  const first = setting && spec.scenarios.length > 1 ? [setting] : [];
  const more = changed.length > MOST_NAMED ? ["…"] : [];
  return capital([...first, ...words, ...more].join(", ") || "defaults");
}

/** A label inside a sentence; one that starts with a name such as CAR-T stays. @param {string} text */
export function lowerFirst(text) {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/**
 * How a pinned readout differs from the present one: a factor for what is counted, a difference for times
 * and shares; nothing to say where one of them did not happen.
 * @param {any} readout @param {number} value @param {number} now
 */
export function differenceText(readout, value, now) {
  if (!Number.isFinite(value) || !Number.isFinite(now)) return "";
  if (say(value) === say(now)) return "the same";
  const isTime = /time|first|count/.test(readout.kind) || readout.unit === "%" || readout.unit === "days";
  if (isTime || !(value > 0 && now > 0)) {
    const gap = value - now;
    return `${gap > 0 ? "+" : "−"}${withUnit(Math.abs(gap), readout.unit)}`;
  }
  const factor = value / now;
  if (factor >= 1000 || factor <= 1e-3) return factor > 1 ? "over 1,000 times" : "under a thousandth";
  return `× ${say(Number(factor.toPrecision(2)))}`;
}
