// A state as an address that a person can read: #cartmath?scenario=RAJI&dose=1e7&predict=asked
// Several explorers share the address, parted by semicolons.

import { pinWord, readPins, settingWords } from "./pinlink.js";
import { readValue, whyInvalid } from "./words.js";
import { initialState, parameterIn, scenarioNamed } from "./state.js";
import { readStep, stepsOf } from "./steplink.js";

const MOST_MESSAGES = 3;
const SCREENS_TO_GLIDE = 2;

/**
 * The address of a state; only what differs from the scenario's defaults is named.
 * @param {string} key @param {any} spec @param {import("./state.js").ExplorerState} state
 */
export function writeLink(key, spec, state) {
  const words = [...settingWords(spec, state), ...state.pins.map((pin) => pinWord(spec, pin))];
  if (state.predict !== "off") words.push(`predict=${state.predict}`);
  if (state.step) words.push(`step=${state.step}`);
  return `#${key}${words.length ? `?${words.join("&")}` : ""}`;
}

/** The part of an address that speaks to one explorer, or null. @param {string} hash @param {string} key */
export function ownPart(hash, key) {
  const parts = hash.replace(/^#/, "").split(";");
  return parts.find((part) => part === key || part.startsWith(`${key}?`)) ?? null;
}

/**
 * The whole address after one explorer has changed: that one first, what the others said stays.
 * @param {string} hash @param {string} key @param {string} link
 */
export function mergedHash(hash, key, link) {
  const others = hash.replace(/^#/, "").split(";").filter((part) => part.includes("?") && !part.startsWith(`${key}?`));
  return `#${[link.slice(1), ...others].join(";")}`;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A word of an address: its name, and its value or null. @param {string} word @returns {[string, string | null]} */
function wordParts(word) {
  const cut = word.indexOf("=");
  return cut < 0 ? [decoded(word), null] : [decoded(word.slice(0, cut)), decoded(word.slice(cut + 1))];
}

/**
 * The setting that words name. Whatever they get wrong falls back to the default, and a message says so.
 * @param {any} spec @param {string[]} words @param {string[]} messages
 */
function readSetting(spec, words, messages) {
  const named = words.map(wordParts);
  const asked = named.filter(([name]) => name === "scenario").at(-1)?.[1] ?? null;
  const { scenario, values } = initialState(spec, scenarioNamed(spec, asked) ? asked : null);
  if (asked !== null && asked !== scenario) {
    const known = (spec.scenarios ?? []).map((/** @type {any} */ one) => one.name).join(", ");
    messages.push(`The link asks for the scenario “${asked.slice(0, 40)}”, which this model does not have. `
      + `${scenario} is shown instead.${known ? ` The model has: ${known}.` : ""}`);
  }
  for (const [name, text] of named) {
    if (name === "scenario") continue;
    const range = parameterIn(spec, scenario, name);
    if (!range) {
      messages.push(`The link sets “${name.slice(0, 40)}”, which this model does not have. It is left out.`);
      continue;
    }
    const problem = whyInvalid(range, text ?? "");
    if (problem) messages.push(`The link does not fit this model, so the default is shown. ${problem}`);
    else values[name] = readValue(range, text ?? "");
  }
  return { scenario, values };
}

/**
 * What an address asks for.
 * @param {string} hash @param {string} key @param {any} spec
 * @param {import("./steplink.js").Step[]} [steps] of the lab sheet beside the explorer
 * @returns {import("./state.js").ExplorerState & {messages: string[]} | null}
 *   null when the address does not speak to this explorer
 */
export function readLink(hash, key, spec, steps = []) {
  const part = ownPart(hash, key);
  if (part === null) return null;
  /** @type {string[]} */
  const messages = [];
  const { step, words } = readStep(part.slice(key.length + 1).split("&").filter(Boolean), steps, messages);
  const isOwn = (/** @type {string} */ word) => !/^(pin|predict)(=|$)/.test(word);
  const setting = readSetting(spec, words.filter(isOwn), messages);
  const texts = words.filter((word) => /^pin(=|$)/.test(word)).map((word) => word.slice(4));
  const pins = readPins(spec, texts, (own) => readSetting(spec, own, messages), decoded, messages);
  const phase = words.filter((word) => /^predict(=|$)/.test(word)).at(-1)?.slice(8) ?? "off";
  const predict = phase === "asked" || phase === "shown" ? phase : "off";
  if (predict !== phase && phase !== "off") messages.push(`The link says predict=${decoded(phase).slice(0, 40)}, but only predict=asked and predict=shown have a meaning. It is left out.`);
  return { ...setting, pins, predict, ...(step && { step }), messages };
}

/** The address as every explorer of the page has followed or written it; another one has just been asked for. */
let known = "";

/**
 * Ties one explorer to the address: the address sets the state, on opening, on going back and on
 * links in the text, and a settled state is written to the address.
 * @param {any} context see explorer.js
 */
export function addressFeature({ el, key, spec, store, model, notify }) {
  if (!model.get("address")) return {};
  const stop = new AbortController();

  const steps = stepsOf(model.get("sheet"));
  const untouched = writeLink(key, spec, store.read());
  let clicked = false;
  let unwritten = false;
  const follow = () => {
    known = location.hash;
    const wanted = readLink(location.hash, key, spec, steps);
    const fromText = clicked;
    clicked = false;
    if (!wanted) {
      if (unwritten) settle();
      return;
    }
    const { scenario, values, pins, predict, step } = wanted;
    // A link in the text sets the model and leaves the reader's pins and prediction as they are.
    const rest = fromText && !step ? { ...(pins.length && { pins }), ...(predict !== "off" && { predict }) } : { pins, predict };
    store.dispatch({ type: "replace", scenario, values, step, ...rest });
    const more = wanted.messages.length - MOST_MESSAGES;
    notify([...wanted.messages.slice(0, MOST_MESSAGES), more > 0 ? `And ${more} more like these.` : ""].join(" ").trim());
    // Only the part named first is the one to look at; the others just take their state.
    if (ownPart(location.hash.split(";")[0], key) !== null) show();
  };
  const show = () => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // A glide over half the book takes seconds and shows nothing.
    const far = Math.abs(el.getBoundingClientRect().top) > SCREENS_TO_GLIDE * innerHeight;
    el.scrollIntoView({ block: "start", behavior: still || far ? "instant" : "smooth" });
    el.querySelector(".sb-title")?.focus({ preventScroll: true });
  };
  function settle() {
    // What has just been asked for must not be written over before it is followed.
    unwritten = clicked || location.hash !== known;
    if (unwritten) return;
    const link = writeLink(key, spec, store.read());
    if (link === untouched && ownPart(location.hash, key) === null) return;
    const hash = mergedHash(location.hash, key, link);
    if (hash === location.hash) return;
    try {
      history.replaceState(history.state, "", hash);
    } catch {
      // Some browsers refuse on file://; the explorer works, only the address stays as it was.
    }
    known = location.hash;
  }
  addEventListener("hashchange", follow, { signal: stop.signal });
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const href = target.closest?.("a[href^='#']")?.getAttribute("href");
    if (!href || ownPart(href, key) === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    clicked = true;
    // A link to the address that is already there makes no hashchange.
    if (href === location.hash) follow();
  }, { signal: stop.signal });
  follow();

  return {
    settle,
    destroy: () => stop.abort(),
  };
}
