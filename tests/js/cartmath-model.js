// CARTmath (Barros 2021) in the form the compiler writes, by hand.

const NAMES = ["phi", "rho", "eps", "theta", "alpha", "mu", "r", "b", "gamma", "T0"];

/**
 * @param {number[][]} doses [day, cells] of effector cells
 * @param {number[][]} [challenges] [day, cells] of tumour cells
 */
export function cartmath(doses, challenges = []) {
  return {
    spec: {
      name: "cartmath",
      time: { label: "time", unit: "days" },
      until: 500,
      autonomous: true,
      states: [
        { name: "C_T", log: false, extinct_below: null },
        { name: "C_M", log: false, extinct_below: null },
        { name: "T", log: true, extinct_below: 1e-6 },
      ],
      series: [{ name: "all_T_cells" }],
      parameters: NAMES.map((name) => ({ name, unit: name === "T0" ? "cells" : "" })),
      readouts: [],
      sentences: [],
    },
    initial: (p) => [0, 0, p[9]],
    equations(t, y, p, dy) {
      const [phi, rho, eps, theta, alpha, mu, r, b, gamma] = p;
      dy[0] = phi * y[0] - rho * y[0] + theta * y[2] * y[1] - alpha * y[2] * y[0];
      dy[1] = eps * y[0] - theta * y[2] * y[1] - mu * y[1];
      dy[2] = r * y[2] * (1 - b * y[2]) - gamma * y[0] * y[2];
    },
    jacobian(t, y, p, J) {
      const [phi, rho, eps, theta, alpha, mu, r, b, gamma] = p;
      J[0] = phi - rho - alpha * y[2];
      J[1] = theta * y[2];
      J[2] = theta * y[1] - alpha * y[0];
      J[3] = eps;
      J[4] = -theta * y[2] - mu;
      J[5] = -theta * y[1];
      J[6] = -gamma * y[2];
      J[7] = 0;
      J[8] = r - 2 * r * b * y[2] - gamma * y[0];
    },
    schedule: () => [
      ...doses.map(([time, amount]) => ({ state: 0, time, amount })),
      ...challenges.map(([time, amount]) => ({ state: 2, time, amount })),
    ],
    series: () => (t, y, out) => {
      out[0] = y[0] + y[1];
    },
    formulas: {},
    cases: [],
  };
}
