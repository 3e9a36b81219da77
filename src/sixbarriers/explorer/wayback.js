// The way back: a link in the text brings the reader here, a button brings them back to where they were reading.

import { html } from "./dom.js";
import { ownPart } from "./link.js";

/** @param {any} context see explorer.js */
export function wayBackFeature({ card, key, model }) {
  if (!model.get("address")) return {};
  const stop = new AbortController();
  const button = /** @type {HTMLButtonElement} */ (html("button", { class: "sb-button sb-back", type: "button" }, "Back to the text"));
  button.hidden = true;
  card.querySelector(".sb-head")?.append(button);
  /** @type {HTMLElement | null} */
  let origin = null;

  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.("a[href^='#']"));
    const href = link?.getAttribute("href");
    if (!link || !href || ownPart(href, key) === null) return;
    origin = link;
    button.hidden = false;
  }, { signal: stop.signal });

  button.addEventListener("click", () => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    button.hidden = true;
    origin?.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
    origin?.focus({ preventScroll: true });
  });

  return { destroy: () => stop.abort() };
}
