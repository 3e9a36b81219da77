// Horizontal axes that are logarithmic, measure something other than time, or start elsewhere than at zero.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitDomains, layOut, seriesOf } from "../../src/sixbarriers/explorer/geometry.js";
import { askedTimes, breakPoints, logPlaces, reportTimes } from "../../src/sixbarriers/explorer/grid.js";
import { readouts } from "../../src/sixbarriers/explorer/readouts.js";
import { axisTicks, sampleAt } from "../../src/sixbarriers/explorer/scale.js";
import { solve } from "../../src/sixbarriers/explorer/solve.js";
import { tableRows } from "../../src/sixbarriers/explorer/table.js";
import { smallModel } from "./small-model.js";

const near = (got, want, relative) =>
  assert.ok(Math.abs(got / want - 1) <= relative, `${got} is not within ${relative} of ${want}`);

/** Killed share over antigens, half at k: a model without states. */
function response(spec = {}, readoutList = []) {
  return smallModel({
    spec: {
      states: [], start: 10, until: 1e5, axis: "antigens", axis_scale: "log", time: { label: "antigens", unit: "molecules" },
      panels: [{ label: "Killed", unit: "%", scale: "linear", floor: 0, ceiling: 100 }],
      series: [{ name: "killed", label: "killed", panel: 0 }], parameters: [{ name: "k" }], readouts: readoutList, ...spec,
    },
    series: (p) => (t, y, out) => { out[0] = (100 * t) / (t + p[0]); },
  });
}

test("a logarithmic axis gives every power of ten the same number of points and meets its ends", () => {
  const places = logPlaces(10, 1e5);
  assert.deepEqual([401, 10, 1e5], [places.length, places[0], places[400]]);
  near(places[100], 100, 1e-14);
  for (let i = 1; i <= 400; i++) near(places[i] / places[i - 1], 10 ** 0.01, 1e-12);
});

test("a later start shifts the grid and its breaks, and doses at the start crowd it", () => {
  assert.deepEqual([3, 4, 6, 30], breakPoints([{ time: 3 }, { time: 6 }, { time: 4 }, { time: 2 }], 30, 3));
  const [even] = reportTimes([3, 23], false);
  assert.deepEqual([401, 3, 23], [even.length, even[0], even[400]]);
  near(even[1] - 3, 0.05, 1e-12);
  assert.equal(reportTimes([3, 4, 23], true)[0].length, 25);
  near(reportTimes([3, 23], true)[0][1] - 3, 20 / 400 ** 2, 1e-9);
  assert.throws(() => askedTimes([3, 30], [2, 5]), /rise from 3 to 30; 2 does not fit/);
});

test("a model without states is evaluated along its axis, and exactly where it is asked", () => {
  const run = solve(response(), { k: 1000 });
  assert.deepEqual([{}, [], {}, 0], [run.states, run.doses, run.extinctions, run.steps]);
  assert.deepEqual([401, 10], [run.time.length, run.time[0]]);
  run.time.forEach((t, i) => near(run.series.killed[i], (100 * t) / (t + 1000), 1e-15));
  assert.deepEqual([50], [...solve(response(), { k: 1000 }, { at: [1000] }).series.killed]);
  assert.equal(solve(response(), { k: 1000 }, { until: 1e3 }).time.at(-1), 1e3);
  assert.throws(() => solve(response(), { k: 1000 }, { until: 10 }), /from 10 must last longer than 0/);
});

test("a linear axis of a model without states may start below zero", () => {
  const { time } = solve(response({ start: -5, until: 15, axis_scale: "linear" }), { k: 1 });
  assert.deepEqual([401, -5, 0, 15], [time.length, time[0], time[100], time.at(-1)]);
});

test("equations are solved from their own start, doses there and later included", () => {
  const at = (...times) => smallModel({ spec: { start: 3, until: 13 }, schedule: () => times.map((time) => ({ state: 0, time, amount: 4 })) });
  const run = solve(at(2, 3, 5), { k: 0.5, start: 8 });
  assert.deepEqual([3, 13], [run.time[0], run.time.at(-1)]);
  assert.equal(run.states.y[0], 12);
  near(run.states.y.at(-1), 12 * Math.exp(-5) + 4 * Math.exp(-4), 1e-6);
  assert.deepEqual([3, 5], run.doses.map((dose) => dose.time));
});

test("readouts follow the logarithm of a logarithmic axis", () => {
  const model = response({}, [
    { name: "here", kind: "at", of: "killed", level: "k" }, { name: "enough", kind: "first_above", of: "killed", level: 75 },
    { name: "few", kind: "first_below", of: "killed", level: 75 }, { name: "none", kind: "at", of: "killed", level: -1 },
    { name: "most", kind: "peak_time", of: "killed" }, { name: "never", kind: "first_above", of: "killed", level: 101 },
  ]);
  const found = readouts(model, solve(model, { k: 1234.5 }), { k: 1234.5 });
  near(found.here, 50, 1e-5);
  near(found.enough, 3 * 1234.5, 1e-4);
  near(found.few, 10, 1e-14);
  near(found.most, 1e5, 1e-14);
  assert.deepEqual([NaN, NaN], [found.none, found.never]);
});

test("a peak between the points of a logarithmic axis is found", () => {
  const hump = { ...response({}, [{ name: "top", kind: "peak_time", of: "killed" }]), series: (p) => (t, y, out) => { out[0] = 9 - Math.log(t / p[0]) ** 2; } };
  near(readouts(hump, solve(hump, { k: 777 }), { k: 777 }).top, 777, 1e-9);
});

test("ticks of a logarithmic axis are powers of ten, with more between where there is room", () => {
  assert.deepEqual([1e6, 1e8, 1e10, 1e12], axisTicks(true, 1e6, 1e12, 4));
  assert.deepEqual([1, 2, 5, 10, 20, 50, 100], axisTicks(true, 1, 100, 8));
  assert.deepEqual([0.3, 1, 3, 10, 30], axisTicks(true, 0.2, 40, 5));
  assert.deepEqual([400, 500, 600], axisTicks(true, 390, 610, 3));
  assert.deepEqual([5, 10, 15, 20, 25, 30], axisTicks(false, 3, 30, 6));
});

test("the picture maps a logarithmic axis, and one that starts late, onto its whole width", () => {
  const { spec } = response();
  const domains = fitDomains(spec, [solve(response(), { k: 1000 }).series], null);
  const { x, left, right, start, ticks } = layOut(spec, 600, 12, 1e5, domains, false);
  assert.deepEqual([10, 10, 1e5], [start, ticks[0], ticks.at(-1)]);
  near(x.map(1000), (left + right) / 2, 1e-12);
  near(x.invert(right), 1e5, 1e-9);
  const late = layOut({ ...spec, start: 3, axis_scale: "linear" }, 600, 12, 30, domains, false);
  assert.deepEqual([3, late.left, late.right], [late.start, late.x.map(3), late.x.map(30)]);
});

test("lines that share a look have one colour and dash", () => {
  const series = [{ name: "a", panel: 0, look: 1 }, { name: "b", panel: 1, look: 1 }, { name: "c", panel: 1, look: null }];
  const [a, b, c] = [0, 1].flatMap((panel) => seriesOf({ series }, panel));
  assert.deepEqual([a.colour, a.pattern], [b.colour, b.pattern]);
  assert.notEqual(b.colour, c.colour);
});

test("between samples a logarithmic axis is followed along its logarithm", () => {
  near(sampleAt([10, 1000], [0, 2], 100, false, true), 1, 1e-14);
  near(sampleAt([10, 1000], [1, 100], 100, true, true), 10, 1e-14);
});

test("the table of a logarithmic axis has round rows and both ends", () => {
  const rows = tableRows(response({ start: 15 }).spec, solve(response({ start: 15 }), { k: 1000 }));
  assert.deepEqual([15, 20, 50, 100], rows.slice(0, 4).map(({ time }) => time));
  assert.equal(rows.at(-1).time, 1e5);
  near(rows.find(({ time }) => time === 1000).values[0], 50, 1e-4);
  const late = tableRows({ ...response().spec, axis_scale: "linear" }, { time: [3, 30], series: { killed: [0, 27] } });
  assert.deepEqual([3, 4, 30], [late[0].time, late[1].time, late.at(-1).time]);
});
