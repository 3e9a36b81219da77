import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureWords, plainColour, settingText, wrappedText } from "../../src/sixbarriers/explorer/exportpicture.js";
import { initialState } from "../../src/sixbarriers/explorer/state.js";
import { SMALL_SPEC } from "./small-spec.js";

const START = initialState(SMALL_SPEC);

test("colours are written as every program reads them", () => {
  assert.deepEqual(plainColour("rgb(1, 20, 255)"), ["#0114ff", 1]);
  assert.deepEqual(plainColour("rgba(0, 0, 0, 0.5)"), ["#000000", 0.5]);
  assert.deepEqual(plainColour("color(srgb 1 0.5 2e-8 / 0.55)"), ["#ff8000", 0.55]);
  for (const text of ["none", "9 4", "2.25", "bold"]) assert.deepEqual(plainColour(text), [text, 1]);
});

test("a text is broken between words, and a long word stays whole", () => {
  assert.deepEqual(wrappedText("aaa bbb ccc", 40, 10), ["aaa bbb", "ccc"]);
  assert.deepEqual(wrappedText("aaaaaaaaaaaaaaaa b", 40, 10), ["aaaaaaaaaaaaaaaa", "b"]);
  assert.deepEqual(wrappedText("  ", 40, 10), []);
});

test("a setting says its scenario, what was changed, and that the rest was not", () => {
  assert.equal(settingText(SMALL_SPEC, START), "scenario HDLM-2; all parameters at their defaults");
  assert.equal(settingText(SMALL_SPEC, { ...START, values: { dose: 1e5, day: 42 } }),
    "scenario HDLM-2; CAR-T dose 1e5 cells; all others at their defaults");
});

test("a picture tells of the pinned runs that it shows, and only of those", () => {
  const spec = { ...SMALL_SPEC, title: "A small model", citation: "Someone 2020" };
  const pins = ["low", "unseen"].map((name) => ({ name, scenario: "RAJI", values: initialState(spec, "RAJI").values }));
  const words = pictureWords(spec, { state: { ...START, pins }, sentence: "It grows." }, [{ role: "pin", index: 0, label: "A" }]);
  assert.deepEqual(words.pins, ["A: low (scenario RAJI; all parameters at their defaults)."]);
  assert.equal(words.source, "Model: Someone 2020. Six Barriers, teaching model, not for treatment.");
});
