import assert from "node:assert/strict";
import { test } from "node:test";
import { readouts, sentence } from "../../src/sixbarriers/explorer/readouts.js";
import { solve } from "../../src/sixbarriers/explorer/solve.js";
import { smallModel } from "./small-model.js";

const near = (got, want, relative) =>
  assert.ok(Math.abs(got / want - 1) <= relative, `${got} is not within ${relative} of ${want}`);

/** A readout of a curve given by points. */
function read(kind, time, y, { log = false, level, doses = [], extinctions = [], of = "y" } = {}) {
  const model = smallModel({ state: { log }, spec: { readouts: [{ name: "it", kind, of, level }] } });
  const run = {
    time: Float64Array.from(time), states: { y: Float64Array.from(y) }, series: { double: Float64Array.from(y, (v) => 2 * v) },
    extinctions: { y: extinctions }, doses: doses.map((t) => ({ state: 0, time: t, amount: 1 })), steps: 0,
  };
  return readouts(model, run, { k: 3, start: 1 }).it;
}

test("final is the last point, of a state or of a series", () => {
  assert.equal(read("final", [0, 1], [5, 7]), 7);
  assert.equal(read("final", [0, 1], [5, 7], { of: "double" }), 14);
  assert.throws(() => read("final", [0, 1], [5, 7], { of: "z" }), /neither a state nor a series/);
});

test("a peak between grid points is found on the parabola, times uneven", () => {
  const time = [0, 1, 2, 4, 5];
  const y = time.map((t) => 10 - (t - 2.5) ** 2);
  near(read("peak", time, y), 10, 1e-14);
  near(read("peak_time", time, y), 2.5, 1e-14);
  near(read("minimum", time, y.map((v) => 20 - v)), 10, 1e-14);
  near(read("minimum_time", time, y.map((v) => 20 - v)), 2.5, 1e-14);
});

test("a log state is refined on its logarithm", () => {
  const time = [0, 1, 2, 4, 5];
  const y = time.map((t) => Math.exp(-30 + 3 * (t - 2.5) ** 2));
  near(read("minimum", time, y, { log: true }), Math.exp(-30), 1e-12);
  near(read("minimum_time", time, y, { log: true }), 2.5, 1e-13);
});

test("an extreme at an end, at a jump or at zero is the grid point, the first on ties", () => {
  assert.equal(read("peak_time", [0, 1, 2], [9, 5, 1]), 0);
  assert.equal(read("peak_time", [0, 1, 1, 2], [1, 2, 9, 5]), 1);
  assert.equal(read("minimum", [0, 1, 2, 3], [4, 1e-5, 0, 0]), 0);
  assert.equal(read("minimum_time", [0, 1, 2, 3], [4, 1e-5, 0, 0]), 2);
  assert.equal(read("minimum", [0, 1, 2], [5, 0.1, 0.2]), 0.1);
  assert.equal(read("peak_time", [0, 1, 2], [3, 3, 3]), 0);
});

test("extremes count from the first dose on", () => {
  const time = [0, 1, 2, 2, 3, 4];
  assert.equal(read("peak", time, [50, 40, 1, 6, 4, 3], { doses: [2] }), 6);
  assert.equal(read("minimum_time", time, [0, 1, 2, 9, 8, 7], { doses: [2] }), 4);
});

test("at reads between points, and after a jump", () => {
  assert.equal(read("at", [0, 2, 4], [1, 3, 9], { level: "k" }), 6);
  near(read("at", [0, 2, 4], [1, 1, 100], { level: 3, log: true }), 10, 1e-14);
  assert.equal(read("at", [0, 3, 3, 4], [1, 2, 7, 9], { level: "k" }), 7);
  assert.ok(Number.isNaN(read("at", [0, 1], [1, 2], { level: 3 })));
  assert.throws(() => read("at", [0, 1], [1, 2], { level: "nothing" }), /needs a level/);
});

test("first_below and first_above start at the first dose", () => {
  const time = [0, 1, 2, 2, 3, 4];
  const y = [0, 0, 1, 9, 5, 1];
  assert.equal(read("first_below", time, y, { level: 4 }), 0);
  assert.equal(read("first_below", time, y, { level: 4, doses: [2] }), 3.25);
  near(read("first_below", time, [1, 1, 1, 9, 4, 1], { level: 2, doses: [2], log: true }), 3.5, 1e-14);
  assert.equal(read("first_above", time, y, { level: 8, doses: [3, 2] }), 2);
  assert.equal(read("first_above", time, y, { level: 8 }), 2);
  assert.ok(Number.isNaN(read("first_above", time, y, { level: "k", doses: [4] })));
});

test("extinction_time is the last one, if the state is gone at the end", () => {
  assert.equal(read("extinction_time", [0, 9], [1, 0], { extinctions: [3, 7] }), 7);
  assert.ok(Number.isNaN(read("extinction_time", [0, 9], [1, 2], { extinctions: [3] })));
  assert.ok(Number.isNaN(read("extinction_time", [0, 9], [0, 0])));
});

test("readouts of a solved run meet their formulas", () => {
  const bump = smallModel({
    state: { log: true },
    equations: (t, y, p, dy) => { dy[0] = (p[0] - t) * y[0]; },
    jacobian: (t, y, p, J) => { J[0] = p[0] - t; },
    formulas: { ratio: (r, p) => r.top / p.start },
    spec: {
      readouts: [
        { name: "top", kind: "peak", of: "y" }, { name: "when", kind: "peak_time", of: "y" },
        { name: "ratio", kind: "formula" }, { name: "down", kind: "first_below", of: "y", level: "start" },
      ],
    },
  });
  const values = { k: 3.3, start: 2 };
  const found = readouts(bump, solve(bump, values), values);
  near(found.top, 2 * Math.exp(3.3 ** 2 / 2), 1e-7);
  near(found.when, 3.3, 1e-7);
  near(found.ratio, Math.exp(3.3 ** 2 / 2), 1e-7);
  assert.equal(found.down, 0);
});

test("the first case that holds gives the sentence, its numbers in words", () => {
  const model = smallModel({
    spec: {
      readouts: [{ name: "low", unit: "cells" }, { name: "share", unit: "%" }, { name: "never", unit: "days" }],
      sentences: ["Below {start}: {low} cells or {share} %.", "Else {never}, k {k}.", "{lost}"],
    },
    cases: [(r, p) => r.low < p.start, (r) => !(r.low > 1e9), () => true],
  });
  const found = { low: 1234567, share: 5.04, never: NaN };
  assert.equal(sentence(model, found, { k: 0.25, start: 2e6 }), "Below 2 million: 1.23 million cells or 5.04 %.");
  assert.equal(sentence(model, found, { k: 0.25, start: 1 }), "Else no value, k 0.25.");
  assert.throws(() => sentence(model, { low: 2e9 }, { k: 1, start: 1 }), /names lost, which is not known/);
});
