import assert from "node:assert/strict";
import { test } from "node:test";
import { luArrange, luFactor, luMemory, luSolve } from "../../src/sixbarriers/explorer/lu.js";
import { rodasBetween, rodasMemory, rodasShape, rodasStep } from "../../src/sixbarriers/explorer/rodas5p.js";
import { integrate } from "../../src/sixbarriers/explorer/stepper.js";

const tight = (n, rtol = 1e-8, atol = 1e-10, more = {}) => ({
  rtol: new Float64Array(n).fill(rtol), atol: new Float64Array(n).fill(atol), maxSteps: 50000, ...more,
});
const near = (got, want, relative) =>
  assert.ok(Math.abs(got / want - 1) <= relative, `${got} is not within ${relative} of ${want}`);

const decay = {
  n: 1, autonomous: true,
  slope: (t, z, dz) => { dz[0] = -z[0]; },
  jacobian: (t, z, J) => { J[0] = -1; },
};

test("a linear system that needs its rows swapped is solved", () => {
  const lu = luMemory(3);
  lu.matrix.set([0, 2, 1, 1, 1, 1, 4, -1, 2]);
  const x = Float64Array.of(7, 6, 8);
  assert.ok(luFactor(lu));
  luSolve(lu, x);
  [1, 2, 3].forEach((want, k) => near(x[k], want, 1e-14));
  const singular = luMemory(2);
  singular.matrix.set([1, 2, 2, 4]);
  assert.equal(luFactor(singular), false);
});

test("a system of zeros but for an arrow is solved in an order that keeps them", () => {
  const n = 9;
  // All depend on the first and the first on all: in the given order nothing would stay zero.
  const at = (i, j) => (i === j ? 3 + i : i === 0 || j === 0 ? 1 : 0);
  const lu = luMemory(n);
  luArrange(lu, Float64Array.from({ length: n * n }, (_, k) => at(Math.floor(k / n), k % n)));
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) lu.matrix[i * n + j] = at(lu.order[i], lu.order[j]);
  const want = Float64Array.from({ length: n }, (_, k) => k - 4.5);
  const x = Float64Array.from(want, (_, i) => want.reduce((sum, value, j) => sum + at(i, j) * value, 0));
  assert.ok(luFactor(lu));
  luSolve(lu, x);
  want.forEach((value, k) => near(x[k], value, 1e-13));
  assert.equal(lu.ends.at(-1), 2 * (n - 1));
});

test("a step is as long as its error allows, so that few are enough", () => {
  const z = Float64Array.of(1);
  const end = integrate(decay, z, 0, 20, tight(1, 1e-4, 1e-12));
  near(z[0], Math.exp(-20), 1e-4);
  assert.ok(end.steps <= 28, `${end.steps} steps`);
});

test("exponential decay is followed", () => {
  const z = Float64Array.of(1);
  const end = integrate(decay, z, 0, 10, tight(1));
  assert.equal(end.time, 10);
  assert.equal(end.event, -1);
  near(z[0], Math.exp(-10), 1e-6);
});

test("equal steps are of order five, the continuous output of order four", () => {
  const exactly = (t) => 1 / (1 + t + Math.sin(t));
  const slope = (t, z, dz) => { dz[0] = -z[0] * z[0] * (1 + Math.cos(t)); };
  const errors = [64, 128].map((count) => {
    const h = 2 / count;
    const memory = rodasMemory(1);
    const inside = new Float64Array(1);
    let between = 0;
    memory.start[0] = 1;
    for (let i = 0; i < count; i++) {
      const t = i * h;
      slope(t, memory.start, memory.slope);
      memory.jacobian[0] = -2 * memory.start[0] * (1 + Math.cos(t));
      memory.drift[0] = memory.start[0] ** 2 * Math.sin(t);
      assert.ok(rodasStep({ n: 1, slope, jacobian: () => {} }, t, h, memory));
      rodasShape(memory);
      rodasBetween(memory, 0.37, inside);
      between = Math.max(between, Math.abs(inside[0] - exactly(t + 0.37 * h)));
      memory.start[0] = memory.end[0];
    }
    return [Math.abs(memory.start[0] - exactly(2)), between];
  });
  const order = [0, 1].map((k) => Math.log2(errors[0][k] / errors[1][k]));
  assert.ok(order[0] > 4.7, `order ${order[0]}`);
  // The error made within one step falls with one power more than the order.
  assert.ok(order[1] - 1 > 3.7, `order ${order[1] - 1} between`);
});

test("a slope that depends on time alone is integrated", () => {
  const forced = {
    n: 1,
    slope: (t, z, dz) => { dz[0] = -1000 * (z[0] - Math.cos(t)); },
    jacobian: (t, z, J) => { J[0] = -1000; },
  };
  const z = Float64Array.of(0);
  integrate(forced, z, 0, 3, tight(1));
  near(z[0], (1e6 * Math.cos(3) + 1000 * Math.sin(3)) / (1e6 + 1), 1e-7);
});

test("Robertson's stiff reaction agrees with Radau at a tolerance of 1e-13", () => {
  const robertson = {
    n: 3, autonomous: true,
    slope: (t, z, dz) => {
      dz[0] = -0.04 * z[0] + 1e4 * z[1] * z[2];
      dz[2] = 3e7 * z[1] * z[1];
      dz[1] = -dz[0] - dz[2];
    },
    jacobian: (t, z, J) => {
      J.set([-0.04, 1e4 * z[2], 1e4 * z[1], 0.04, -1e4 * z[2] - 6e7 * z[1], -1e4 * z[1], 0, 6e7 * z[1], 0]);
    },
  };
  const cases = [
    [40, [0.7158270687194084, 9.185534764557822e-6, 0.28416374574582987]],
    [4e5, [0.004938274520984044, 1.9849940879560726e-8, 0.9950617056290795]],
  ];
  for (const [end, want] of cases) {
    const z = Float64Array.of(1, 0, 0);
    const { steps } = integrate(robertson, z, 0, end, tight(3, 1e-8, 1e-14));
    want.forEach((value, k) => near(z[k], value, 1e-6));
    assert.ok(steps < 1000, `${steps} steps`);
  }
});

test("an event stops the integration where it happens", () => {
  const z = Float64Array.of(1);
  const pieces = [];
  const events = [() => 1, (at) => at[0] - 0.25];
  const end = integrate(decay, z, 0, 10, tight(1, 1e-9, 1e-12, { events, onStep: ({ to, cut }) => pieces.push([to, cut]) }));
  assert.equal(end.event, 1);
  near(end.time, Math.log(4), 1e-7);
  near(z[0], 0.25, 1e-9);
  assert.deepEqual(pieces.at(-1), [end.time, true]);
});

test("what cannot be solved says where and why", () => {
  const blowUp = {
    n: 1, autonomous: true,
    slope: (t, z, dz) => { dz[0] = z[0] * z[0]; },
    jacobian: (t, z, J) => { J[0] = 2 * z[0]; },
  };
  assert.throws(() => integrate(blowUp, Float64Array.of(1), 0, 2, tight(1)), (error) => {
    assert.match(error.message, /abruptly|steps/);
    near(error.time, 1, 1e-6);
    return true;
  });
  assert.throws(() => integrate(decay, Float64Array.of(1), 0, 10, tight(1, 1e-8, 1e-10, { maxSteps: 3 })), /more than 3 steps/);
  const broken = { ...decay, slope: (t, z, dz) => { dz[0] = NaN; } };
  assert.throws(() => integrate(broken, Float64Array.of(1), 0, 1, tight(1)), /abruptly/);
});

test("a state that starts at nothing and grows at once does not stop the first step", () => {
  const sudden = {
    n: 2, autonomous: true,
    slope: (t, z, dz) => { dz[0] = -1e7 * z[0]; dz[1] = 1e7 * z[0]; },
    jacobian: (t, z, J) => { J.set([-1e7, 0, 1e7, 0]); },
  };
  const z = Float64Array.of(1, 0);
  integrate(sudden, z, 0, 2000, tight(2, 1e-3, 1e-10));
  near(z[1], 1, 1e-6);
});
