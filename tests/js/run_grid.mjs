// Runs a grid model at many settings and prints a digest of every picture, the counts and the sentence as JSON:
// node run_grid.mjs model.mjs sets.json
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { computeSnapshot } from "../../src/sixbarriers/explorer/snapshot.js";

const [modelPath, setsPath] = process.argv.slice(2);
const { compiled } = await import(pathToFileURL(modelPath).href);
const size = compiled.spec.grid.width ** 2;
const results = JSON.parse(readFileSync(setsPath, "utf8")).map(({ scenario, values }) => {
  const { run, readouts, sentence } = computeSnapshot(compiled, { scenario, values });
  const pictures = Array.from(run.time, (_, i) => createHash("sha256").update(run.pictures.subarray(i * size, (i + 1) * size)).digest("hex").slice(0, 16));
  const states = Object.fromEntries(Object.entries(run.states).map(([name, row]) => [name, Array.from(row)]));
  return { pictures, states, readouts, sentence };
});
process.stdout.write(JSON.stringify(results));
