// Predictions, kept on this device and nowhere else. What is foreign or broken is quietly left out.

import { CURVE_STEPS } from "./pencil.js";
import { isAllowed, scenarioNamed, scenarioUntil } from "./state.js";
import { sameSetting } from "./steplink.js";

const MOST_KEPT = 8;

/**
 * @typedef {object} Prediction
 * @property {string | null} scenario
 * @property {{[name: string]: number}} values the settings it was made for
 * @property {number[]} time where the steps of its curves lie
 * @property {{[series: string]: (number | null)[]}} curves
 * @property {string} outcome the words chosen, or ""
 * @property {boolean} run whether its answer has been shown
 */

/** @param {Prediction} prediction */
export function isBlank({ outcome, curves }) {
  return !outcome && !Object.keys(curves).length;
}

/** Predictions with one more, the newest first; an older one for the same settings goes, a blank one is not kept. @param {Prediction[]} kept @param {Prediction} prediction */
export function withPrediction(kept, prediction) {
  const others = kept.filter((one) => !sameSetting(one, prediction));
  return [...(isBlank(prediction) ? [] : [prediction]), ...others].slice(0, MOST_KEPT);
}

/** A prediction as it was kept, or null where it does not fit the model. @param {any} spec @param {any} one @returns {Prediction | null} */
function readPrediction(spec, one) {
  const { scenario, values, time, curves, outcome, run } = one;
  const known = scenario === null || scenarioNamed(spec, scenario);
  const fits = known && spec.parameters.every((/** @type {any} */ { name }) => isAllowed(spec, scenario, name, values[name]));
  if (!fits) return null;
  // Curves drawn on another axis would be read wrongly.
  const onAxis = time.length === CURVE_STEPS + 1 && time[CURVE_STEPS] === scenarioUntil(spec, scenario)
    && time.every((/** @type {any} */ t, /** @type {number} */ i) => Number.isFinite(t) && !(t <= time[i - 1]));
  const drawn = spec.series.flatMap((/** @type {any} */ { name }) => {
    const curve = curves[name];
    const whole = onAxis && curve?.length === time.length && curve.every((/** @type {any} */ v) => v === null || Number.isFinite(v));
    return whole && curve.some(Number.isFinite) ? [[name, curve]] : [];
  });
  const own = Object.fromEntries(spec.parameters.map((/** @type {any} */ { name }) => [name, values[name]]));
  const read = { scenario, values: own, time, curves: Object.fromEntries(drawn), outcome: spec.outcomes?.includes(outcome) ? outcome : "", run: run === true };
  return isBlank(read) ? null : read;
}

/** What a text from the device's store holds. @param {any} spec @param {string | null} text @returns {Prediction[]} */
export function readPredictions(spec, text) {
  try {
    return JSON.parse(text ?? "[]").slice(0, MOST_KEPT).flatMap((/** @type {any} */ one) => readPrediction(spec, one) ?? []);
  } catch {
    return [];
  }
}

/** The device's own store; where there is none, what is kept lasts as long as the page. @param {any} spec @param {string} place */
export function createMemory(spec, place) {
  return {
    read() {
      try {
        return readPredictions(spec, localStorage.getItem(place));
      } catch {
        return [];
      }
    },
    /** @param {Prediction[]} kept */
    write(kept) {
      try {
        if (kept.length) localStorage.setItem(place, JSON.stringify(kept));
        else localStorage.removeItem(place);
      } catch {
        // Storage is full or switched off: the page still holds them.
      }
    },
  };
}
