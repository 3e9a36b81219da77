// Copying, also where the browser keeps its clipboard to itself.

import { html } from "./dom.js";

/** A field that holds what could not be copied, selected and ready for the reader's own hands. */
export function createCopier() {
  const field = html("textarea", {
    class: "sb-field sb-copyfield", readonly: true, rows: 2, hidden: true, "aria-label": "Text to copy",
    "data-lm-suppress-shortcuts": "true",
  });

  /** The old way, which needs a selection. @param {string} text */
  function selectAndCopy(text) {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    field.hidden = false;
    field.value = text;
    field.focus();
    field.select();
    // Refused: the field stays, selected.
    if (!document.execCommand("copy")) return false;
    field.hidden = true;
    before?.focus({ preventScroll: true });
    return true;
  }

  return {
    element: field,
    /** @param {string} text @returns {Promise<boolean>} false: the field is shown for the reader to copy from */
    async copy(text) {
      field.hidden = true;
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return selectAndCopy(text);
      }
    },
  };
}
