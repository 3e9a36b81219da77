import assert from "node:assert/strict";
import { test } from "node:test";
import { mergedHash, ownPart, readLink, writeLink } from "../../src/sixbarriers/explorer/link.js";
import { initialState } from "../../src/sixbarriers/explorer/state.js";
import { plainNumber, readNumber, spoken, whyInvalid } from "../../src/sixbarriers/explorer/words.js";
import { SMALL_SPEC } from "./small-spec.js";

const read = (hash) => readLink(hash, "small", SMALL_SPEC);

test("a link names the scenario and only what differs from its defaults", () => {
  const raji = initialState(SMALL_SPEC, "RAJI");
  assert.equal("#small?scenario=RAJI", writeLink("small", SMALL_SPEC, raji));
  raji.values.dose = 2e7;
  assert.equal("#small?scenario=RAJI&dose=2e7", writeLink("small", SMALL_SPEC, raji));
});

test("a link that was written is read back exactly", () => {
  for (const values of [{ dose: 1.248506e6, day: 14 }, { dose: 123456.789, day: 42.5 }]) {
    const state = { scenario: "HDLM-2", values, pins: [], predict: "off" };
    assert.deepEqual({ ...state, messages: [] }, read(writeLink("small", SMALL_SPEC, state)));
  }
});

test("pins and a prediction are written so that a person can read them, and read back exactly", () => {
  const { scenario, values } = initialState(SMALL_SPEC, "RAJI");
  const pins = [{ name: "low dose", scenario, values: { ...values, dose: 1.5e7 } }, { name: "a+b (50%, é;&=)", scenario: "HDLM-2", values: initialState(SMALL_SPEC).values }];
  const state = { scenario, values, pins, predict: "asked" };
  const link = writeLink("small", SMALL_SPEC, state);
  assert.match(link, /^#small\?scenario=RAJI&pin=low\+dose\(scenario=RAJI,dose=1\.5e7\)&pin=[^;&]+&predict=asked$/);
  assert.deepEqual({ ...state, messages: [] }, read(link));
});

test("a malformed pin or prediction is left out, and a message says so", () => {
  for (const part of ["pin=", "pin=a", "pin=a(", "pin=(dose=1e7))", "predict=maybe", "predict="]) {
    const { messages, ...state } = read(`#small?${part}`);
    assert.deepEqual(state, initialState(SMALL_SPEC), part);
    assert.equal(messages.length, 1, part);
  }
  const { messages, pins } = read("#small?pin=a(dose=1e99)&pin=b()&pin=c()&pin=d()");
  assert.deepEqual(pins.map((pin) => pin.name), ["a", "b", "c"]);
  assert.deepEqual(pins[0].values, initialState(SMALL_SPEC).values);
  assert.equal(messages.length, 2);
});

test("a scenario keeps its plus sign, as written by hand", () => {
  const spec = { ...SMALL_SPEC, scenarios: [...SMALL_SPEC.scenarios, { name: "IDO+", label: "IDO+", parameters: {} }] };
  assert.equal("#small?scenario=IDO+", writeLink("small", spec, initialState(spec, "IDO+")));
  assert.equal("IDO+", readLink("#small?scenario=IDO+", "small", spec).scenario);
});

test("an address that speaks to nobody or to another explorer is not ours", () => {
  for (const hash of ["", "#", "#results", "#smaller?dose=2e6", "#small-2?dose=2e6"]) assert.equal(null, read(hash));
});

test("a link with the name alone asks for the defaults", () => {
  assert.deepEqual({ ...initialState(SMALL_SPEC), messages: [] }, read("#small"));
});

test("what a link gets wrong falls back to the default, and a message names it", () => {
  const wrong = {
    "#small?scenario=NOPE": /scenario “NOPE”.*HDLM-2 is shown.*HDLM-2, RAJI/,
    "#small?scenario": null,
    "#small?dose=1e99": /CAR-T dose: 1e99 is above.*from 10000 to 5e6 cells, for example 2e6/,
    "#small?dose=-3": /CAR-T dose: -3 is below/,
    "#small?dose=lots": /CAR-T dose: “lots” is not a number/,
    "#small?dose=": /CAR-T dose is empty/,
    "#small?dose": /CAR-T dose is empty/,
    "#small?dose=NaN": /not a number/,
    "#small?dose=Infinity": /not a number/,
    "#small?dose=0x10": /not a number/,
    "#small?dose=%E0%A4%A": /not a number/,
    "#small?%%%=1": /“%%%”/,
    "#small?__proto__=1": /“__proto__”/,
    "#small?constructor=1": /“constructor”/,
    "#small?colour=red": /sets “colour”, which this model does not have/,
    "#small?&&&": null,
    "#small??=&=&": /“\?”/,
  };
  for (const [hash, message] of Object.entries(wrong)) {
    const { messages, ...state } = read(hash);
    assert.deepEqual(initialState(SMALL_SPEC), state, hash);
    if (message) assert.match(messages.join(" "), message, hash);
    else assert.deepEqual([], messages, hash);
  }
});

test("what a link gets right is kept beside what it gets wrong", () => {
  const { values, messages } = read("#small?dose=3e6&day=1000");
  assert.deepEqual({ dose: 3e6, day: 42 }, values);
  assert.equal(1, messages.length);
});

test("several explorers share the address, the last one touched first", () => {
  const both = mergedHash("#other?k=2", "small", "#small?dose=3e6");
  assert.equal("#small?dose=3e6;other?k=2", both);
  assert.equal("other?k=2", ownPart(both, "other"));
  assert.equal("#small?dose=4e6;other?k=2", mergedHash(both, "small", "#small?dose=4e6"));
  assert.equal("#small?dose=3e6", mergedHash("#section-2", "small", "#small?dose=3e6"));
});

test("numbers are read as people type them", () => {
  const typed = { "1e7": 1e7, "10,000,000": 1e7, "10 000 000": 1e7, "1.5 × 10^7": 1.5e7, "1.5×10⁻⁸": 1.5e-8,
    "10⁶": 1e6, "0,5": 0.5, "−3": -3, ".5": 0.5, "+2": 2 };
  for (const [text, value] of Object.entries(typed)) assert.equal(value, readNumber(text), text);
  for (const text of ["", "ten", "1e", "1..2", "0x10", "Infinity", "1e7 cells", "9".repeat(100000)]) assert.ok(Number.isNaN(readNumber(text)), text);
});

test("plain numbers are short and read back exactly", () => {
  assert.deepEqual(["1e7", "1.25e-8", "0.005", "42", "10000", "0"], [1e7, 1.25e-8, 0.005, 42, 1e4, 0].map(plainNumber));
  for (const value of [1 / 3, 1.404029e-12, 123456789.123, -2.5e9]) assert.equal(value, readNumber(plainNumber(value)));
});

test("units are spoken in words", () => {
  assert.equal("2 million cells", spoken(2e6, "cells"));
  assert.equal("4.5 times ten to the minus 8 per cell per day", spoken(4.5e-8, "1/(cell·day)"));
  assert.equal("0.35 per day", spoken(0.35, "1/day"));
  assert.equal("1 day", spoken(1, "days"));
  assert.equal("50 per cent", spoken(50, "%"));
});

test("a refusal names the parameter, the rule, the value and what to do", () => {
  const [dose] = SMALL_SPEC.parameters;
  assert.equal("", whyInvalid(dose, "2e6"));
  assert.equal("CAR-T dose: 1 is below the range of this model. Give a number from 10000 to 5e6 cells, for example 2e6.",
    whyInvalid(dose, "1"));
});
