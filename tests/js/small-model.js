/**
 * A compiled model with one state y and parameters given by name, for tests.
 * @param {object} parts what differs from exponential decay at rate k
 */
export function smallModel(parts = {}) {
  const { state = {}, spec = {}, ...functions } = parts;
  return {
    spec: {
      name: "small", time: { label: "time", unit: "days" }, until: 10,
      states: [{ name: "y", log: false, extinct_below: null, ...state }],
      series: [{ name: "double" }],
      parameters: [{ name: "k", unit: "1/day" }, { name: "start", unit: "cells" }],
      readouts: [], sentences: [], ...spec,
    },
    initial: (p) => [p[1]],
    equations: (t, y, p, dy) => { dy[0] = -p[0] * y[0]; },
    jacobian: (t, y, p, J) => { J[0] = -p[0]; },
    schedule: () => [],
    series: () => (t, y, out) => { out[0] = 2 * y[0]; },
    formulas: {}, cases: [], ...functions,
  };
}
