// On a page: finds the places for explorers and the models that fill them. Models push themselves
// onto the queue `window.sixbarriers`, before or after this script runs.

import { createRenderer } from "./explorer.js";
import { readLink } from "./link.js";

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

/**
 * Fill every empty place for a model. A place may ask for a first state in the words of a link:
 * `data-state="scenario=RAJI&dose=1e7"`.
 * @param {any} compiled
 */
function mountModel(compiled) {
  const { spec } = compiled;
  const places = [...document.querySelectorAll(`[data-explorer="${spec.name}"]`)];
  places.forEach((el, index) => {
    if (/** @type {any} */ (el).explorer) return;
    const key = index === 0 ? spec.name : `${spec.name}-${index + 1}`;
    const asked = readLink(`#${key}?${el.getAttribute("data-state") ?? ""}`, key, spec);
    const model = createPageModel({ key, address: true, scenario: asked?.scenario, values: asked?.values });
    const fallback = [...el.childNodes];
    try {
      createRenderer(compiled).render({ model, el: /** @type {HTMLElement} */ (el) });
    } catch (error) {
      el.replaceChildren(...fallback);
      console.error(error);
    }
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
