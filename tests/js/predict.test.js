import assert from "node:assert/strict";
import { test } from "node:test";
import { atMoment, gapText, levelText, momentText } from "../../src/sixbarriers/explorer/gap.js";
import { fitDomains, layOut } from "../../src/sixbarriers/explorer/geometry.js";
import { readPredictions, withPrediction } from "../../src/sixbarriers/explorer/memory.js";
import { CURVE_STEPS, emptyCurve, knotPosition, knotValue, stepTimes, valueAtHeight, withKnot, withoutGaps, withStroke } from "../../src/sixbarriers/explorer/pencil.js";
import { roomToDraw } from "../../src/sixbarriers/explorer/room.js";
import { initialState } from "../../src/sixbarriers/explorer/state.js";
import { SMALL_SPEC } from "./small-spec.js";

const SPEC = {
  ...SMALL_SPEC, time: { label: "Time", unit: "days" }, start: 0,
  panels: [{ label: "Tumour", unit: "cells", scale: "log", floor: 1, ceiling: null }, { label: "Share", unit: "%", scale: "linear", floor: 0, ceiling: 100 }],
  series: [{ name: "T", label: "tumour", panel: 0 }, { name: "s", label: "share", panel: 1 }],
  outcomes: ["The tumour is eradicated", "IL-2 is lost", ""],
};
const RUN = { T: [1e3, 1e6], s: [0, 50] };
const DOMAINS = roomToDraw(SPEC, fitDomains(SPEC, [RUN], null), [], null);
const planAt = (width, spec = SPEC) => layOut(spec, width, 12, 100, DOMAINS, false);
const near = (got, want, relative = 0.02) => assert.ok(Math.abs(got / want - 1) < relative, `${got} is not ${want}`);

test("a drawn curve is the same at every width", () => {
  const drawn = [320, 1280].map((width) => {
    const { panels: [shape] } = planAt(width);
    const point = (at, share) => ({ at, y: shape.foot + share * (shape.top - shape.foot) });
    return withStroke(emptyCurve(), shape, point(0, 0.1), point(CURVE_STEPS, 0.9));
  });
  drawn[0].forEach((value, i) => near(value, drawn[1][i]));
  assert.deepEqual(stepTimes(planAt(320)), stepTimes(planAt(1280)));
  assert.deepEqual([0, 50, 100], [0, 20, 40].map((i) => stepTimes(planAt(500))[i]));
});

test("steps are even on a logarithmic axis too", () => {
  const time = stepTimes(planAt(600, { ...SPEC, axis_scale: "log", start: 1 }));
  near(time[20], 10, 1e-6);
  assert.deepEqual([1, 100], [time[0], time[40]]);
});

test("below the floor of a logarithmic axis none is left, and elsewhere a height is its value", () => {
  const { panels: [log, linear] } = planAt(600);
  assert.equal(0, valueAtHeight(log, log.bottom));
  near(valueAtHeight(log, log.map(5e4)), 5e4);
  near(valueAtHeight(linear, linear.map(40)), 40);
  assert.deepEqual([100, 0], [-50, 900].map((y) => valueAtHeight(linear, y)));
});

test("a later stroke replaces an earlier one over its own span only, in either direction", () => {
  const { panels: [, shape] } = planAt(600);
  const at = (step, value) => ({ at: step, y: shape.map(value) });
  const first = withStroke(emptyCurve(), shape, at(0, 20), at(40, 20));
  const second = withStroke(first, shape, at(30, 80), at(10, 80));
  assert.deepEqual([20, 80, 80, 20], [9, 10, 30, 31].map((i) => second[i]));
});

test("single taps are joined, and a curve that nearly reaches an end reaches it", () => {
  const { panels: [, shape] } = planAt(600);
  const taps = [[2, 10], [20, 50], [30, 90]].reduce((curve, [step, value]) => {
    const point = { at: step, y: shape.map(value) };
    return withStroke(curve, shape, point, point);
  }, emptyCurve());
  const whole = withoutGaps(taps, shape);
  assert.deepEqual([10, 10, 50, 70, 90, null], [0, 2, 20, 25, 30, 31].map((i) => whole[i]));
});

test("the first point set by keyboard is a flat line, the next bends it between its neighbours", () => {
  const { panels: [shape] } = planAt(600);
  const flat = withKnot(emptyCurve(), shape, 10, 1000);
  assert.ok(flat.every((value) => value === 1000));
  const bent = withKnot(flat, shape, 20, 0);
  assert.deepEqual([1000, 1000, 0, 1000, 1000], [0, 15, 20, 25, 40].map((i) => bent[i]));
});

test("every position of a keyboard slider is met again, the lowest being none", () => {
  for (const shape of planAt(600).panels) {
    for (let position = 0; position <= 100; position++) assert.equal(position, knotPosition(shape, knotValue(shape, position)));
  }
  assert.equal(0, knotValue(planAt(600).panels[0], 0));
});

test("room to draw does not creep: not with what is drawn in it, not while a slider moves", () => {
  const fitted = fitDomains(SPEC, [RUN], null);
  const room = roomToDraw(SPEC, fitted, [], null);
  assert.deepEqual([{ low: 1, high: 1e7, band: true }, { low: 0, high: 100, band: false }], room);
  assert.deepEqual(room, roomToDraw(SPEC, fitted, [{ T: [1e7] }], room));
  assert.equal(1e9, roomToDraw(SPEC, fitted, [{ T: [4e8] }], null)[0].high);
});

const prediction = (parts = {}) => ({ ...initialState(SPEC), time: stepTimes(planAt(600)), curves: {}, outcome: "", run: true, ...parts });
const flat = (value) => emptyCurve().map(() => value);
const now = (parts = {}) => ({ ...initialState(SPEC), outcome: "", timeUnit: "days", domains: DOMAINS, run: { time: [0, 100], series: RUN }, ...parts });

test("an outcome is praised when it holds, and set beside the model’s when it does not", () => {
  const told = (outcome, found) => gapText(SPEC, prediction({ outcome }), now({ outcome: found }));
  assert.equal(told(SPEC.outcomes[0], SPEC.outcomes[0]), "You called it: the tumour is eradicated.");
  assert.equal(told(SPEC.outcomes[0], "IL-2 is lost"), "You expected that the tumour is eradicated; in the model, IL-2 is lost.");
  assert.equal(told(SPEC.outcomes[0], ""), "");
});

test("a curve is told by its end: a factor on a logarithmic axis, a difference on a straight one", () => {
  const told = (curves, run) => gapText(SPEC, prediction({ curves }), now(run && { run: { time: [0, 100], series: run } }));
  assert.equal(told({ T: flat(2.5e4) }), "Your “tumour” curve ends at 25,000 cells, the model’s at 1 million: 40 times higher.");
  assert.equal(told({ s: flat(80) }), "Your “share” curve ends at 80%, the model’s at 50%: 30 percentage points lower. The two part most around day 0.");
  assert.equal(told({ T: flat(0) }), "Your “tumour” curve ends with none left, the model’s at 1 million cells.");
  assert.equal(told({ T: flat(0) }, { T: [1e5, 0], s: [0, 0] }),
    "Your “tumour” curve ends with none left, as the model’s does. The two part most around day 0.");
  assert.equal(told({ s: flat(80) }, { T: [1, 1], s: [82, 78] }), "Your “share” curve stays close to the model’s all the way.");
  assert.match(told({ s: flat(80).map((v, i) => (i > 20 ? null : v)) }), /^Your “share” curve stops on day 50 at 80%, the model’s at 25%/);
});

test("other settings are told, and another scenario by its name", () => {
  const outcome = SPEC.outcomes[0];
  const moved = now({ values: { dose: 1e5, day: 42 }, outcome });
  assert.equal(gapText(SPEC, prediction({ outcome }), moved), "Your prediction was made for other settings. It holds here too: the tumour is eradicated.");
  assert.equal(gapText(SPEC, prediction({ outcome }), now({ ...initialState(SPEC, "RAJI") })), "Your prediction was made for HDLM-2.");
});

test("a moment is a day only where the unit is days", () => {
  const spec = { time: { label: "Antigen exposure", unit: "" } };
  assert.deepEqual(["day 50", "10,000 antigens", "antigen exposure 3", "antigen exposure 3"],
    [[50, "days"], [1e4, "antigens"], [3, "exposure unit"], [3, "1/growth rate"]].map(([t, unit]) => momentText(spec, t, unit)));
  assert.deepEqual(["on day 50", "at 20 hours"], [atMoment(spec, 50, "days"), atMoment(spec, 20, "hours")]);
  assert.deepEqual(["none left", "fewer than 1 cell", "12 million cells"], [0, 0.5, 1.23e7].map((value) => levelText(SPEC.panels[0], value)));
  assert.deepEqual(["below 1", "0.5%"], [0, 1].map((index) => levelText({ ...SPEC.panels[index], unit: index ? "%" : "mm³" }, 0.5)));
});

test("what was kept is read back whole", () => {
  const one = prediction({ curves: { T: flat(0) }, outcome: SPEC.outcomes[0] });
  delete one.pins;
  delete one.predict;
  assert.deepEqual(readPredictions(SPEC, JSON.stringify([one])), [one]);
});

test("foreign and broken data are left out without a word", () => {
  const good = prediction({ curves: { T: flat(5) }, outcome: SPEC.outcomes[0] });
  const read = (change) => readPredictions(SPEC, JSON.stringify([{ ...good, ...change }]));
  for (const text of [null, "", "{", "null", "7", "{}", "[null]", "[7]", '[{"values": 3}]']) assert.deepEqual(readPredictions(SPEC, text), []);
  for (const change of [{ scenario: "none" }, { values: { dose: 1 } }, { values: null }]) assert.deepEqual(read(change), []);
  for (const curves of [{ T: [1] }, { T: flat("<b>") }, { foreign: flat(1) }, { T: emptyCurve() }]) assert.deepEqual(read({ curves })[0].curves, {});
  assert.deepEqual(read({ time: good.time.map((t) => t / 2) })[0].curves, {});
  assert.deepEqual(read({ outcome: "<b>", curves: {} }), []);
});

test("the newest predictions are kept, one for each setting, and a blank one clears its own", () => {
  const at = (day) => prediction({ outcome: "IL-2 is lost", values: { dose: 2e6, day } });
  const many = Array.from({ length: 12 }, (_, k) => at(20 + k)).reduce(withPrediction, []);
  assert.deepEqual(many.map((one) => one.values.day), [31, 30, 29, 28, 27, 26, 25, 24]);
  assert.equal(8, withPrediction(many, at(28)).length);
  assert.deepEqual([], withPrediction([at(20)], { ...at(20), outcome: "" }));
});
