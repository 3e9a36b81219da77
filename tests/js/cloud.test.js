import assert from "node:assert/strict";
import { test } from "node:test";
import { cloudDomain, cloudRows, layOutCloud, pointsUnder } from "../../src/sixbarriers/explorer/cloud.js";

const points = { x: [1, -2, 0], y: [10, -30, 0] };

test("a point on the line counts as under it, in every quarter of the plane", () => {
  assert.deepEqual(pointsUnder(points, 10), [true, true, true]);
  assert.deepEqual(pointsUnder(points, 9), [false, true, true]);
  assert.deepEqual(pointsUnder(points, 16), [true, false, true]);
});

test("the plane holds the origin and every point, in round numbers", () => {
  const { x, y } = cloudDomain([points, { x: [4.2], y: [7] }]);
  assert.ok(x.low <= -2 && x.high >= 4.2 && y.low <= -30 && y.high >= 10, JSON.stringify({ x, y }));
  assert.deepEqual(cloudDomain([{ x: [3], y: [4] }]).x.low, 0);
});

test("a plane grows but does not shrink while a slider moves, and always has a size", () => {
  const wide = cloudDomain([{ x: [100], y: [100] }]);
  assert.deepEqual(cloudDomain([{ x: [1], y: [1] }], wide), wide);
  for (const one of [{ x: [0], y: [0] }, { x: [-1], y: [-1] }]) {
    const { x, y } = cloudDomain([one]);
    assert.ok(x.high > x.low && y.high > y.low, JSON.stringify({ x, y }));
  }
});

test("every point lies inside the plane that is laid out for it", () => {
  const shape = layOutCloud({ em: 12, left: 40, right: 500, width: 600 }, cloudDomain([points]), 100);
  for (const [k, x] of points.x.entries()) {
    assert.ok(shape.x.map(x) >= shape.left && shape.x.map(x) <= shape.right);
    assert.ok(shape.y.map(points.y[k]) >= shape.top && shape.y.map(points.y[k]) <= shape.bottom);
  }
});

test("the table has a row for each point, with the words for its side", () => {
  const cloud = { across: { label: "gain", unit: "a" }, up: { label: "cost", unit: "b" }, under: "yes", over: "no" };
  const { heads, rows } = cloudRows(cloud, points, 9);
  assert.deepEqual(heads.map(({ label }) => label), ["gain", "cost"]);
  assert.deepEqual(rows.map(({ side }) => side), ["no", "yes", "yes"]);
  assert.deepEqual(rows[1].values, [-2, -30]);
});
