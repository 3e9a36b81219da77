// The times at which a run is reported, or whatever its horizontal axis measures; the Python side uses the same rule.

const GRID_POINTS = 400;
const GRID_LEAST = 24;

/**
 * Where a run is cut: its start, the doses strictly inside it, its end.
 * @param {{time: number}[]} doses
 * @param {number} until
 * @param {number} [start]
 */
export function breakPoints(doses, until, start = 0) {
  const inside = doses.map((dose) => dose.time).filter((time) => time > start && time < until);
  return [start, ...[...new Set(inside)].sort((a, b) => a - b), until];
}

/**
 * The report times of each stretch between breaks. After a dose things happen fast, so
 * there the points crowd towards the start.
 * @param {number[]} breaks
 * @param {boolean} doseAtStart true when a dose falls at the start of the run
 * @returns {number[][]}
 */
export function reportTimes(breaks, doseAtStart) {
  const whole = breaks[breaks.length - 1] - breaks[0];
  return breaks.slice(1).map((end, k) => {
    const start = breaks[k];
    const length = end - start;
    const m = Math.max(GRID_LEAST, Math.floor((GRID_POINTS * length) / whole + 0.5));
    const dosed = k > 0 || doseAtStart;
    const times = [];
    for (let i = 0; i < m; i++) {
      const share = i / m;
      times.push(start + length * (dosed ? share * share : share));
    }
    times.push(end);
    return times;
  });
}

/**
 * The places of a logarithmic axis: every power of ten gets the same number.
 * @param {number} start @param {number} until
 * @returns {number[]}
 */
export function logPlaces(start, until) {
  const [low, high] = [Math.log(start), Math.log(until)];
  const places = Array.from({ length: GRID_POINTS + 1 }, (_, i) => Math.exp(low + (high - low) * (i / GRID_POINTS)));
  // Rounding must not move the ends.
  places[0] = start;
  places[GRID_POINTS] = until;
  return places;
}

/**
 * Times asked for, shared out over the stretches; a time at a break belongs to the stretch
 * that starts there, so that it shows the state after the dose.
 * @param {number[]} breaks
 * @param {ArrayLike<number>} at non-decreasing
 * @returns {number[][]}
 */
export function askedTimes(breaks, at) {
  const until = breaks[breaks.length - 1];
  const times = Array.from(at);
  times.forEach((time, i) => {
    if (!(time >= breaks[0] && time <= until) || (i > 0 && time < times[i - 1])) {
      throw new Error(`Times must rise from ${breaks[0]} to ${until}; ${time} does not fit.`);
    }
  });
  return breaks.slice(1).map((end, k) => times.filter(
    (time) => time >= breaks[k] && (time < end || (end === until && k === breaks.length - 2)),
  ));
}
