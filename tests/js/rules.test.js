import assert from "node:assert/strict";
import { test } from "node:test";
import { readTyped } from "../../src/sixbarriers/explorer/bedside.js";
import { holds, judge, refusals } from "../../src/sixbarriers/explorer/rules.js";

const words = { missing: "missing", number: "no number: {value}", range: "out of range: {value}", whole: "not whole: {value}", unknown: "unknown: {value}" };
const hot = { grade: 1, when: ["at least", "heat", 38], text: "hot" };
const tool = {
  name: "small", says: "Grade {grade}", total: "worst", nothing: "nothing holds", logarithm: false, levels: [],
  inputs: [
    { name: "heat", label: "Heat", asked: null, unasked: "", words, low: 30, high: 45, whole: false, needed: null },
    { name: "mask", label: "Mask", asked: null, unasked: "", words, options: ["no", "yes"], default: "no", ignored: "" },
    { name: "flow", label: "Flow", asked: ["is", "mask", ["yes"]], unasked: "no mask", words, low: 0, high: 9, whole: true, needed: null },
  ],
  first: [{ grade: 5, when: ["above", "heat", 44], text: "too hot" }],
  signs: [
    { name: "heat", label: "Heat", otherwise: "not hot", asked: null, rules: [hot] },
    { name: "flow", label: "Flow", otherwise: "none", asked: null, rules: [{ grade: ["times", "flow", ["over", "flow", 2]], when: ["at least", "flow", 4], text: "much" }] },
  ],
  conflicts: [{ name: "flow", when: ["all", ["is", "mask", ["yes"]], ["at most", "flow", 0]], text: "a mask without a flow" }],
};

test("conditions read values by name, and a missing value fulfils no comparison", () => {
  assert.equal(holds(["any", ["below", "a", 1], ["is", "b", ["x"]]], { a: 2, b: "x" }), true);
  assert.equal(holds(["not", ["at most", "a", 1]], { a: 1 }), false);
  assert.equal(holds(["at least", "a", 0], { a: null }), false);
});

test("what is typed is a number, a text that is none, or nothing", () => {
  const rows = [["38.5", 38.5], [" 7 ", 7], [".5", 0.5], ["-1", -1], ["", null], ["38,5", "38,5"], ["0x10", "0x10"], ["1e3", "1e3"], ["NaN", "NaN"]];
  for (const [text, value] of rows) assert.equal(readTyped(text), value);
});

test("the message names what was received", () => {
  assert.deepEqual(refusals(tool, {}), { heat: "missing" });
  assert.deepEqual(refusals(tool, { heat: 80, mask: "maybe" }), { heat: "out of range: 80", mask: "unknown: maybe" });
  assert.deepEqual(refusals(tool, { heat: "$&", mask: "yes", flow: 1.5 }), { heat: "no number: $&", flow: "not whole: 1.5" });
  assert.deepEqual(refusals(tool, { heat: 37, mask: "yes", flow: 0 }), { flow: "a mask without a flow" });
});

test("the worst sign decides, a formula counts too, and what is not asked is told", () => {
  assert.equal(judge(tool, { heat: 38, mask: "yes", flow: 4 }).grade, 8);
  const result = judge(tool, { heat: 38, flow: 9 });
  assert.equal(result.sentence, "Grade 1. Decided by: Heat (hot). Not counted: Flow: no mask.");
  assert.deepEqual(result.contributions.map((one) => one.decides), [true, false]);
});

test("a rule that is read first sets the signs aside", () => {
  assert.equal(judge(tool, { heat: 45 }).sentence, "Grade 5. Decided by: too hot. Not counted: Heat (hot): set aside by the deciding rule.");
  assert.equal(judge(tool, { heat: 36 }).rule, "nothing holds");
});
