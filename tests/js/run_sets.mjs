// Runs a compiled model at many settings and prints states (or series, if it has none) and readouts as JSON:
// node run_sets.mjs model.mjs sets.json every
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { readouts, sentence } from "../../src/sixbarriers/explorer/readouts.js";
import { solve } from "../../src/sixbarriers/explorer/solve.js";

const [modelPath, setsPath, every] = process.argv.slice(2);
const { compiled } = await import(pathToFileURL(modelPath).href);
const results = JSON.parse(readFileSync(setsPath, "utf8")).map(({ until, values }) => {
  const run = solve(compiled, values, { until });
  const lines = Object.fromEntries(Object.entries(compiled.spec.states.length ? run.states : run.series).map(
    ([name, row]) => [name, Array.from(row).filter((_, i) => i % Number(every) === 0)]));
  const found = readouts(compiled, run, values);
  return { lines, readouts: found, sentence: sentence(compiled, found, values, run) };
});
process.stdout.write(JSON.stringify(results));
