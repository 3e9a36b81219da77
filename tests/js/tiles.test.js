import assert from "node:assert/strict";
import test from "node:test";
import { nameOfRun } from "../../src/sixbarriers/explorer/compare.js";
import { csvText } from "../../src/sixbarriers/explorer/exportfile.js";
import { readLink, writeLink } from "../../src/sixbarriers/explorer/link.js";
import { pythonText } from "../../src/sixbarriers/explorer/python.js";
import { readouts, sentence } from "../../src/sixbarriers/explorer/readouts.js";
import { solve } from "../../src/sixbarriers/explorer/solve.js";
import { initialState, isAllowed, nextState } from "../../src/sixbarriers/explorer/state.js";
import { tableRows } from "../../src/sixbarriers/explorer/table.js";
import { balanced, layOutTiles } from "../../src/sixbarriers/explorer/tilelayout.js";
import { listed, readValue, valueWords, whyInvalid } from "../../src/sixbarriers/explorer/words.js";

const OPTIONS = ["thin", "very thick", "a (b), c"];
const spec = {
  name: "small", title: "Small", kind: "tiles", flag: "vital", start: 0, until: 3, axis: "place", time: { label: "Place", unit: "" }, states: [],
  categories: [{ label: "lung", group: "chest", flag: true }, { label: "heart", group: "chest" }, { label: "skin", group: "cover", flag: true }, { label: "hair, long", group: "cover" }],
  panels: [{ label: "Places" }],
  series: [{ name: "hit", label: "hit?", unit: "", panel: 0, levels: ["no", "yes"] }],
  parameters: [
    { name: "kind", label: "kind", symbol: "k", unit: "", value: 1, low: 0, high: 2, options: OPTIONS },
    { name: "from", label: "from", symbol: "f", unit: "", value: 0, low: 0, high: 3 },
  ],
  scenarios: [{ name: "plain", label: "Plain", parameters: {} }, { name: "thin", label: "Thin", parameters: { kind: { value: 0 } } }],
  default_scenario: "plain",
  readouts: [
    { name: "hits", kind: "count", of: "hit", level: [1] },
    { name: "vital", kind: "count", of: "hit", level: [1], flagged: true },
  ],
  sentences: ["{kind}: {hits}, {hits.names}; vital {vital.names}."],
};
const model = {
  spec, cases: [() => true], schedule: () => [], formulas: {},
  series: (/** @type {any} */ p) => (/** @type {number} */ t, /** @type {any} */ _, /** @type {any} */ out) => { out[0] = t >= p[1] ? 1 : 0; },
};

test("a choice is read by name, a plus standing for a space, and written by name", () => {
  const [kind, from] = spec.parameters;
  assert.equal(readValue(kind, "very+thick"), 1);
  assert.equal(readValue(kind, " very thick "), 1);
  assert.equal(readValue(kind, "1"), NaN);
  assert.equal(readValue(from, "1.5"), 1.5);
  assert.equal(valueWords(kind, 2), "a (b), c");
  assert.equal(valueWords(from, 1e7), "1e7");
  assert.equal(whyInvalid(kind, "thin"), "");
  assert.equal(whyInvalid(kind, "fat"), "kind: “fat” is not one of the choices. Choose one of thin, very thick and a (b), c.");
  assert.match(whyInvalid({ ...kind, options: [..."abcdefgh"] }, "x"), /one of the 8 in the list, for example b\.$/);
});

test("a state holds whole places of options only", () => {
  assert.equal(isAllowed(spec, "plain", "kind", 2), true);
  for (const wrong of [0.5, -1, 3, NaN, "thin", null]) assert.equal(isAllowed(spec, "plain", "kind", wrong), false);
  const start = initialState(spec);
  assert.equal(nextState(spec, start, { type: "set", name: "kind", value: 1.5 }), start);
  assert.equal(initialState(spec, "thin").values.kind, 0);
});

test("an address names choices, in pins too, and is read back", () => {
  const state = { ...initialState(spec), pins: [{ name: "odd", scenario: "thin", values: { kind: 1, from: 0 } }] };
  state.values = { kind: 2, from: 2 };
  const link = writeLink("small", spec, state);
  assert.equal(link, "#small?scenario=plain&kind=a+%28b%29%2C+c&from=2&pin=odd(scenario=thin,kind=very+thick)");
  const read = readLink(link, "small", spec);
  assert.deepEqual([read?.values, read?.pins, read?.messages], [state.values, state.pins, []]);
  assert.match(readLink("#small?kind=fat", "small", spec)?.messages[0] ?? "", /“fat” is not one of the choices/);
});

test("categories are counted and named, the flagged ones by themselves", () => {
  const values = { kind: 1, from: 1 };
  const run = solve(model, values);
  const found = readouts(model, run, values);
  assert.deepEqual(Array.from(run.time), [0, 1, 2, 3]);
  assert.deepEqual(found, { hits: 3, vital: 1 });
  assert.equal(sentence(model, found, values, run), "very thick: 3, heart, skin and hair, long; vital skin.");
  assert.deepEqual([listed([]), listed(["a"]), listed(["a", "b"])], ["", "a", "a and b"]);
});

test("table and file have a row for each category, with words", () => {
  const run = solve(model, { kind: 1, from: 2 });
  assert.deepEqual(tableRows(spec, run).map(({ time, values }) => [time, ...values]), [[0, 0], [1, 0], [2, 1], [3, 1]]);
  assert.equal(csvText(spec, [{ name: "this run", timeUnit: "", run }]), 'place,hit\nlung,no\nheart,no\nskin,yes\n"hair, long",yes\n');
});

test("Python and the name of a run name the choices", () => {
  const state = { ...initialState(spec), values: { kind: 2, from: 0 } };
  assert.match(pythonText(spec, state), /run = small\.simulate\("plain", kind="a \(b\), c"\)/);
  assert.equal(nameOfRun(spec, "plain", state.values), "Plain, a (b), c");
  const pinned = pythonText(spec, { ...state, pins: [{ name: "p", scenario: "thin", values: { kind: 0, from: 0 } }] });
  assert.doesNotMatch(pinned, /axes/);
});

test("columns keep the order and are about equally high", () => {
  assert.deepEqual(balanced([3, 3, 3, 3], 2), [0, 0, 1, 1]);
  assert.deepEqual(balanced([9, 1, 1, 1], 2), [0, 1, 1, 1]);
  assert.deepEqual(balanced([1, 2], 1), [0, 0]);
});

test("no tile lies on another or outside the picture, whatever the width", () => {
  for (const width of [200, 290, 430, 640, 900]) {
    const plan = layOutTiles(spec, width, 12.5, ["yes", "vital"], 40);
    assert.equal(plan.tiles.length, 4);
    for (const one of plan.tiles) {
      assert.ok(one.x >= 0 && one.x + plan.tile.width <= width + 1e-9 && one.y >= 40 && one.y + plan.tile.height <= plan.height);
      for (const other of plan.tiles) {
        const apart = one === other || Math.abs(one.x - other.x) >= plan.tile.width || Math.abs(one.y - other.y) >= plan.tile.height;
        assert.ok(apart);
      }
    }
  }
});
