// On a page: finds the places for explorers and the models that fill them. Models push themselves
// onto the queue `window.sixbarriers`, before or after this script runs.

import { createRenderer } from "./explorer.js";
import { ownPart, readLink } from "./link.js";

/** Stands in for the model that a notebook would give. @param {{[name: string]: any}} values */
export function createPageModel(values) {
  return {
    /** @param {string} name */ get: (name) => values[name],
    /** @param {string} name @param {any} value */ set: (name, value) => { values[name] = value; },
    on() {},
    off() {},
    save_changes() {},
  };
}

/** Put the explorer into its place; if that fails, what stood there stays. @param {any} compiled @param {HTMLElement} el @param {string} key */
function fill(compiled, el, key) {
  const asked = readLink(`#${key}?${el.getAttribute("data-state") ?? ""}`, key, compiled.spec);
  const sheet = document.querySelector(`[data-steps-for="${key}"]`);
  const model = createPageModel({ key, address: true, scenario: asked?.scenario, values: asked?.values, sheet });
  const fallback = [...el.childNodes];
  try {
    createRenderer(compiled).render({ model, el });
  } catch (error) {
    el.replaceChildren(...fallback);
    if (sheet) {
      sheet.className = "steps steps-alone";
      el.after(sheet);
    }
    console.error(error);
  }
}

const NEAR = "1000px";

/**
 * Let an explorer be made when it is first wanted: about to be seen, named by a link or the address,
 * asked for by a script, or printed. A page with several opens sooner so on a poor machine.
 * @param {any} el @param {string} key @param {() => void} make
 */
function whenWanted(el, key, make) {
  const stop = new AbortController();
  const begin = () => {
    if (stop.signal.aborted) return;
    stop.abort();
    observer.disconnect();
    delete el.explorer;
    make();
  };
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) setTimeout(begin);
  }, { rootMargin: NEAR });
  Object.defineProperty(el, "explorer", { configurable: true, get() { begin(); return el.explorer; } });
  observer.observe(el);
  const named = (/** @type {string | null | undefined} */ hash) => Boolean(hash?.startsWith("#")) && ownPart(hash ?? "", key) !== null;
  // Before others see the click, so that what listens inside the explorer hears it too.
  document.addEventListener("click", (event) => {
    if (named(/** @type {Element} */ (event.target).closest?.("a[href^='#']")?.getAttribute("href"))) begin();
  }, { capture: true, signal: stop.signal });
  addEventListener("hashchange", () => named(location.hash) && begin(), { signal: stop.signal });
  addEventListener("beforeprint", begin, { signal: stop.signal });
  if (named(location.hash)) begin();
}

/**
 * Fill every empty place for a model. A place may ask for a first state in the words of a link:
 * `data-state="scenario=RAJI&dose=1e7"`.
 * @param {any} compiled
 */
function mountModel(compiled) {
  const { spec } = compiled;
  const places = [...document.querySelectorAll(`[data-explorer="${spec.name}"]`)];
  places.forEach((el, index) => {
    if (el.dataset.made) return;
    el.dataset.made = "";
    const key = index === 0 ? spec.name : `${spec.name}-${index + 1}`;
    whenWanted(el, key, () => fill(compiled, /** @type {HTMLElement} */ (el), key));
  });
}

/** Mount what waits in the queue, and from then on whatever is pushed. */
export function startExplorers() {
  const page = /** @type {any} */ (window);
  /** @type {any[]} */
  const models = [];
  const push = (/** @type {any[]} */ ...added) => {
    models.push(...added);
    added.forEach(mountModel);
    return models.length;
  };
  const waiting = page.sixbarriers ?? [];
  page.sixbarriers = { push, models };
  push(...waiting);
}

if (typeof document !== "undefined") {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startExplorers);
  else startExplorers();
}
