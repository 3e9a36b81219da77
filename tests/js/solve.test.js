import assert from "node:assert/strict";
import { test } from "node:test";
import { solve } from "../../src/sixbarriers/explorer/solve.js";
import { smallModel } from "./small-model.js";

const near = (got, want, relative) =>
  assert.ok(Math.abs(got / want - 1) <= relative, `${got} is not within ${relative} of ${want}`);
const values = { k: 0.5, start: 8 };
const dosed = (...doses) => smallModel({ schedule: () => doses.map(([time, amount]) => ({ state: 0, time, amount })) });

for (const log of [false, true]) {
  test(`exponential decay has its exact values at every grid point, ${log ? "as a logarithm" : "as it is"}`, () => {
    const run = solve(smallModel({ state: { log } }), values);
    assert.equal(run.time.length, 401);
    run.time.forEach((t, i) => near(run.states.y[i], 8 * Math.exp(-0.5 * t), 1e-6));
    assert.equal(run.series.double[7], 2 * run.states.y[7]);
  });

  test(`logistic growth agrees with its formula, ${log ? "as a logarithm" : "as it is"}`, () => {
    const logistic = smallModel({
      state: { log },
      equations: (t, y, p, dy) => { dy[0] = p[0] * y[0] * (1 - y[0] / 1000); },
      jacobian: (t, y, p, J) => { J[0] = p[0] * (1 - y[0] / 500); },
    });
    const run = solve(logistic, { k: 2, start: 1 });
    run.time.forEach((t, i) => near(run.states.y[i], 1000 / (1 + 999 * Math.exp(-2 * t)), 1e-6));
  });
}

test("doses act at their times; those at one time add up; one at 0 is in the start", () => {
  const run = solve(dosed([4, 1], [0, 2], [4, 3], [12, 100], [10, 100]), values);
  near(run.states.y[0], 10, 1e-15);
  const before = run.time.indexOf(4);
  assert.equal(run.time[before + 1], 4);
  assert.equal(run.time.filter((t) => t === 4).length, 2);
  near(run.states.y[before + 1] - run.states.y[before], 4, 1e-7);
  near(run.states.y.at(-1), 10 * Math.exp(-5) + 4 * Math.exp(-3), 1e-6);
  assert.equal(run.doses.length, 3);
  const override = solve(dosed([4, 1]), values, { doses: [{ state: 0, time: 1, amount: 5 }] });
  near(override.states.y.at(-1), 8 * Math.exp(-5) + 5 * Math.exp(-4.5), 1e-6);
});

test("the grid is even until the first dose and crowds after each", () => {
  const { time } = solve(dosed([2.5, 1], [3, 1]), values);
  assert.equal(time.length, 101 + 25 + 281);
  assert.equal(time[1], 0.025);
  assert.deepEqual([...time.slice(100, 103)], [2.5, 2.5, 2.5 + 0.5 / 24 ** 2]);
  assert.deepEqual([...time.slice(125, 128)], [3, 3, 3 + 7 / 280 ** 2]);
  assert.equal(time.at(-1), 10);
  assert.ok(time.every((t, i) => i === 0 || t >= time[i - 1]));
  assert.equal(solve(dosed([0, 1]), values).time[1], 10 / 400 ** 2);
});

test("times asked for show the state after a dose and must rise", () => {
  const run = solve(dosed([4, 1]), values, { at: [0, 4, 10] });
  assert.deepEqual([...run.time], [0, 4, 10]);
  near(run.states.y[1], 8 * Math.exp(-2) + 1, 1e-7);
  assert.equal(solve(dosed([4, 1]), values, { at: [3, 15] }).time[1], 15);
  assert.throws(() => solve(dosed(), values, { at: [2, 1] }), /must rise/);
  assert.throws(() => solve(dosed(), values, { until: 5, at: [6] }), /must rise/);
});

test("a log state goes extinct when the formula says, and a dose revives it", () => {
  const mortal = smallModel({ state: { log: true, extinct_below: 1e-6 }, spec: { until: 100 } });
  const run = solve(mortal, { k: 1, start: 1 }, { doses: [{ state: 0, time: 50, amount: 10 }] });
  near(run.extinctions.y[0], Math.log(1e6), 1e-8);
  near(run.extinctions.y[1], 50 + Math.log(1e7), 1e-8);
  assert.equal(run.extinctions.y.length, 2);
  run.time.forEach((t, i) => {
    if (t > run.extinctions.y[0] && t < 50) assert.equal(run.states.y[i], 0);
  });
  near(run.states.y[run.time.indexOf(50) + 1], 10, 1e-15);
  assert.equal(run.states.y.at(-1), 0);
});

test("a log state that starts at zero stays there without a number that is not one", () => {
  const run = solve(smallModel({ state: { log: true } }), { k: -1, start: 0 });
  assert.ok(run.states.y.every((y) => y === 0));
  assert.deepEqual(run.extinctions.y, []);
});

test("a log state may fall beyond the smallest number", () => {
  const run = solve(smallModel({ state: { log: true }, spec: { until: 2000 } }), { k: 1, start: 1 });
  assert.ok(run.states.y.every((y) => y >= 0 && y <= 1));
});

test("round-off below zero is hidden, a real negative value is not", () => {
  const falling = smallModel({ equations: (t, y, p, dy) => { dy[0] = -p[0]; }, jacobian: () => {} });
  const run = solve(falling, { k: 1, start: 5 });
  near(run.states.y.at(-1), -5, 1e-8);
  const barely = solve(falling, { k: 0.1, start: 1 - 1e-8 });
  assert.equal(barely.states.y.at(-1), 0);
});

test("failures are told in words", () => {
  const blowUp = smallModel({
    equations: (t, y, p, dy) => { dy[0] = p[0] * y[0] * y[0]; },
    jacobian: (t, y, p, J) => { J[0] = 2 * p[0] * y[0]; },
  });
  assert.throws(() => solve(blowUp, { k: 1, start: 0.25 }), /The model could not be solved at day 4: /);
  assert.throws(() => solve(smallModel(), { k: 1 }), /parameter start of small needs a number, not undefined/);
  assert.throws(() => solve(smallModel(), { k: NaN, start: 1 }), /parameter k/);
  assert.throws(() => solve(smallModel(), values, { until: 0 }), /longer than 0/);
});
