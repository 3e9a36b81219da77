// Pinned runs as words of an address: pin=low+dose(scenario=RAJI,dose=1e6)

import { valueWords } from "./words.js";
import { changedNames, MOST_PINS, parameterIn, pinName } from "./state.js";

/** Brackets and commas part the words of a pin, so a name has them encoded, here and in the choices. @param {string} name */
function encodedName(name) {
  return encodeURIComponent(name).replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29")).replace(/%20/g, "+");
}

/** The words that name a setting: the scenario where there is a choice, and what differs from its defaults. @param {any} spec @param {any} setting @returns {string[]} */
export function settingWords(spec, setting) {
  const words = spec.scenarios?.length > 1 ? [`scenario=${encodeURIComponent(String(setting.scenario)).replace(/%2B/g, "+")}`] : [];
  for (const name of changedNames(spec, setting)) {
    const range = parameterIn(spec, setting.scenario, name);
    words.push(`${name}=${(range.options ? encodedName : String)(valueWords(range, setting.values[name]))}`);
  }
  return words;
}

/** @param {any} spec @param {import("./state.js").Pin} pin */
export function pinWord(spec, pin) {
  return `pin=${encodedName(pin.name)}(${settingWords(spec, pin).join(",")})`;
}

/**
 * The pins that an address names.
 * @param {any} spec @param {string[]} texts what stands after each `pin=`, still encoded
 * @param {(words: string[]) => {scenario: string | null, values: {[name: string]: number}}} readSetting
 * @param {(text: string) => string} decode
 * @param {string[]} messages what is wrong is told here
 * @returns {import("./state.js").Pin[]}
 */
export function readPins(spec, texts, readSetting, decode, messages) {
  if (texts.length > MOST_PINS) messages.push(`The link pins ${texts.length} runs, but at most ${MOST_PINS} can be compared. The first ${MOST_PINS} are shown.`);
  return texts.slice(0, MOST_PINS).flatMap((text, index) => {
    const parts = /^([^()]*)\(([^()]*)\)$/.exec(text);
    if (!parts) {
      messages.push(`The link has a pinned run that cannot be read: “${decode(text).slice(0, 40)}”. It is left out.`);
      return [];
    }
    const { scenario, values } = readSetting(parts[2].split(",").filter(Boolean));
    return [{ name: pinName(decode(parts[1].replace(/\+/g, " ")), index), scenario, values }];
  });
}
