import assert from "node:assert/strict";
import { test } from "node:test";
import { exact, say, short } from "../../src/sixbarriers/explorer/format.js";

const table = (speak, rows) => rows.forEach(([value, words]) => assert.equal(speak(value), words));

test("say uses three significant figures and words that students know", () => table(say, [
  [0, "0"], [-0, "0"], [NaN, "no value"], [Infinity, "∞"], [-Infinity, "−∞"],
  [2.53e-5, "2.53 × 10⁻⁵"], [1e-5, "1 × 10⁻⁵"], [1.5e-12, "1.5 × 10⁻¹²"], [0.000999, "9.99 × 10⁻⁴"],
  [0.001, "0.001"], [0.0123456, "0.0123"], [1.2, "1.2"], [100, "100"], [12, "12"], [0.5, "0.5"],
  [1234, "1,230"], [253441.17, "253,000"], [25.3e6, "25.3 million"], [712236000823, "712 billion"],
  [7.12e12, "7.12 trillion"], [712e12, "712 trillion"], [1e15, "1 × 10¹⁵"], [-1234, "−1,230"], [-2.5e-7, "−2.5 × 10⁻⁷"],
]));

test("rounding carries over the boundary between two ways of saying", () => table(say, [
  [999.6, "1,000"], [999.4, "999"], [999999, "1 million"], [999.9e6, "1 billion"], [0.00099999, "0.001"],
  [999999e9, "1 × 10¹⁵"], [9.999, "10"],
]));

test("halves go away from zero, by the exact binary value", () => table(say, [
  [0.125, "0.125"], [0.0625, "0.0625"], [12.25, "12.3"], [-12.25, "−12.3"], [1.005, "1"], [2.675, "2.67"], [1.125, "1.13"],
]));

test("short fits ticks and fields", () => table(short, [
  [0, "0"], [NaN, "no value"], [2.5e5, "2.5 × 10⁵"], [1e5, "10⁵"], [9999, "9999"], [9999.6, "10⁴"], [0.01, "0.01"], [0.0099, "9.9 × 10⁻³"],
  [-1e-6, "−10⁻⁶"], [0.25, "0.25"], [1234.4, "1234"], [-40, "−40"],
]));

test("exact reads back as the same number", () => {
  for (const value of [0.1, 1 / 3, 1.404029e-12, 6.02e23, -5, 1e21]) assert.equal(Number(exact(value)), value);
});
