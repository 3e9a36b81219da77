import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { solve } from "../../src/sixbarriers/explorer/solve.js";
import { cartmath } from "./cartmath-model.js";

const golden = JSON.parse(readFileSync(new URL("../fixtures/golden/cartmath.json", import.meta.url), "utf8"));
const near = (got, want, relative, what) =>
  assert.ok(Math.abs(got / want - 1) <= relative, `${what}: ${got} is not within ${relative} of ${want}`);

function parametersOf(name, trajectory) {
  const values = { ...golden.parameters[name.includes("RAJI") ? "RAJI" : "HDLM2"], T0: trajectory.T0 };
  if (name.includes("1MT")) values.alpha = golden.parameters.RAJI_IDO_1MT_alpha;
  return values;
}

for (const [name, trajectory] of Object.entries(golden.trajectories)) {
  test(`CARTmath ${name} agrees with its golden values`, () => {
    const model = cartmath(trajectory.doses, trajectory.challenges);
    const rows = trajectory.rows_t_CT_CM_T;
    const run = solve(model, parametersOf(name, trajectory), { until: trajectory.t_end, at: rows.map((row) => row[0]) });
    rows.forEach((row, i) => ["C_T", "C_M", "T"].forEach((state, k) => {
      const want = row[k + 1];
      const got = run.states[state][i];
      if (Math.abs(want) > 1) near(got, want, 1e-5, `${state} on day ${row[0]}`);
      else assert.ok(Math.abs(got - want) < 1e-5, `${state} on day ${row[0]}: ${got}, not ${want}`);
    }));
    assert.equal(run.extinctions.T.length, trajectory.extinction_days.length);
    trajectory.extinction_days.forEach((day, i) => near(run.extinctions.T[i], day, 1e-8, "extinction"));
  });
}

test("the page's grid shows the same run as times asked for", () => {
  const trajectory = golden.trajectories.fig3a_HDLM2_dose2e6_challenge;
  const model = cartmath(trajectory.doses, trajectory.challenges);
  const values = parametersOf("HDLM2", trajectory);
  const whole = solve(model, values);
  const some = solve(model, values, { at: [...new Set(whole.time)] });
  const place = new Map([...some.time].map((t, i) => [t, i]));
  whole.time.forEach((t, i) => {
    if (whole.time[i + 1] === t) return;
    for (const state of ["C_T", "C_M", "T"]) assert.equal(whole.states[state][i], some.states[state][place.get(t)]);
  });
});

test("no parameter in a wide range stops the solver or makes a value that is not a number", () => {
  const ranges = { phi: 3, rho: 3, eps: 3, theta: 30, alpha: 30, mu: 10, r: 3, b: 10, gamma: 30, T0: 10 };
  let seed = 12345;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const centre = { ...golden.parameters.HDLM2, T0: 2e6 };
  for (let round = 0; round < 100; round++) {
    const values = Object.fromEntries(Object.entries(ranges).map(
      ([name, factor]) => [name, centre[name] * factor ** (2 * random() - 1)]));
    const run = solve(cartmath([[42, 10 ** (4 + 3 * random())]]), values);
    for (const state of ["C_T", "C_M", "T"]) {
      assert.ok(run.states[state].every((y) => Number.isFinite(y) && y >= 0), `${state} ${JSON.stringify(values)}`);
    }
  }
});
