import assert from "node:assert/strict";
import { test } from "node:test";
import { differenceText, nameOfRun } from "../../src/sixbarriers/explorer/compare.js";
import { initialState } from "../../src/sixbarriers/explorer/state.js";
import { SMALL_SPEC } from "./small-spec.js";

test("a run is named after its scenario and what was changed in it", () => {
  const { values } = initialState(SMALL_SPEC, "RAJI");
  assert.match(nameOfRun(SMALL_SPEC, "RAJI", values), /^RAJI$/);
  assert.match(nameOfRun(SMALL_SPEC, "RAJI", { ...values, dose: 2e7 }), /^RAJI, .*20 million$/);
  assert.match(nameOfRun({ parameters: [], scenarios: [] }, null, {}), /^Defaults$/);
});

test("counts differ by a factor, times and shares by a difference, and no event by nothing", () => {
  const cells = { kind: "final", unit: "cells" };
  assert.equal(differenceText(cells, 3e6, 1.5e6), "× 2");
  assert.equal(differenceText(cells, 1e6, 3e6), "× 0.33");
  assert.equal(differenceText(cells, 1e9, 1), "over 1,000 times");
  assert.equal(differenceText(cells, 1, 1e9), "under a thousandth");
  assert.equal(differenceText(cells, 5, 0), "+5 cells");
  assert.equal(differenceText(cells, 1.0001e6, 1e6), "the same");
  assert.equal(differenceText({ kind: "peak_time", unit: "days" }, 4, 6.5), "−2.5 days");
  assert.equal(differenceText({ kind: "formula", unit: "%" }, 40, 10), "+30%");
  assert.equal(differenceText({ kind: "extinction_time", unit: "days" }, NaN, 10), "");
});
