// Grades many patients by a bedside tool and prints refusals and results as JSON: node judge.mjs tool.json patients.json
import { readFileSync } from "node:fs";
import { judge, refusals } from "../../src/sixbarriers/explorer/rules.js";

const [tool, patients] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
process.stdout.write(JSON.stringify(patients.map((values) => {
  const refused = refusals(tool, values);
  return Object.keys(refused).length ? { refused } : judge(tool, values);
})));
