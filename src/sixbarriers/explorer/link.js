// A state as an address that a person can read: #cartmath?scenario=RAJI&dose=1e7
// Several explorers share the address, parted by semicolons.

import { plainNumber, readNumber, whyInvalid } from "./words.js";
import { changedNames, initialState, parameterIn, scenarioNamed } from "./state.js";

const MOST_MESSAGES = 3;

/**
 * The address of a state; only what differs from the scenario's defaults is named.
 * @param {string} key @param {any} spec @param {import("./state.js").ExplorerState} state
 */
export function writeLink(key, spec, state) {
  const words = spec.scenarios?.length > 1 ? [`scenario=${encodeURIComponent(String(state.scenario)).replace(/%2B/g, "+")}`] : [];
  for (const name of changedNames(spec, state)) words.push(`${name}=${plainNumber(state.values[name])}`);
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

/**
 * What an address asks for. Whatever it gets wrong falls back to the default, and a message says so.
 * @param {string} hash @param {string} key @param {any} spec
 * @returns {{scenario: string | null, values: {[name: string]: number}, messages: string[]} | null}
 *   null when the address does not speak to this explorer
 */
export function readLink(hash, key, spec) {
  const part = ownPart(hash, key);
  if (part === null) return null;
  const words = part.slice(key.length + 1).split("&").filter(Boolean).map((word) => {
    const cut = word.indexOf("=");
    return cut < 0 ? [decoded(word), null] : [decoded(word.slice(0, cut)), decoded(word.slice(cut + 1))];
  });
  /** @type {string[]} */
  const messages = [];
  const asked = words.filter(([name]) => name === "scenario").at(-1)?.[1] ?? null;
  const { scenario, values } = initialState(spec, scenarioNamed(spec, asked) ? asked : null);
  if (asked !== null && asked !== scenario) {
    const known = (spec.scenarios ?? []).map((/** @type {any} */ one) => one.name).join(", ");
    messages.push(`The link asks for the scenario “${asked.slice(0, 40)}”, which this model does not have. `
      + `${scenario} is shown instead.${known ? ` The model has: ${known}.` : ""}`);
  }
  for (const [name, text] of words) {
    if (name === "scenario" || name === null) continue;
    const range = parameterIn(spec, scenario, name);
    if (!range) {
      messages.push(`The link sets “${name.slice(0, 40)}”, which this model does not have. It is left out.`);
      continue;
    }
    const problem = whyInvalid(range, text ?? "");
    if (problem) messages.push(`The link does not fit this model, so the default is shown. ${problem}`);
    else values[name] = readNumber(text ?? "");
  }
  return { scenario, values, messages };
}

/**
 * Ties one explorer to the address: the address sets the state, on opening, on going back and on
 * links in the text, and a settled state is written to the address.
 * @param {any} context see explorer.js
 */
export function addressFeature({ el, key, spec, store, model, notify }) {
  if (!model.get("address")) return {};
  const stop = new AbortController();

  const follow = () => {
    const wanted = readLink(location.hash, key, spec);
    if (!wanted) return;
    store.dispatch({ type: "replace", scenario: wanted.scenario, values: wanted.values });
    const more = wanted.messages.length - MOST_MESSAGES;
    notify([...wanted.messages.slice(0, MOST_MESSAGES), more > 0 ? `And ${more} more like these.` : ""].join(" ").trim());
    // Only the part named first is the one to look at; the others just take their state.
    if (ownPart(location.hash.split(";")[0], key) !== null) show();
  };
  const show = () => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    el.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
    el.querySelector(".sb-title")?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow, { signal: stop.signal });
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const href = target.closest?.("a[href^='#']")?.getAttribute("href");
    // A link to the address that is already there makes no hashchange.
    if (href && href === location.hash && ownPart(href, key) !== null) follow();
  }, { signal: stop.signal });
  follow();

  return {
    settle() {
      const link = writeLink(key, spec, store.read());
      const untouched = changedNames(spec, store.read()).length === 0
        && store.read().scenario === initialState(spec).scenario;
      if (untouched && ownPart(location.hash, key) === null) return;
      const hash = mergedHash(location.hash, key, link);
      if (hash === location.hash) return;
      try {
        history.replaceState(history.state, "", hash);
      } catch {
        // Some browsers refuse on file://; the explorer works, only the address stays as it was.
      }
    },
    destroy: () => stop.abort(),
  };
}
