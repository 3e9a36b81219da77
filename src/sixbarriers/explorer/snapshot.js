// A state and all that follows from it.

import { cloudPoints } from "./cloud.js";
import { readouts, sentence } from "./readouts.js";
import { parameterVector, solve } from "./solve.js";
import { scenarioTimeUnit, scenarioUntil } from "./state.js";

// A thousand times finer than the eye: tests hold the page to Python within 1e-4 of each maximum.
const PICTURE_RTOL = 1e-7;
// As fine as the eye: a picture that is gone in the next frame.
const DRAFT_RTOL = 3e-4;

/** @param {any} compiled @param {{[name: string]: number}} values @param {number} until @param {boolean} draft @param {any} onStep */
function solveForPicture(compiled, values, until, draft, onStep) {
  if (draft && compiled.spec.kind !== "grid") {
    try {
      return solve(compiled, values, { until, rtol: DRAFT_RTOL });
    } catch {
      // What rough steps cannot follow, finer ones may.
    }
  }
  return solve(compiled, values, { until, rtol: PICTURE_RTOL, onStep });
}

/**
 * Solve the model at a state.
 * @param {any} compiled
 * @param {{scenario: string | null, values: {[name: string]: number}}} state
 * @param {boolean} [draft] a little rougher and sooner, while a slider moves
 * @param {(step: import("./gridrun.js").GridStep) => void} [onStep] called for each step of a grid model
 */
export function computeSnapshot(compiled, state, draft = false, onStep) {
  const { spec } = compiled;
  const until = scenarioUntil(spec, state.scenario);
  const run = solveForPicture(compiled, state.values, until, draft, onStep);
  for (const { name, label } of spec.series) {
    if (!run.series[name].every(Number.isFinite)) throw new Error(`${label} has no value at some times.`);
  }
  const found = readouts(compiled, run, state.values);
  const cloud = cloudPoints(compiled, state.values);
  const doses = run.doses ?? compiled.schedule(parameterVector(spec, state.values));
  const references = (spec.references ?? []).map((/** @type {any} */ { value }) =>
    (typeof value === "number" ? value : found[value] ?? state.values[value] ?? NaN));
  return { state, draft, until, timeUnit: scenarioTimeUnit(spec, state.scenario), run: { ...run, cloud }, doses, readouts: found, references, sentence: sentence(compiled, found, state.values, run) };
}

/** @param {number} value */
function plainValue(value) {
  return Number.isFinite(value) ? value : null;
}

/**
 * The same as data that JSON can hold.
 * @param {import("./state.js").ExplorerState} state @param {ReturnType<typeof computeSnapshot> | null} snapshot
 */
export function plainSnapshot(state, snapshot) {
  const table = (/** @type {{[name: string]: ArrayLike<number>}} */ columns) => Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, Array.from(column, plainValue)]));
  return {
    scenario: state.scenario,
    parameters: { ...state.values },
    pins: state.pins.map(({ name, scenario, values }) => ({ name, scenario, parameters: { ...values } })),
    predict: state.predict,
    time: snapshot ? Array.from(snapshot.run.time) : [],
    series: snapshot ? table(snapshot.run.series) : {},
    readouts: snapshot ? Object.fromEntries(Object.entries(snapshot.readouts).map(([name, value]) => [name, plainValue(value)])) : {},
    sentence: snapshot?.sentence ?? "",
  };
}
