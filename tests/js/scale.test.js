import assert from "node:assert/strict";
import { test } from "node:test";
import {
  SLIDER_STEPS, linearScale, linearTicks, logScale, logTicks, niceTop, sampleAt, sliderToValue,
  tickText, valueToSlider,
} from "../../src/sixbarriers/explorer/scale.js";

const DOSE = { low: 1e4, high: 5e6, value: 2e6, scale: "log" };
const DAY = { low: 14, high: 70, value: 42, scale: "linear" };

test("a straight scale maps its ends and back", () => {
  const scale = linearScale(0, 50, 100, 0);
  assert.deepEqual([100, 50, 0], [0, 25, 50].map(scale.map));
  assert.equal(10, scale.invert(80));
});

test("a logarithmic scale gives every decade the same room", () => {
  const scale = logScale(1, 1e6, 0, 60);
  assert.deepEqual([0, 10, 60], [1, 10, 1e6].map((value) => Math.round(scale.map(value))));
  assert.ok(Math.abs(scale.invert(30) - 1000) < 1e-6);
});

test("ticks are round numbers without binary dust", () => {
  assert.deepEqual([0, 0.1, 0.2, 0.3], linearTicks(0, 0.3, 4));
  assert.deepEqual([0, 100, 200, 300, 400, 500], linearTicks(0, 500, 6));
  assert.deepEqual([-20, 0, 20], linearTicks(-25, 25, 3));
});

test("logarithmic ticks are powers of ten, never more than asked", () => {
  assert.deepEqual([1, 1000, 1e6, 1e9, 1e12], logTicks(1, 1e12, 5));
  assert.deepEqual([1e-9, 1e-8], logTicks(1e-9, 1e-8, 5));
});

test("an axis ends on a round number at or above the data", () => {
  assert.equal(100, niceTop(0, 97));
  assert.equal(0.6, niceTop(0, 0.52));
  assert.equal(1, niceTop(0, 0));
});

test("axis numbers read as a student writes them", () => {
  assert.deepEqual(["0", "0.25", "2,000", "10⁶", "2×10⁹", "10⁻⁸", "−5"],
    [0, 0.25, 2000, 1e6, 2e9, 1e-8, -5].map(tickText));
});

test("a slider meets its ends and its default exactly", () => {
  for (const range of [DOSE, DAY]) {
    assert.equal(range.low, sliderToValue(range, 0));
    assert.equal(range.high, sliderToValue(range, SLIDER_STEPS));
    assert.equal(range.value, sliderToValue(range, Math.round(valueToSlider(range, range.value))));
  }
});

test("every slider step changes the value and stays in range, however narrow the range", () => {
  const narrow = { low: 1.2485e-8, high: 1.4617e-8, value: 1.3e-8, scale: "log" };
  const signed = { low: -0.8, high: 2, value: 0.2, scale: "linear" };
  for (const range of [DOSE, DAY, narrow, signed]) {
    let before = -Infinity;
    for (let position = 0; position <= SLIDER_STEPS; position++) {
      const value = sliderToValue(range, position);
      assert.ok(value > before, `${range.low}: ${value} at ${position} after ${before}`);
      assert.ok(value <= range.high);
      before = value;
    }
  }
});

test("slider values are short numbers", () => {
  for (let position = 0; position <= SLIDER_STEPS; position++) {
    const digits = sliderToValue(DOSE, position).toExponential().split("e")[0].replace(".", "");
    assert.ok(digits.length <= 3, digits);
  }
});

test("a value of zero on a logarithmic slider that starts at zero falls back to a straight one", () => {
  assert.equal(SLIDER_STEPS / 2, valueToSlider({ low: 0, high: 2, value: 0, scale: "log" }, 1));
});

test("a curve is read between its samples, after a jump, and at its ends", () => {
  const time = [0, 1, 1, 3];
  const values = [1, 100, 10, 30];
  assert.equal(1, sampleAt(time, values, -1));
  assert.equal(50.5, sampleAt(time, values, 0.5));
  assert.equal(10, Math.round(sampleAt(time, values, 0.5, true)));
  assert.equal(10, sampleAt(time, values, 1));
  assert.equal(20, sampleAt(time, values, 2));
  assert.equal(30, sampleAt(time, values, 9));
});
