// The same data as a table, for those who read better than they see, and for copying.

import { cloudRows } from "./cloud.js";
import { html } from "./dom.js";
import { axisTicks, sampleAt } from "./scale.js";
import { say, short } from "./format.js";
import { capital, plottedText } from "./words.js";

const ABOUT_ROWS = 25;

/**
 * Times in round steps and the plotted values there; or every category.
 * @param {any} spec @param {{time: ArrayLike<number>, series: {[name: string]: ArrayLike<number>}}} run
 * @returns {{time: number, values: number[]}[]}
 */
export function tableRows(spec, run) {
  const valuesAt = (/** @type {number} */ i) => spec.series.map((/** @type {any} */ { name }) => run.series[name][i]);
  if (spec.categories) return spec.categories.map((/** @type {any} */ _, /** @type {number} */ time) => ({ time, values: valuesAt(time) }));
  const end = run.time[run.time.length - 1];
  const log = spec.axis_scale === "log";
  const times = axisTicks(log, run.time[0], end, ABOUT_ROWS);
  if (times[0] !== run.time[0]) times.unshift(run.time[0]);
  if (times.at(-1) !== end) times.push(end);
  return times.map((time) => ({
    time,
    values: spec.series.map((/** @type {any} */ { name, panel }) =>
      sampleAt(run.time, run.series[name], time, spec.panels[panel]?.scale === "log", log)),
  }));
}

/** Names of the panels above the columns, where several have a line of one name; else null. @param {any} spec */
function panelHeads(spec) {
  const labels = spec.series.map((/** @type {any} */ one) => one.label);
  const inOrder = spec.series.every((/** @type {any} */ one, /** @type {number} */ k) => k === 0 || one.panel >= spec.series[k - 1].panel);
  if (new Set(labels).size === labels.length || !inOrder) return null;
  const count = (/** @type {number} */ index) => spec.series.filter((/** @type {any} */ one) => one.panel === index).length;
  return html("tr", {}, html("td", {}), ...spec.panels.map((/** @type {any} */ panel, /** @type {number} */ index) =>
    html("th", { scope: "colgroup", colspan: count(index) }, panel.label)));
}

/** A table twin that is built when it is opened and follows settled states. @param {any} context see explorer.js */
export function tableFeature({ spec, latest }) {
  const place = html("div", { class: "sb-scroll", tabindex: 0, role: "region", "aria-label": `${spec.title}: the data as a table` });
  const element = html("details", { class: "sb-fold sb-answer" }, html("summary", {}, "The data as a table"), place);
  const head = (/** @type {string} */ label, /** @type {string} */ unit) =>
    html("th", { scope: "col" }, label, unit ? html("span", { class: "sb-unit" }, ` ${unit}`) : null);

  const { categories, flag } = spec;
  const rowHead = (/** @type {number} */ time) => (categories ? `${categories[time].label}${categories[time].flag ? ` (${flag})` : ""}` : short(time));
  const cell = (/** @type {any} */ { panel, levels }, /** @type {number} */ value) => (levels ? levels[value] : plottedText(spec.panels[panel], value, short));

  /** The points of a cloud, each with the side of the line that it lies on. @param {any} now */
  function cloudTable({ run, state }) {
    const { heads, rows } = cloudRows(spec.cloud, run.cloud, state.values[spec.cloud.slope]);
    return html("table", { class: "sb-data sb-data-cloud" },
      html("caption", {}, `${spec.cloud.up.label} and ${spec.cloud.across.label}: ${spec.cloud.title}`),
      html("thead", {}, html("tr", {}, head("Draw", ""), ...heads.map(({ label, unit }) => head(label, label.includes(unit) ? "" : unit)), head("Side of the line", ""))),
      html("tbody", {}, ...rows.map(({ values, side }, k) => html("tr", {}, html("th", { scope: "row" }, String(k + 1)),
        ...values.map((value) => html("td", {}, say(value))), html("td", {}, side)))));
  }

  function settle() {
    const now = latest();
    if (!element.open || !now) return;
    const { label, unit } = spec.time;
    place.replaceChildren(html("table", { class: "sb-data" },
      html("thead", {}, panelHeads(spec), html("tr", {}, head(capital(label), unit), ...spec.series.map((/** @type {any} */ one) => head(one.label, one.unit)))),
      html("tbody", {}, ...tableRows(spec, now.run).map(({ time, values }) => html("tr", {},
        html("th", { scope: "row" }, rowHead(time)), ...values.map((value, k) => html("td", {}, cell(spec.series[k], value))))))),
      ...(now.run.cloud ? [cloudTable(now)] : []));
  }
  element.addEventListener("toggle", settle);
  return { element, settle };
}
