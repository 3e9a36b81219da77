// Numbers and units as a reader types and hears them.

import { say } from "./format.js";
import { tickText } from "./scale.js";

const RAISED = { "⁰": 0, "¹": 1, "²": 2, "³": 3, "⁴": 4, "⁵": 5, "⁶": 6, "⁷": 7, "⁸": 8, "⁹": 9, "⁻": "-" };

/** A number in its shortest plain form: 0.005, 1500, 1e7, 1.25e-8. @param {number} value */
export function plainNumber(value) {
  const usual = String(value);
  const powered = value.toExponential().replace("e+", "e");
  const size = Math.abs(value);
  return powered.length < usual.length && (size >= 1e5 || size < 1e-3) ? powered : usual.replace("e+", "e");
}

const LONGEST_NUMBER = 60;
const FEW_OPTIONS = 6;

/** @type {{[word: string]: number}} */
const POWERS = { thousand: 3, million: 6, billion: 9, trillion: 12 };

/**
 * The number that a reader typed, or NaN. Understands 1e7, 10,000,000, 1.5 × 10^7, 1.5 × 10⁷ and 0,5.
 * @param {string} text
 */
export function readNumber(text) {
  // Patterns with two runs of digits would take a minute for a text of a hundred thousand.
  if (text.length > LONGEST_NUMBER) return NaN;
  let plain = text.trim().replace(/[\s_']/g, "").replace(/−/g, "-").toLowerCase();
  plain = plain.replace(/^([+-]?\d+\.?\d*)(thousand|million|billion|trillion)$/, (_, number, word) => `${number}e${POWERS[word]}`);
  plain = plain.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, (run) => "^" + [...run].map((sign) => RAISED[sign]).join(""));
  plain = plain.replace(/^([+-]?)10\^/, "$11e").replace(/[×x*·]10\^/, "e");
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) plain = plain.replace(/,/g, "");
  else plain = plain.replace(/^([+-]?\d*),(\d+)/, "$1.$2");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(plain) ? Number(plain) : NaN;
}

/**
 * A value of a parameter: the name of an option, or the number as *write* has it.
 * @param {any} parameter @param {number} value @param {(value: number) => string} [write]
 */
export function valueWords(parameter, value, write = plainNumber) {
  return parameter?.options ? parameter.options[value] : write(value);
}

/** The value that a text stands for, NaN if none: a number, or the place of an option. @param {any} parameter @param {string} text */
export function readValue({ options }, text) {
  if (!options) return readNumber(text);
  // Addresses write a space as a plus.
  const place = options.indexOf(text.replace(/\+/g, " ").trim());
  return place < 0 ? NaN : place;
}

/** Names as a list in a sentence: colon, lung and skin. @param {string[]} names */
export function listed(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join("");
}

/** @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A value with its unit. @param {number} value @param {string} [unit] */
export function withUnit(value, unit) {
  if (!unit || !Number.isFinite(value)) return say(value);
  return unit === "%" ? `${say(value)}%` : `${say(value)} ${value === 1 ? singular(unit) : unit}`;
}

/** @param {string} unit */
export function singular(unit) {
  return /^(cells|days|hours|weeks|months|years|minutes)$/.test(unit) ? unit.slice(0, -1) : unit;
}

/** A unit as it is read aloud: 1/(cell·day) becomes per cell per day. @param {string} unit */
export function spokenUnit(unit) {
  return unit
    .replace(/^1\//, "/")
    .replace(/\/\(([^)]*)\)/, (_, inside) => inside.split("·").map((/** @type {string} */ one) => ` per ${one}`).join(""))
    .replace(/\//g, " per ")
    .replace(/·/g, " ")
    .replace(/³/g, " cubed")
    .replace(/²/g, " squared")
    .replace(/µ/g, "micro")
    .trim();
}

/** A value with its unit as it is read aloud. @param {number} value @param {string} [unit] */
export function spoken(value, unit) {
  const number = say(value).replace(/ × 10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)/, (_, raised) =>
    ` times ten to the ${[...raised].map((sign) => RAISED[sign]).join("").replace("-", "minus ")}`);
  if (!unit) return number;
  return unit === "%" ? `${number} per cent` : `${number} ${spokenUnit(value === 1 ? singular(unit) : unit)}`;
}

/**
 * Why a text cannot be the value of a parameter, in words that say what to do; "" when it can.
 * @param {{label: string, unit?: string, low: number, high: number, value: number, options?: string[]}} range
 * @param {string} text
 */
export function whyInvalid(range, text) {
  const value = readValue(range, text);
  if (value >= range.low && value <= range.high) return "";
  if (range.options) return `${range.label}: “${text.trim().slice(0, 40)}” is not one of the choices. Choose one of ${
    range.options.length > FEW_OPTIONS ? `the ${range.options.length} in the list, for example ${valueWords(range, range.value)}` : listed(range.options)}.`;
  const unit = range.unit && range.unit !== "%" ? ` ${range.unit}` : range.unit ?? "";
  const advice = `Give a number from ${plainNumber(range.low)} to ${plainNumber(range.high)}${unit}, `
    + `for example ${plainNumber(range.value)}.`;
  if (text.trim() === "") return `${range.label} is empty. ${advice}`;
  if (Number.isNaN(value)) return `${range.label}: “${text.trim().slice(0, 40)}” is not a number. ${advice}`;
  const side = value < range.low ? "below" : "above";
  return `${range.label}: ${plainNumber(value)} is ${side} the range of this model. ${advice}`;
}

/** A curve's name; where panels share names, with its panel's. @param {any} spec @param {any} series */
export function nameOfCurve(spec, series) {
  const shared = spec.series.some((/** @type {any} */ one) => one !== series && one.label === series.label);
  return shared ? `${series.label}: ${spec.panels[series.panel].label}` : series.label;
}

/** Words for values below the floor of a logarithmic axis, in two lines. @param {any} panel @param {number} low */
export function bandWords(panel, low) {
  const unit = low === 1 ? singular(panel.unit ?? "") : panel.unit ?? "";
  const text = tickText(low);
  return ["below", unit && text.length + unit.length < 8 ? `${text} ${unit}` : text];
}

/**
 * A plotted value; what lies below the floor of its axis is only said to be below.
 * @param {any} panel @param {number} value @param {(value: number) => string} write
 */
export function plottedText(panel, value, write) {
  const below = panel?.scale === "log" && panel.floor && value > 0 && value < panel.floor;
  return below ? `below ${tickText(panel.floor)}` : write(value);
}
