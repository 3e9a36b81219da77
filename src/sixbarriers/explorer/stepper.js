// Adaptive integration of stiff equations, with continuous output and events.

import { luArrange } from "./lu.js";
import { rodasMemory, rodasStep, rodasShape, rodasBetween } from "./rodas5p.js";

/**
 * @typedef {object} StepPiece one accepted step; valid only during the callback
 * @property {number} from
 * @property {number} to the end of the step, or the event that cut it short
 * @property {boolean} cut true when an event ends the piece
 * @property {(time: number, out: Float64Array) => void} read the solution at a time in the piece
 */

/**
 * @typedef {object} StepSettings
 * @property {Float64Array} rtol
 * @property {Float64Array} atol
 * @property {number} maxSteps tried steps, failed ones included
 * @property {((z: Float64Array) => number)[]} [events] integration stops where one falls to zero
 * @property {(piece: StepPiece) => void} [onStep]
 */

/** An integration that could not go on; `time` says where, the message why. */
export class SolveError extends Error {
  /** @param {number} time @param {string} why */
  constructor(time, why) {
    super(why);
    this.name = "SolveError";
    this.time = time;
  }
}

/** Largest component in units of its tolerance; NaN if any is NaN. */
function scaledSize(vector, a, b, settings) {
  let largest = 0;
  for (let k = 0; k < vector.length; k++) {
    const scale = settings.atol[k] + settings.rtol[k] * Math.max(Math.abs(a[k]), Math.abs(b[k]));
    const size = Math.abs(vector[k]) / scale;
    if (!(size <= largest)) largest = size;
    if (size !== size) return NaN;
  }
  return largest;
}

/** A careful first step: Hairer, Nørsett and Wanner, Solving ODEs I, section II.4. */
function firstStepSize(problem, t, span, memory, settings) {
  const { start, slope } = memory;
  const size = scaledSize(start, start, start, settings);
  const speed = scaledSize(slope, start, start, settings);
  let h = size < 1e-5 || speed < 1e-5 ? 1e-6 * span : (0.01 * size) / speed;
  h = Math.min(h, span);
  const ahead = start.map((value, k) => value + h * slope[k]);
  const change = new Float64Array(problem.n);
  problem.slope(t + h, ahead, change);
  for (let k = 0; k < problem.n; k++) change[k] -= slope[k];
  const bend = scaledSize(change, start, start, settings) / h;
  const steepest = Math.max(speed, bend);
  const guess = steepest > 1e-15 ? (0.01 / steepest) ** 0.2 : span;
  // What starts at zero can make the guess too short to begin with at all; a step too long is tried again.
  return Math.max(Math.min(100 * h, guess, span), 1e-10 * span);
}

/** How the slope changes with time alone, by a forward difference. */
function slopeDrift(problem, t, end, memory) {
  const { start, slope, drift } = memory;
  if (problem.autonomous) return;
  const room = end - t;
  const shift = Math.min(1.5e-8 * Math.max(Math.abs(t), 1e-3 * room, 1e-12), room);
  const later = t + shift;
  if (later === t) return;
  problem.slope(later, start, drift);
  for (let k = 0; k < problem.n; k++) drift[k] = (drift[k] - slope[k]) / (later - t);
}

/** Fraction of the step where an event first falls to zero, or -1; looks at quarters too. */
function eventFraction(event, memory, point) {
  const value = (fraction) => {
    rodasBetween(memory, fraction, point);
    return event(point);
  };
  if (!(value(0) > 0)) return -1;
  let low = 0;
  let high = -1;
  for (let quarter = 1; quarter <= 4; quarter++) {
    if (value(quarter / 4) <= 0) {
      high = quarter / 4;
      break;
    }
    low = quarter / 4;
  }
  if (high < 0) return -1;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (value(middle) <= 0) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Integrate z from `t` to `end`; z is overwritten with the last point reached.
 * @param {import("./rodas5p.js").OdeProblem} problem
 * @param {Float64Array} z
 * @param {number} t
 * @param {number} end
 * @param {StepSettings} settings
 * @returns {{time: number, event: number, steps: number, tried: number}} event: index, or -1 at the end
 */
export function integrate(problem, z, t, end, settings) {
  const memory = rodasMemory(problem.n);
  const { events = [], onStep = () => {}, maxSteps } = settings;
  const point = new Float64Array(problem.n);
  const span = end - t;
  memory.start.set(z);
  let steps = 0;
  let tried = 0;
  let h = 0;
  let nextStep = 0;
  while (t < end) {
    problem.slope(t, memory.start, memory.slope);
    problem.jacobian(t, memory.start, memory.jacobian);
    if (steps === 0) luArrange(memory.lu, memory.jacobian);
    slopeDrift(problem, t, end, memory);
    if (h === 0) h = firstStepSize(problem, t, span, memory, settings);
    let failed = false;
    let last = false;
    for (;;) {
      if (++tried > maxSteps) throw new SolveError(t, `it took more than ${maxSteps} steps`);
      if (!(h > 4e-16 * Math.max(Math.abs(t), span))) {
        throw new SolveError(t, "the solution changes too abruptly to follow");
      }
      // A sliver left over at the end would cost a step of its own.
      last = t + h * 1.0001 >= end;
      if (last) h = end - t;
      const solved = rodasStep(problem, t, h, memory);
      const error = solved ? scaledSize(memory.stages[7], memory.start, memory.end, settings) : NaN;
      if (error <= 1) {
        nextStep = h * Math.min(failed ? 1 : 6, 0.9 * error ** -0.2);
        break;
      }
      failed = true;
      h *= Number.isFinite(error) ? Math.max(0.1, 0.9 * error ** -0.2) : 0.1;
    }
    steps += 1;
    rodasShape(memory);
    let cut = 2;
    let which = -1;
    events.forEach((event, k) => {
      const fraction = eventFraction(event, memory, point);
      if (fraction >= 0 && fraction < cut) {
        cut = fraction;
        which = k;
      }
    });
    const from = t;
    const length = h;
    t = which >= 0 ? Math.min(from + cut * length, end) : last ? end : from + length;
    const read = (time, out) => rodasBetween(memory, Math.min(1, (time - from) / length), out);
    onStep({ from, to: t, cut: which >= 0, read });
    if (which >= 0) {
      rodasBetween(memory, cut, z);
      return { time: t, event: which, steps, tried };
    }
    const swap = memory.start;
    memory.start = memory.end;
    memory.end = swap;
    h = nextStep;
  }
  z.set(memory.start);
  return { time: t, event: -1, steps, tried };
}
