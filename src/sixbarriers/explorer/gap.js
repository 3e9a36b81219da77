// Words on the gap between a prediction and the model. Nothing here touches the page.

import { say } from "./format.js";
import { sampleAt } from "./scale.js";
import { scenarioNamed } from "./state.js";
import { sameSetting } from "./steplink.js";
import { plottedText, withUnit } from "./words.js";

// In heights of the panel: what a hand can draw, and what an eye calls close.
const CLOSE_POINT = 0.05;
const CLOSE_CURVE = 0.08;

/** A clause in the middle of a sentence; names such as IL-2 keep their capitals. @param {string} text */
function clause(text) {
  return /^[A-Z][a-z ]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}

/** @param {number} value */
function roundly(value) {
  return Number(value.toPrecision(2));
}

/** A place on the horizontal axis: day 50, 10,000 antigens; of a unit that says nothing, time 3. @param {any} spec @param {number} time @param {string} unit */
export function momentText(spec, time, unit) {
  if (unit === "days") return `day ${say(time)}`;
  return unit && !/^1\/|unit$/.test(unit) ? withUnit(time, unit) : `${clause(spec.time.label)} ${say(time)}`;
}

/** @param {any} spec @param {number} time @param {string} unit */
export function atMoment(spec, time, unit) {
  return `${unit === "days" ? "on" : "at"} ${momentText(spec, time, unit)}`;
}

/** A value of a curve; below the floor of a logarithmic axis, a drawn one means none. @param {any} panel @param {number} value */
export function levelText(panel, value) {
  if (value <= 0 && panel.scale === "log") return "none left";
  if (panel.unit === "cells" && value > 0 && value < 1) return "fewer than 1 cell";
  return plottedText(panel, value, (one) => withUnit(roundly(one), panel.unit));
}

/** @param {string} expected @param {string} found @param {boolean} moved */
function outcomeGap(expected, found, moved) {
  if (!expected || !found) return "";
  if (expected === found) return `${moved ? "It holds here too" : "You called it"}: ${clause(found)}.`;
  return `You expected that ${clause(expected)}; ${moved ? "here" : "in the model"}, ${clause(found)}.`;
}

/**
 * @param {any} spec @param {string} name of the series @param {number[]} time @param {(number | null)[]} curve
 * @param {any} now
 */
function curveGap(spec, name, time, curve, now) {
  const { label, panel: index } = spec.series.find((/** @type {any} */ one) => one.name === name);
  const panel = spec.panels[index];
  const { low, high } = now.domains[index];
  const log = panel.scale === "log";
  const scaled = log ? Math.log : Number;
  // All that lies below the floor is the same to the eye, and a little lower.
  const height = (/** @type {number} */ value) => (log && value < low ? -0.1 : (scaled(value) - scaled(low)) / (scaled(high) - scaled(low)));
  const points = curve.flatMap((yours, i) => {
    if (yours === null) return [];
    const theirs = sampleAt(now.run.time, now.run.series[name], time[i], log, spec.axis_scale === "log");
    return { i, yours, theirs, apart: Math.abs(height(yours) - height(theirs)) };
  });
  const worst = points.reduce((a, b) => (b.apart > a.apart ? b : a));
  const { i, yours, theirs, apart } = points[points.length - 1];
  const whose = `Your ${spec.series.length > 1 ? `“${label}” ` : ""}curve`;
  if (worst.apart <= CLOSE_CURVE && points.length > 0.8 * time.length) return `${whose} stays close to the model’s all the way.`;

  const at = (/** @type {number} */ value) => `at ${levelText(panel, value)}`.replace(/^at (none|below)/, (_, word) => (word === "none" ? "with none" : word));
  const moment = (/** @type {number} */ k) => roundly(time[k]);
  const ends = i < time.length - 1 ? `stops ${atMoment(spec, moment(i), now.timeUnit)}` : "ends";
  // Said once, a unit need not be said again.
  const other = at(theirs).replace(at(yours).endsWith(panel.unit) ? ` ${panel.unit}` : "", "");
  const factor = log ? Math.max(theirs / yours, yours / theirs) : Math.abs(theirs - yours);
  const close = apart <= CLOSE_POINT;
  const unit = log ? " times" : panel.unit === "%" ? " percentage points" : "";
  const tells = !close && (!log || (yours >= low && theirs >= low));
  const beside = at(theirs) === at(yours) ? "as the model’s does" : `the model’s ${close ? "close by, " : ""}${other}`;
  return `${whose} ${ends} ${at(yours)}, ${beside}`
    + `${tells ? `: ${log && factor > 1e6 ? "over a million" : say(roundly(factor))}${unit} ${theirs < yours ? "lower" : "higher"}` : ""}.`
    + `${i - worst.i > 2 ? ` The two part most around ${momentText(spec, moment(worst.i), now.timeUnit)}.` : ""}`;
}

/**
 * What was expected beside what the model says.
 * @param {any} spec @param {import("./memory.js").Prediction} prediction
 * @param {{scenario: string | null, values: any, outcome: string, run: any, timeUnit: string, domains: any[]}} now
 */
export function gapText(spec, prediction, now) {
  if (prediction.scenario !== now.scenario) return `Your prediction was made for ${scenarioNamed(spec, prediction.scenario)?.label}.`;
  const moved = !sameSetting(prediction, now);
  return [
    moved ? "Your prediction was made for other settings." : "",
    outcomeGap(prediction.outcome, now.outcome, moved),
    ...Object.entries(prediction.curves).map(([name, curve]) => curveGap(spec, name, prediction.time, curve, now)),
  ].filter(Boolean).join(" ");
}
