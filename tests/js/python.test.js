import assert from "node:assert/strict";
import { test } from "node:test";
import { pythonText } from "../../src/sixbarriers/explorer/python.js";
import { initialState } from "../../src/sixbarriers/explorer/state.js";
import { SMALL_SPEC } from "./small-spec.js";

const SPEC = { ...SMALL_SPEC, title: "A small model", citation: "Someone 2020" };
const START = initialState(SPEC);
const at = (values, pins = []) => ({ ...START, values: { ...START.values, ...values }, pins });

test("a state at its defaults names only its scenario", () => {
  assert.equal(pythonText(SPEC, START),
    'from sixbarriers.models import small\n\nrun = small.simulate("HDLM-2")\nprint(run.sentence)\nrun.plot()\n');
});

test("only changed parameters are named, each with all its digits", () => {
  assert.match(pythonText(SPEC, at({ dose: 1e6 })), /^run = small\.simulate\("HDLM-2", dose=1e6\)$/m);
  assert.match(pythonText(SPEC, at({ dose: 123456.78901234567, day: 14.1 })), /dose=123456\.78901234567, day=14\.1\)$/m);
});

test("a model without scenarios is called without one", () => {
  const spec = { name: "plain", parameters: [{ name: "k", value: 1, low: 0, high: 2 }], scenarios: [] };
  assert.match(pythonText(spec, { ...initialState(spec), values: { k: 2 } }), /plain\.simulate\(k=2\)/);
});

test("pinned runs follow under names that are told apart and cannot break the code", () => {
  const pin = (name, values = {}) => ({ name, scenario: "HDLM-2", values: { ...START.values, ...values } });
  const text = pythonText(SPEC, at({}, [pin("low", { dose: 1e5 }), pin("low"), pin('"); import os # \\')]));
  assert.match(text, /^ {4}"low": small\.simulate\("HDLM-2", dose=1e5\),$/m);
  assert.match(text, /^ {4}"low \(2\)": small\.simulate\("HDLM-2"\),$/m);
  assert.match(text, /^ {4}"\\"\); import os # \\\\": small\.simulate/m);
  assert.match(text, /\nfigure\n$/);
});

test("a long call is broken into lines", () => {
  const names = Array.from({ length: 6 }, (_, i) => `a_rather_long_name_${i}`);
  const spec = { ...SPEC, parameters: names.map((name) => ({ name, value: 1, low: 0, high: 2 })), scenarios: [] };
  const text = pythonText(spec, { scenario: null, pins: [], predict: "off", values: Object.fromEntries(names.map((name) => [name, 2])) });
  assert.match(text, /run = small\.simulate\(\n {4}a_rather_long_name_0=2,\n/);
  assert.ok(text.split("\n").every((line) => line.length <= 88));
});

test("a file of its own says what it is and opens a window", () => {
  const text = pythonText(SPEC, START, { isFile: true });
  assert.match(text, /^# A small model\.\n# Model: Someone 2020\.\n# Six Barriers, teaching model, not for treatment\.\n/);
  assert.match(text, /^from matplotlib import pyplot$/m);
  assert.match(text, /\npyplot\.show\(\)\n$/);
});

test("in a notebook it reminds of a changed model", () => {
  assert.match(pythonText(SPEC, START, { isNotebook: true }), /^# If you have changed the model, .* small below\.\n/);
});
