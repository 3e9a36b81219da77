// A quiet word while the newest answer takes long. The last picture stays.

import { html, setText } from "./dom.js";

const BUSY_AFTER = 150;
const BUSY_WORDS = "Computing…";

/** @param {HTMLElement} picture @param {(text: string) => void} speak */
export function createBusy(picture, speak) {
  const label = html("p", { class: "sb-busy", "aria-hidden": "true" });
  picture.append(label);
  let timer = 0;
  /** @type {unknown} */
  let seen = null;
  function rest() {
    clearTimeout(timer);
    timer = 0;
    seen = null;
    picture.removeAttribute("aria-busy");
    setText(label, "");
  }
  return {
    /** The newest answer is not there yet. @param {unknown} shown what is; while that changes, nobody waits */
    wait(shown) {
      if (picture.hasAttribute("aria-busy") || (timer && shown === seen)) return;
      clearTimeout(timer);
      seen = shown;
      timer = setTimeout(() => {
        picture.setAttribute("aria-busy", "true");
        setText(label, BUSY_WORDS);
        speak(BUSY_WORDS);
      }, BUSY_AFTER);
    },
    /** @param {number} share of the work that is done */
    progress(share) {
      if (picture.hasAttribute("aria-busy")) setText(label, `${BUSY_WORDS} ${Math.round(100 * share)} %`);
    },
    /** The newest answer is there. */
    rest,
  };
}
