// Grades by a rule table that is data: `sixbarriers.bedside.tool` does the same in Python, and a test holds them together.

import { say } from "./format.js";

const COMPARE = {
  "at least": (one, other) => one >= other,
  "above": (one, other) => one > other,
  "at most": (one, other) => one <= other,
  "below": (one, other) => one < other,
};

/** Whether a condition holds; a missing value fulfils no comparison. @param {any[]} words @param {{[name: string]: any}} values @returns {boolean} */
export function holds([kind, ...rest], values) {
  if (kind === "all") return rest.every((one) => holds(one, values));
  if (kind === "any") return rest.some((one) => holds(one, values));
  if (kind === "not") return !holds(rest[0], values);
  const value = values[rest[0]];
  if (kind === "is") return rest[1].includes(value);
  return value !== null && COMPARE[kind](value, rest[1]);
}

/** The number that words stand for: a number, an input, a product or a quotient. @param {any} words @param {{[name: string]: any}} values @returns {number} */
function amountOf(words, values) {
  if (typeof words === "string") return values[words];
  if (!Array.isArray(words)) return words;
  const [one, other] = words.slice(1).map((part) => amountOf(part, values));
  return words[0] === "times" ? one * other : one / other;
}

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** Whether an input counts, given the others. */
export const isAsked = (one, values) => !one.asked || holds(one.asked, values);

/** Names in a sentence: "colon, lung and skin". @param {string[]} names */
function inSentence(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join("");
}

/** The values without what does not count. */
function countingOnly(tool, given) {
  return { ...given, ...Object.fromEntries(tool.inputs.filter((one) => !isAsked(one, given)).map((one) => [one.name, null])) };
}

/** The values with the defaults of what is missing. */
function filledIn(tool, values) {
  return Object.fromEntries(tool.inputs.map((one) => [one.name, values[one.name] ?? one.default ?? null]));
}

/** What conditions can be read from before all is checked. @param {{[name: string]: any}} values */
export function comparable(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isNumber(value) || typeof value === "string" ? value : null]));
}

/** Why a value is refused, or an empty text. */
function faultOf(one, value, values) {
  const say = (kind) => one.words[kind].replace("{value}", () => String(value));
  if (one.options) {
    if (value === null) return one.words.missing;
    return one.options.includes(value) ? "" : say("unknown");
  }
  if (value === null) return one.needed && !holds(one.needed, values) ? "" : one.words.missing;
  if (!isNumber(value)) return say("number");
  if (value < one.low || value > one.high) return say("range");
  return one.whole && value !== Math.floor(value) ? say("whole") : "";
}

/** {input: why it is refused}. @param {any} tool @param {{[name: string]: any}} values @returns {{[name: string]: string}} */
export function refusals(tool, values) {
  const filled = filledIn(tool, values);
  const readable = comparable(filled);
  const found = Object.fromEntries(tool.inputs.filter((one) => isAsked(one, readable))
    .map((one) => [one.name, faultOf(one, filled[one.name], readable)]).filter(([, text]) => text));
  if (Object.keys(found).length) return found;
  const counting = countingOnly(tool, filled);
  return Object.fromEntries(tool.conflicts.filter((one) => holds(one.when, counting)).map((one) => [one.name, one.text]));
}

/** A sign's grade and the rule in words. */
function partOf(sign, values) {
  const rule = sign.rules.find((one) => holds(one.when, values));
  return { sign, grade: rule ? amountOf(rule.grade, values) : 0, text: rule ? rule.text : sign.otherwise };
}

/** The grade, what gave it and what was not counted, for values that have been checked. @param {any} tool @param {{[name: string]: any}} values */
export function judge(tool, values) {
  const given = filledIn(tool, values);
  const unasked = tool.inputs.filter((one) => !isAsked(one, given));
  let ignored = unasked.filter((one) => given[one.name] !== null && given[one.name] !== one.default).map((one) => `${one.label}: ${one.unasked}`);
  const counting = countingOnly(tool, given);
  ignored.push(...tool.inputs.filter((one) => one.ignored && given[one.name] !== one.default).map((one) => `${one.label}: ${one.ignored}`));
  const parts = tool.signs.filter((sign) => isAsked(sign, counting)).map((sign) => partOf(sign, counting));
  const alone = tool.first.find((rule) => holds(rule.when, counting));
  if (alone) {
    const aside = parts.filter((part) => part.grade > 0).map((part) => `${part.sign.label} (${part.text}): set aside by the deciding rule`);
    ignored = [...aside, ...ignored];
  }
  const grades = parts.map((part) => part.grade);
  const adding = tool.total === "sum";
  const grade = alone ? alone.grade : adding ? grades.reduce((sum, one) => sum + one, 0) : Math.max(...grades);
  const decides = (part) => !alone && part.grade > 0 && (adding || part.grade === grade);
  return {
    grade, ignored, ...wording(tool, given, grade, alone, parts.filter(decides), ignored),
    contributions: parts.map((part) => ({ sign: part.sign.label, grade: part.grade, rule: part.text, decides: decides(part) })),
  };
}

/** The label, the deciding rule and the whole sentence. */
function wording(tool, given, grade, alone, deciding, ignored) {
  const level = tool.levels.find((one) => grade >= one.at_least);
  const counted = inSentence(deciding.map((part) => `${part.sign.label} (${part.text})`));
  let rule = alone ? alone.text : counted || tool.nothing;
  if (tool.total === "sum" && level) rule = counted ? `${level.text}; points from ${counted}` : `${level.text}; ${tool.nothing}`;
  const label = tool.says.replace(/\{(\w+)\}/g, (_, name) => (name === "grade" ? say(grade) : given[name])) + (level && level.label ? `: ${level.label}` : "")
    + (tool.logarithm && grade > 0 ? ` (log₂ ${say(Math.log2(grade))})` : "");
  const rest = ignored.length ? ` Not counted: ${ignored.join("; ")}.` : "";
  return { label, rule, sentence: `${label}. Decided by: ${rule}.${rest}` };
}
