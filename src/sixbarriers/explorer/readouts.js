import { say } from "./format.js";
import { listed, valueWords } from "./words.js";

/** The named curve and whether it is followed on a logarithm. A state wins over a series. */
function curveOf(compiled, run, name) {
  const state = compiled.spec.states.find((one) => one.name === name);
  const values = state ? run.states[name] : run.series[name];
  if (!values) throw new Error(`${name} is neither a state nor a series of ${compiled.spec.name}.`);
  return { values, log: Boolean(state?.log) };
}

/** Straight line between two points, or between their logarithms. */
function between(log, a, b, share) {
  if (log && a > 0 && b > 0) return Math.exp(Math.log(a) + share * (Math.log(b) - Math.log(a)));
  return a + share * (b - a);
}

/** Place of a time, after the jump if a dose falls there: what counts is what the treatment led to. */
function placeAfter(time, from) {
  let start = 0;
  while (start < time.length && time[start] < from) start += 1;
  while (start + 1 < time.length && time[start + 1] === time[start] && time[start] === from) start += 1;
  return start;
}

/** The extreme of a curve from a time on, refined by the parabola through three points: [time, value]. */
function extremeOf({ time, values, log }, from, sign) {
  const start = placeAfter(time, from);
  let k = -1;
  for (let i = start; i < values.length; i++) {
    if (!Number.isNaN(values[i]) && (k < 0 || sign * values[i] > sign * values[k])) k = i;
  }
  if (k < 0) return [NaN, NaN];
  const found = [time[k], values[k]];
  if (k === start || k === values.length - 1) return found;
  const left = time[k] - time[k - 1];
  const right = time[k + 1] - time[k];
  let three = [values[k - 1], values[k], values[k + 1]];
  if (!(left > 0 && right > 0) || values[k] === 0) return found;
  if (log) {
    if (!three.every((value) => value > 0)) return found;
    three = three.map(Math.log);
  }
  const rise = (three[1] - three[0]) / left;
  const fall = (three[2] - three[1]) / right;
  const bend = (fall - rise) / (left + right);
  const slope = (rise * right + fall * left) / (left + right);
  const shift = -slope / (2 * bend);
  if (!(sign * bend < 0 && shift >= -left && shift <= right)) return found;
  const top = three[1] - (slope * slope) / (4 * bend);
  const value = log ? Math.exp(top) : top;
  // A kink can push the parabola through zero, where the curve itself never goes.
  return Math.sign(value) === Math.sign(values[k]) ? [time[k] + shift, value] : found;
}

/** The curve at a time; at a jump, after it. */
function valueAt({ time, values, log }, when) {
  let k = -1;
  while (k + 1 < time.length && time[k + 1] <= when) k += 1;
  if (k < 0) return NaN;
  if (time[k] === when) return values[k];
  if (k === time.length - 1) return NaN;
  return between(log, values[k], values[k + 1], (when - time[k]) / (time[k + 1] - time[k]));
}

/** When the curve first lies on the far side of a level, from a time on. */
function firstCrossing({ time, values, log }, level, from, sign) {
  const start = placeAfter(time, from);
  for (let k = start; k < time.length; k++) {
    if (!(sign * values[k] >= sign * level)) continue;
    if (k === start || time[k] === time[k - 1]) return time[k];
    const [a, b] = [values[k - 1], values[k]];
    const share = log && a > 0 && b > 0 && level > 0
      ? Math.log(level / a) / Math.log(b / a)
      : (level - a) / (b - a);
    return time[k - 1] + share * (time[k] - time[k - 1]);
  }
  return NaN;
}

/** When a state that is gone at the end went. */
function lastExtinction(run, name) {
  const values = run.states[name];
  const times = run.extinctions[name];
  return values[values.length - 1] === 0 && times.length ? times[times.length - 1] : NaN;
}

/** A level is a number or the name of a parameter. */
function levelOf(readout, values) {
  const level = typeof readout.level === "string" ? values[readout.level] : readout.level;
  if (typeof level !== "number") throw new Error(`The readout ${readout.name} needs a level.`);
  return level;
}

/** The names of the categories that a readout counts. @param {any} spec @param {any} readout @param {any} run */
function countedNames(spec, readout, run) {
  const { of, level, flagged } = readout;
  return spec.categories.flatMap((/** @type {any} */ one, /** @type {number} */ i) =>
    (level.includes(run.series[of][i]) && (one.flag || !flagged) ? [one.label] : []));
}

/**
 * All readouts of a run, in the model's order.
 * @param {any} compiled
 * @param {import("./solve.js").Run} run
 * @param {{[name: string]: number}} values
 * @returns {{[name: string]: number}}
 */
export function readouts(compiled, run, values) {
  const first = run.doses.length ? Math.min(...run.doses.map((dose) => dose.time)) : compiled.spec.start ?? 0;
  // A logarithmic axis is read off as it is drawn: along the logarithm.
  const isLog = compiled.spec.axis_scale === "log";
  const along = (/** @type {number} */ place) => (isLog ? Math.log(place) : place);
  const back = (/** @type {number} */ place) => (isLog ? Math.exp(place) : place);
  const from = along(first);
  const time = isLog ? Array.from(run.time, along) : run.time;
  /** @type {{[name: string]: number}} */
  const found = {};
  for (const readout of compiled.spec.readouts) {
    const { name, kind } = readout;
    const curve = () => ({ ...curveOf(compiled, run, readout.of), time });
    if (kind === "final") found[name] = curve().values[run.time.length - 1];
    else if (kind === "peak") found[name] = extremeOf(curve(), from, 1)[1];
    else if (kind === "peak_time") found[name] = back(extremeOf(curve(), from, 1)[0]);
    else if (kind === "minimum") found[name] = extremeOf(curve(), from, -1)[1];
    else if (kind === "minimum_time") found[name] = back(extremeOf(curve(), from, -1)[0]);
    else if (kind === "at") found[name] = valueAt(curve(), along(levelOf(readout, values)));
    else if (kind === "first_below") found[name] = back(firstCrossing(curve(), levelOf(readout, values), from, -1));
    else if (kind === "first_above") found[name] = back(firstCrossing(curve(), levelOf(readout, values), from, 1));
    else if (kind === "extinction_time") found[name] = lastExtinction(run, readout.of);
    else if (kind === "count") found[name] = countedNames(compiled.spec, readout, run).length;
    else if (kind === "formula") found[name] = Number(compiled.formulas[name](found, values));
    else throw new Error(`The readout ${name} is of an unknown kind: ${kind}.`);
  }
  return found;
}

/**
 * The sentence that tells what a run shows; `{name}` stands for a readout or a parameter, in words, and
 * `{name.names}` for what a readout counts.
 * @param {any} compiled
 * @param {{[name: string]: number}} readoutValues
 * @param {{[name: string]: number}} values
 * @param {any} [run] where there is something to count
 */
export function sentence(compiled, readoutValues, values, run) {
  const { spec } = compiled;
  const first = compiled.cases.findIndex((holds) => holds(readoutValues, values));
  const template = spec.sentences[first < 0 ? spec.sentences.length - 1 : first];
  const named = (/** @type {any[]} */ list, /** @type {string} */ name) => list.find((one) => one.name === name);
  return template.replace(/\{(\w+)(\.names)?\}/g, (_, name, names) => {
    if (names) return listed(countedNames(spec, named(spec.readouts, name), run));
    if (name in readoutValues) return say(readoutValues[name]);
    if (!(name in values)) throw new Error(`The sentence names ${name}, which is not known.`);
    return valueWords(named(spec.parameters, name), values[name], say);
  });
}
