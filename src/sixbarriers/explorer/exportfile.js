// What the picture shows as a table for a spreadsheet, and the names of files.

import { cloudRows } from "./cloud.js";
import { exact } from "./format.js";

/** A text that no spreadsheet takes for a formula. @param {string} text */
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** A unit as Python writes it: in the singular, its factors parted by a space. @param {string} unit */
function writtenUnit(unit) {
  return unit.replace(/^(cell|day|hour)s$/, "$1").replace(/·/g, " ");
}

/** Names told apart: a second run of a name gets a number. @param {string[]} names */
export function distinctNames(names) {
  /** @type {string[]} */
  const taken = [];
  for (const name of names) {
    let free = name;
    for (let count = 2; taken.includes(free); count++) free = `${name} (${count})`;
    taken.push(free);
  }
  return taken;
}

/**
 * Runs as CSV: one as `Run.to_csv` of Python writes it; several below each other, named in the first
 * column, because each has its own times.
 * @param {any} spec
 * @param {{name: string, timeUnit: string, run: {time: ArrayLike<number>, series: {[name: string]: ArrayLike<number>}}}[]} runs
 */
export function csvText(spec, runs) {
  const { axis = "time" } = spec;
  const several = runs.length > 1;
  const mixed = runs.some((one) => one.timeUnit !== runs[0].timeUnit);
  const names = distinctNames(runs.map((one) => one.name));
  const named = spec.categories;
  const head = named ? [...(several ? ["run"] : []), axis, ...spec.series.map((/** @type {any} */ one) => one.name)] : [
    ...(several ? ["run"] : []),
    ...(mixed ? [axis, `unit of ${axis}`] : [`${axis} (${writtenUnit(runs[0].timeUnit)})`]),
    ...spec.series.map((/** @type {any} */ one) => `${one.name} (${writtenUnit(one.unit)})`),
  ];
  const rows = runs.flatMap(({ run, timeUnit }, k) => Array.from(run.time, (time, i) => [
    ...(several ? [csvCell(names[k])] : []),
    named ? csvCell(named[i].label) : exact(time),
    ...(mixed ? [csvCell(writtenUnit(timeUnit))] : []),
    ...spec.series.map((/** @type {any} */ { name, levels }) => (levels ? csvCell(levels[run.series[name][i]]) : exact(run.series[name][i]))),
  ].join(",")));
  return `${[head.map(csvCell).join(","), ...rows].join("\n")}\n`;
}

/** The points of a model's cloud as CSV, of the run in view. @param {any} spec @param {any} snapshot */
export function cloudCsv({ cloud }, { run, state }) {
  const { heads, rows } = cloudRows(cloud, run.cloud, state.values[cloud.slope]);
  const head = ["draw", ...heads.map(({ label, unit }) => `${label} (${writtenUnit(unit)})`), "side"];
  return `${[head.map(csvCell).join(","), ...rows.map(({ values, side }, k) => [k + 1, ...values.map(exact), csvCell(side)].join(","))].join("\n")}\n`;
}

/** Model, scenario and kind, in letters that every system takes. @param {any} spec @param {string | null} scenario @param {string} kind */
export function fileName(spec, scenario, kind) {
  const stem = [spec.name, ...(scenario === null ? [] : [scenario])].join("-").replace(/[^\w-]+/g, "-");
  return `${stem}.${kind}`;
}
