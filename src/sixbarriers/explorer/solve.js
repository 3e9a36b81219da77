import { askedTimes, breakPoints, logPlaces, reportTimes } from "./grid.js";
import { runGrid } from "./gridrun.js";
import { integrationVariables } from "./logspace.js";
import { integrate, SolveError } from "./stepper.js";
import { short } from "./format.js";

const SOLVE_RTOL = 1e-8;
const SOLVE_ATOL = 1e-8;
const SOLVE_MAX_STEPS = 50000;
const SOLVE_SLIVER = 1e-12;

/**
 * @typedef {object} Dose
 * @property {number} state index of the state it adds to
 * @property {number} time
 * @property {number} amount
 *
 * @typedef {object} Run
 * @property {Float64Array} time non-decreasing; the time of a dose stands twice, before and after
 * @property {{[name: string]: Float64Array}} states
 * @property {{[name: string]: Float64Array}} series
 * @property {{[name: string]: number[]}} extinctions when each state fell below its floor
 * @property {Dose[]} doses
 * @property {number} steps
 * @property {Uint8Array} [pictures] of a grid model: one for each time
 */

/** Parameter values in the model's order. */
export function parameterVector(spec, values) {
  return Float64Array.from(spec.parameters, ({ name }) => {
    const value = values[name];
    if (!Number.isFinite(value)) {
      throw new Error(`The parameter ${name} of ${spec.name} needs a number, not ${value}.`);
    }
    return value;
  });
}

/** Step tolerances of each variable. */
function stepTolerances(spec, rtol) {
  const factor = rtol / SOLVE_RTOL;
  return {
    // On a logarithm, an absolute error is already a relative error of the state.
    rtol: Float64Array.from(spec.states, (state) => (state.log ? 0 : rtol)),
    atol: Float64Array.from(spec.states, (state) =>
      state.log ? 1e-9 * factor : (state.atol ?? SOLVE_ATOL) * Math.min(1, factor)),
  };
}

/** Round-off below zero is shown as zero; anything larger is left to be seen. */
function hideRoundOff(column, atol) {
  let largest = 0;
  for (const value of column) largest = Math.max(largest, value);
  const allowed = -Math.max(100 * atol, 1e-9 * largest);
  for (let i = 0; i < column.length; i++) {
    if (column[i] < 0 && column[i] > allowed) column[i] = 0;
  }
}

/**
 * Solve a compiled model at complete parameter values.
 * @param {any} compiled
 * @param {{[name: string]: number}} values
 * @param {{until?: number, at?: ArrayLike<number>, doses?: Dose[], rtol?: number, onStep?: (step: import("./gridrun.js").GridStep) => void}} [options]
 *   a grid model heeds only `until` and `onStep`
 * @returns {Run}
 */
export function solve(compiled, values, options = {}) {
  const { spec } = compiled;
  const p = parameterVector(spec, values);
  const { at, rtol = SOLVE_RTOL } = options;
  const start = spec.start ?? 0;
  const until = options.until ?? Math.max(spec.until, at?.length ? at[at.length - 1] : 0);
  if (!(until > start && until < Infinity)) {
    throw new Error(`A run from ${start} must last longer than 0, but was to end at ${until}.`);
  }
  if (spec.kind === "grid") return gridRun(compiled, p, values, until, options.onStep);
  if (!spec.states.length) return formulaRun(compiled, p, at ? askedTimes([start, until], at)[0] : axisPlaces(spec, until));
  const doses = (options.doses ?? compiled.schedule(p))
    .filter((dose) => dose.time >= start && dose.time < until);
  const breaks = breakPoints(doses, until, start);
  const stretches = at ? askedTimes(breaks, at) : reportTimes(breaks, doses.some((d) => d.time === start));
  const time = Float64Array.from(stretches.flat());

  const n = spec.states.length;
  const columns = spec.states.map(() => new Float64Array(time.length));
  const extinctions = Object.fromEntries(spec.states.map((state) => [state.name, []]));
  const model = integrationVariables(compiled, p);
  const tolerances = stepTolerances(spec, rtol);
  const z = new Float64Array(n);
  const inside = new Float64Array(n);
  const point = new Float64Array(n);
  const now = Float64Array.from(compiled.initial(p));
  let next = 0;
  let stop = 0;
  let steps = 0;
  let tried = 0;

  const store = (physical) => {
    for (let k = 0; k < n; k++) columns[k][next] = physical[k];
    next += 1;
  };
  const enter = (t) => {
    const before = [...model.alive];
    model.fromPhysical(now, z);
    before.forEach((was, k) => {
      if (t > start && was && !model.alive[k]) extinctions[spec.states[k].name].push(t);
    });
  };
  const onStep = (piece) => {
    while (next < stop && (time[next] < piece.to || (time[next] === piece.to && !piece.cut))) {
      piece.read(time[next], inside);
      model.toPhysical(inside, point);
      store(point);
    }
  };

  stretches.forEach((stretch, k) => {
    stop += stretch.length;
    const end = breaks[k + 1];
    let t = breaks[k];
    for (const dose of doses) if (dose.time === t) now[dose.state] = Math.max(0, now[dose.state] + dose.amount);
    enter(t);
    while (next < stop && time[next] === t) store(now);
    // Nothing can happen between two doses as close as round-off.
    if (end - t <= SOLVE_SLIVER * Math.max(1, Math.abs(end))) t = end;
    while (t < end) {
      const settings = { ...tolerances, maxSteps: SOLVE_MAX_STEPS - tried, events: model.events, onStep };
      const reached = advance(spec, model, z, t, end, settings);
      steps += reached.steps;
      tried += reached.tried;
      t = reached.time;
      model.toPhysical(z, now);
      if (reached.event >= 0) now[model.watched[reached.event]] = 0;
      enter(t);
    }
    while (next < stop) store(now);
  });

  columns.forEach((column, k) => hideRoundOff(column, tolerances.atol[k]));
  const states = Object.fromEntries(spec.states.map((state, k) => [state.name, columns[k]]));
  return { time, states, series: runSeries(compiled, p, time, columns), extinctions, doses, steps };
}

/** One stretch, with its failure told in the model's own unit of time. */
function advance(spec, model, z, t, end, settings) {
  let reached;
  try {
    reached = integrate(model.problem, z, t, end, settings);
  } catch (error) {
    if (!(error instanceof SolveError)) throw error;
    const unit = spec.time.unit.replace(/s$/, "");
    throw new Error(`The model could not be solved at ${unit} ${short(error.time)}: ${error.message}.`);
  }
  return reached;
}

/** Where a model without states is evaluated. @param {any} spec @param {number} until */
function axisPlaces(spec, until) {
  const start = spec.start ?? 0;
  if (spec.categories) return spec.categories.map((/** @type {any} */ _, /** @type {number} */ i) => i);
  return spec.axis_scale === "log" ? logPlaces(start, until) : reportTimes([start, until], false)[0];
}

/** The run of a model without states: its series along the axis. @param {any} compiled @param {Float64Array} p @param {number[]} places @returns {Run} */
function formulaRun(compiled, p, places) {
  const time = Float64Array.from(places);
  return { time, states: {}, series: runSeries(compiled, p, time, []), extinctions: {}, doses: [], steps: 0 };
}

/** The run of a grid model. @param {any} compiled @param {Float64Array} p @param {{[name: string]: number}} values @param {number} until @param {any} onStep @returns {Run} */
function gridRun(compiled, p, values, until, onStep) {
  const { time, columns, pictures } = runGrid(compiled, values, until, onStep);
  const states = Object.fromEntries(compiled.spec.states.map((/** @type {any} */ state, /** @type {number} */ k) => [state.name, columns[k]]));
  return { time, states, series: runSeries(compiled, p, time, columns), extinctions: {}, doses: [], steps: time.length - 1, pictures };
}

/** What is plotted, at every time of the run. */
function runSeries(compiled, p, time, columns) {
  const { series } = compiled.spec;
  const out = new Float64Array(series.length);
  const y = new Float64Array(columns.length);
  const rows = series.map(() => new Float64Array(time.length));
  const write = compiled.series(p);
  for (let i = 0; i < time.length; i++) {
    for (let k = 0; k < columns.length; k++) y[k] = columns[k][i];
    write(time[i], y, out);
    for (let k = 0; k < rows.length; k++) rows[k][i] = out[k];
  }
  return Object.fromEntries(series.map((one, k) => [one.name, rows[k]]));
}
