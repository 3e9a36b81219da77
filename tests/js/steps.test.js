import assert from "node:assert/strict";
import { test } from "node:test";
import { readLink, writeLink } from "../../src/sixbarriers/explorer/link.js";
import { initialState, nextState } from "../../src/sixbarriers/explorer/state.js";
import { pinsAtStep, readProgress, readStep, sameSetting } from "../../src/sixbarriers/explorer/steplink.js";
import { SMALL_SPEC } from "./small-spec.js";

const STEPS = [
  { state: "scenario=RAJI", predict: false },
  { state: "scenario=RAJI&dose=2e7", predict: true },
];
const read = (hash) => readLink(hash, "small", SMALL_SPEC, STEPS);

test("a step named alone stands for its own setting, and asks for a prediction where it should", () => {
  const { scenario, values, predict, step, messages } = read("#small?step=2");
  assert.deepEqual(["RAJI", 2e7, "asked", 2, []], [scenario, values.dose, predict, step, messages]);
  assert.equal("off", read("#small?step=1").predict);
});

test("a step beside other words is only where the reader is: the words say the setting", () => {
  const { values, predict, step } = read("#small?scenario=RAJI&dose=3e7&step=2");
  assert.deepEqual([3e7, "off", 2], [values.dose, predict, step]);
});

test("a link that was written at a step is read back", () => {
  const state = { ...initialState(SMALL_SPEC, "RAJI"), step: 2 };
  const link = writeLink("small", SMALL_SPEC, state);
  assert.equal("#small?scenario=RAJI&step=2", link);
  assert.deepEqual({ ...state, messages: [] }, read(link));
});

test("a step that the sheet does not have is left out, and a message says which there are", () => {
  for (const text of ["0", "3", "-1", "two", "1.5", "", "99999999999", "%E0%A4%A"]) {
    const { step, scenario, messages } = read(`#small?step=${text}`);
    assert.deepEqual([undefined, "HDLM-2", 1], [step, scenario, messages.length], text);
    assert.match(messages[0], /steps 1 to 2/);
  }
  assert.match(readLink("#small?step=1", "small", SMALL_SPEC).messages[0], /there is no lab sheet here/);
  assert.equal(0, readStep(["stepping=1"], STEPS, []).step);
});

test("the step stays while the model changes, until another is entered", () => {
  let state = { ...initialState(SMALL_SPEC, "RAJI"), step: 1 };
  for (const action of [{ type: "set", name: "dose", value: 3e6 }, { type: "scenario", name: "HDLM-2" }, { type: "reset" },
    { type: "replace", scenario: "RAJI", values: {} }]) {
    state = nextState(SMALL_SPEC, state, action);
    assert.equal(1, state.step, action.type);
  }
  assert.equal(2, nextState(SMALL_SPEC, state, { type: "replace", scenario: "RAJI", values: {}, step: 2 }).step);
  assert.ok(!("step" in nextState(SMALL_SPEC, initialState(SMALL_SPEC), { type: "replace", scenario: "RAJI", values: {} })));
});

test("progress is read back, and what does not fit the sheet is forgotten", () => {
  assert.deepEqual({ at: 2, seen: [1, 2] }, readProgress('{"at":2,"seen":[1,2,2,9,"x"]}', 3));
  for (const text of [null, "", "no", "null", "[]", "3", '{"at":4,"seen":[]}', '{"at":"2","seen":[]}', '{"at":2,"seen":7}']) {
    assert.deepEqual({ at: 0, seen: [] }, readProgress(text, 3), String(text));
  }
});

test("two settings are the same when scenario and every value are", () => {
  const state = initialState(SMALL_SPEC, "RAJI");
  assert.ok(sameSetting(state, { ...state, pins: [1] }));
  assert.ok(!sameSetting(state, { ...state, values: { ...state.values, day: 8 } }));
  assert.ok(!sameSetting(state, { ...state, scenario: "HDLM-2" }));
});

test("a step brings its own pins, keeps the reader's and takes those of the step before away", () => {
  const pin = (dose) => ({ name: `d${dose}`, scenario: "RAJI", values: { dose } });
  assert.deepEqual([pin(3), pin(9)], pinsAtStep([pin(3)], [pin(1)], [pin(1), pin(9)], 3));
  assert.deepEqual([pin(3)], pinsAtStep([pin(3)], [], [pin(3)], 3));
  assert.deepEqual([pin(1), pin(2), pin(3)], pinsAtStep([pin(1)], [], [pin(2), pin(3), pin(4)], 3));
});
