import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changedNames, createStore, initialState, nextState, parameterIn, scenarioUntil,
} from "../../src/sixbarriers/explorer/state.js";
import { SMALL_SPEC } from "./small-spec.js";

const START = initialState(SMALL_SPEC);
const REST = { pins: [], predict: "off" };

test("an explorer starts at the default scenario and its values", () => {
  assert.deepEqual({ scenario: "HDLM-2", values: { dose: 2e6, day: 42 }, ...REST }, START);
});

test("a model without scenarios starts at its own values", () => {
  assert.deepEqual({ scenario: null, values: { k: 1 }, ...REST },
    initialState({ parameters: [{ name: "k", value: 1, low: 0, high: 2 }], scenarios: [] }));
});

test("a scenario brings its own defaults, ranges and length, and keeps the unit it does not name", () => {
  const raji = nextState(SMALL_SPEC, START, { type: "scenario", name: "RAJI" });
  assert.deepEqual({ scenario: "RAJI", values: { dose: 1e7, day: 7 }, ...REST }, raji);
  assert.equal(5e7, parameterIn(SMALL_SPEC, "RAJI", "dose").high);
  assert.equal("cells", parameterIn(SMALL_SPEC, "RAJI", "dose").unit);
  assert.deepEqual([100, 15], ["HDLM-2", "RAJI"].map((name) => scenarioUntil(SMALL_SPEC, name)));
});

test("an action that breaks a rule leaves the very same state", () => {
  const broken = [
    { type: "set", name: "dose", value: 1 },
    { type: "set", name: "dose", value: NaN },
    { type: "set", name: "dose", value: "2e6" },
    { type: "set", name: "nothing", value: 1 },
    { type: "set", name: "dose", value: 2e6 },
    { type: "scenario", name: "nowhere" },
    { type: "unpin", index: 0 },
    { type: "rename", index: 0, name: "a" },
    { type: "predict", phase: "off" },
    { type: "predict", phase: "maybe" },
  ];
  for (const action of broken) assert.equal(START, nextState(SMALL_SPEC, START, action));
});

test("replacing keeps what is allowed in the new scenario and leaves the old state as it was", () => {
  const next = nextState(SMALL_SPEC, START, { type: "replace", scenario: "RAJI", values: { dose: 2e7, day: 42 } });
  assert.deepEqual({ scenario: "RAJI", values: { dose: 2e7, day: 7 }, ...REST }, next);
  assert.deepEqual({ dose: 2e6, day: 42 }, START.values);
});

test("three runs are pinned at most, each with a name, and stay when the setting changes", () => {
  let state = START;
  for (const name of ["  low\n dose ", "", "b", "c"]) state = nextState(SMALL_SPEC, state, { type: "pin", name });
  state = nextState(SMALL_SPEC, state, { type: "scenario", name: "RAJI" });
  assert.deepEqual(state.pins.map((pin) => pin.name), ["low dose", "run 2", "b"]);
  assert.equal(state.pins[0].values.dose, 2e6);
  state = nextState(SMALL_SPEC, state, { type: "rename", index: 2, name: "last" });
  state = nextState(SMALL_SPEC, state, { type: "unpin", index: 0 });
  assert.deepEqual(state.pins.map((pin) => pin.name), ["run 2", "last"]);
  state = nextState(SMALL_SPEC, state, { type: "replace", scenario: "HDLM-2", values: {} });
  assert.equal(state.pins.length, 2);
  state = nextState(SMALL_SPEC, state, { type: "replace", scenario: "HDLM-2", values: {}, pins: [], predict: "asked" });
  assert.deepEqual([state.pins.length, state.predict], [0, "asked"]);
});

test("reset goes back to the defaults of the scenario in view", () => {
  const moved = nextState(SMALL_SPEC, initialState(SMALL_SPEC, "RAJI"), { type: "set", name: "day", value: 5 });
  assert.deepEqual(["day"], changedNames(SMALL_SPEC, moved));
  assert.deepEqual(initialState(SMALL_SPEC, "RAJI"), nextState(SMALL_SPEC, moved, { type: "reset" }));
});

test("a store tells its listeners of changes, and only of changes", () => {
  const store = createStore(SMALL_SPEC);
  const heard = [];
  const stop = store.subscribe((state, action) => heard.push([state.values.day, action.type]));
  store.dispatch({ type: "set", name: "day", value: 50 });
  store.dispatch({ type: "set", name: "day", value: 50 });
  store.dispatch({ type: "set", name: "day", value: 500 });
  stop();
  store.dispatch({ type: "reset" });
  assert.deepEqual([[50, "set"]], heard);
  assert.equal(42, store.read().values.day);
});
