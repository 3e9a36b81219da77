/**
 * A compiled model at fixed parameters, in the variables that are integrated: ln y for
 * states marked log, y itself for the others. A state that is extinct stays at zero.
 * @param {any} compiled
 * @param {Float64Array} p parameter values in the model's order
 */
export function integrationVariables(compiled, p) {
  const { states } = compiled.spec;
  const n = states.length;
  const isLog = states.map((state) => Boolean(state.log));
  const alive = new Array(n).fill(true);
  const y = new Float64Array(n);
  const dy = new Float64Array(n);
  const floor = states.map((state) => state.extinct_below ?? 0);
  const mortal = states.map((state, k) => isLog[k] || floor[k] > 0);
  // Without logarithms and floors z is y, so the model's Jacobian is the one that is wanted.
  const isPlain = !mortal.includes(true);

  /** Physical values of z. @param {Float64Array} z @param {Float64Array} out */
  function toPhysical(z, out) {
    for (let k = 0; k < n; k++) {
      // exp(-700) is the smallest power that leaves room to divide by.
      out[k] = !alive[k] ? 0 : isLog[k] ? Math.exp(Math.max(z[k], -700)) : z[k];
    }
  }

  /** z of physical values; states at or below their floor are marked extinct and set to 0. */
  function fromPhysical(values, z) {
    for (let k = 0; k < n; k++) {
      alive[k] = !mortal[k] || (values[k] > floor[k]);
      if (!alive[k]) values[k] = 0;
      z[k] = !alive[k] ? 0 : isLog[k] ? Math.log(values[k]) : values[k];
    }
  }

  function slope(t, z, dz) {
    toPhysical(z, y);
    compiled.equations(t, y, p, dy);
    for (let k = 0; k < n; k++) dz[k] = !alive[k] ? 0 : isLog[k] ? dy[k] / y[k] : dy[k];
  }

  function jacobian(t, z, J) {
    toPhysical(z, y);
    J.fill(0);
    compiled.jacobian(t, y, p, J);
    if (isPlain) return;
    compiled.equations(t, y, p, dy);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const at = i * n + j;
        if (J[at] === 0) continue;
        if (!alive[i] || !alive[j]) {
          J[at] = 0;
          continue;
        }
        if (isLog[j]) J[at] *= y[j];
        if (isLog[i]) J[at] /= y[i];
      }
      if (isLog[i] && alive[i]) J[i * n + i] -= dy[i] / y[i];
    }
  }

  const watched = states.map((_, k) => k).filter((k) => floor[k] > 0);
  const events = watched.map((k) => {
    const level = isLog[k] ? Math.log(floor[k]) : floor[k];
    return (z) => (alive[k] ? z[k] - level : 1);
  });
  const problem = { n, autonomous: compiled.spec.autonomous === true, slope, jacobian };
  return { problem, events, watched, alive, isLog, toPhysical, fromPhysical };
}
