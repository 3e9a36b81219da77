import assert from "node:assert/strict";
import { test } from "node:test";
import { csvText, distinctNames, fileName } from "../../src/sixbarriers/explorer/exportfile.js";
import { SMALL_SPEC } from "./small-spec.js";

const SPEC = { series: [{ name: "y", unit: "cells" }, { name: "rate", unit: "1/(cell·day)" }] };
const one = (name, timeUnit = "days") => ({ name, timeUnit, run: { time: [0, 0.1 + 0.2], series: { y: [1e7, -2], rate: [1e-9, 0] } } });

test("one run has the header and the full numbers of Python's file", () => {
  assert.equal(csvText(SPEC, [one("this run")]), "time (day),y (cell),rate (1/(cell day))\n0,10000000,1e-9\n0.30000000000000004,-2,0\n");
});

test("several runs stand below each other, named in the first column", () => {
  const lines = csvText(SPEC, [one("this run"), one('low, "very" low')]).split("\n");
  assert.equal(lines[0], "run,time (day),y (cell),rate (1/(cell day))");
  assert.equal(lines[1], "this run,0,10000000,1e-9");
  assert.equal(lines[3], '"low, ""very"" low",0,10000000,1e-9');
});

test("runs in different units of time say so in each row", () => {
  const lines = csvText(SPEC, [one("this run"), one("slow", "hours")]).split("\n");
  assert.equal(lines[0], "run,time,unit of time,y (cell),rate (1/(cell day))");
  assert.deepEqual([lines[1], lines[3]], ["this run,0,day,10000000,1e-9", "slow,0,hour,10000000,1e-9"]);
});

test("no name of a run becomes a formula, and negative numbers stay numbers", () => {
  for (const name of ["=1+1", "+1", "-1", "@a", "\t=1", '=HYPERLINK("x")']) {
    const cell = csvText(SPEC, [one("this run"), one(name)]).split("\n")[3];
    assert.match(cell, /^"?'/);
  }
  assert.match(csvText(SPEC, [one("this run")]), /,-2,/);
});

test("names are told apart", () => {
  assert.deepEqual(distinctNames(["a", "b", "a", "a (2)", "a"]), ["a", "b", "a (2)", "a (2) (2)", "a (3)"]);
});

test("a file is called after its model and scenario, in plain letters", () => {
  assert.equal(fileName(SMALL_SPEC, "HDLM-2", "csv"), "small-HDLM-2.csv");
  assert.equal(fileName(SMALL_SPEC, "with IL-2 / TNF", "svg"), "small-with-IL-2-TNF.svg");
  assert.equal(fileName(SMALL_SPEC, null, "png"), "small.png");
});
