import assert from "node:assert/strict";
import { test } from "node:test";
import { fitDomains, layOut } from "../../src/sixbarriers/explorer/geometry.js";
import { legendRows, spreadLabels } from "../../src/sixbarriers/explorer/labels.js";
import { linePath } from "../../src/sixbarriers/explorer/path.js";

const SPEC = {
  panels: [{ label: "Tumour", unit: "cells", scale: "log", floor: 1, ceiling: null },
    { label: "Share", unit: "%", scale: "linear", floor: 0, ceiling: 100 }],
  series: [{ name: "T", label: "Tumour", panel: 0 }, { name: "s", label: "Share", panel: 1 }],
};
const run = (top, share = 50) => ({ T: [0, 1e-9, top], s: [0, share, 20] });

test("axes end on a decade, on their ceiling, or where the data need", () => {
  assert.deepEqual([1, 1e8], Object.values(fitDomains(SPEC, [run(3e7)], null)[0]).slice(0, 2));
  assert.deepEqual([0, 100], Object.values(fitDomains(SPEC, [run(1)], null)[1]).slice(0, 2));
  assert.equal(150, fitDomains(SPEC, [run(1, 150)], null)[1].high);
});

test("a population that is never there still has an axis", () => {
  const [domain] = fitDomains(SPEC, [run(0)], null);
  assert.ok(domain.high > domain.low && domain.low > 0);
});

test("while a slider moves an axis grows but does not shrink", () => {
  const before = fitDomains(SPEC, [run(3e7)], null);
  assert.equal(1e8, fitDomains(SPEC, [run(10)], before)[0].high);
  assert.equal(1e10, fitDomains(SPEC, [run(3e9)], before)[0].high);
});

test("values below the floor keep their order inside the band", () => {
  const { panels: [{ map, foot, bottom }] } = layOut(SPEC, 600, 12, 100, fitDomains(SPEC, [run(1e6)], null), false);
  const heights = [10, 1, 0.5, 1e-3, 1e-9, 5e-324, 0].map(map);
  assert.deepEqual([...heights].sort((a, b) => a - b), heights);
  assert.equal(foot, heights[1]);
  assert.ok(heights.at(-1) < bottom);
});

const itself = (value) => value;
const corners = (d) => d.slice(1).split("L").map((point) => point.split(" ").map(Number));

test("a line is drawn with few points and passes all others closer than an eye can see", () => {
  const time = Array.from({ length: 401 }, (_, i) => i);
  const values = time.map((t) => 100 + 80 * Math.sin(t / 30) * Math.exp(-t / 300));
  values[123] = 190;
  const kept = corners(linePath(time, values, itself, itself));
  assert.ok(kept.length < 120, `${kept.length} points`);
  time.forEach((t, i) => {
    const k = Math.max(1, kept.findIndex(([x]) => x >= t));
    const [[x, y], [toX, toY]] = [kept[k - 1], kept[k]];
    const drawn = y + ((toY - y) * (t - x)) / (toX - x);
    assert.ok(Math.abs(drawn - values[i]) < 0.25, `${drawn} for ${values[i]} at ${t}`);
  });
});

test("a jump stays upright, a straight line has two points, and a long run is cut at the end of the axis", () => {
  assert.equal(linePath([0, 1, 1, 2, 3], [0, 0, 5, 5, 5], itself, itself), "M0 0L1 0L1 5L3 5");
  assert.equal(linePath([0, 1, 2, 3], [0, 1, 2, 3], itself, itself, 2), "M0 0L2 2");
  assert.equal(linePath([], [], itself, itself), "");
});

test("a path holds no NaN", () => {
  const { panels: [{ map }], x } = layOut(SPEC, 320, 12, 2, fitDomains(SPEC, [run(1e6)], null), true);
  assert.doesNotMatch(linePath([0, 1, 2], run(1e6).T, x.map, map), /NaN|Infinity/);
});

test("labels at the end keep their distance and their order", () => {
  assert.deepEqual([10, 25, 80], spreadLabels([10, 12, 80], 15, 0, 100));
  assert.deepEqual([70, 85, 100], spreadLabels([99, 99.5, 100], 15, 0, 100));
});

test("a legend breaks into rows that fit", () => {
  const rows = legendRows(["Effector CAR-T", "Memory CAR-T", "Tumour"], 220, 12);
  assert.deepEqual([0, 1, 1], rows.map(({ row }) => row));
});
