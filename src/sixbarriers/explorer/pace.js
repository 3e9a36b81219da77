// When things happen: one picture a frame, one announcement each half second.

import { setText } from "./dom.js";

const SETTLE_AFTER = 250;
const SPEAK_EVERY = 500;

/**
 * Draws the newest state once a frame, however fast it changes, and says when the reader pauses.
 * @param {(settled: boolean) => void} paint @param {() => void} onSettle
 */
export function createScheduler(paint, onSettle) {
  let frame = 0;
  let timer = 0;
  let held = false;
  let jump = false;

  function run() {
    frame = 0;
    const settled = jump;
    jump = false;
    paint(settled);
    clearTimeout(timer);
    if (!held) timer = window.setTimeout(settle, settled ? 0 : SETTLE_AFTER);
  }
  function flush() {
    if (!frame) return;
    cancelAnimationFrame(frame);
    run();
  }
  /** The reader pauses; what waits to be painted is painted then. */
  function settle() {
    held = false;
    jump = false;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = timer = 0;
    onSettle();
  }
  return {
    /** @param {boolean} whole true for a new scenario or reset: axes may change at once */
    request(whole) {
      jump = jump || whole;
      if (!frame) frame = requestAnimationFrame(run);
    },
    /** Whether a picture waits for its frame. */
    isDue: () => frame !== 0,
    /** While a slider is held, nothing settles. @param {boolean} isHeld */
    hold(isHeld) {
      held = isHeld;
    },
    flush,
    settle,
    destroy() {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    },
  };
}

/** Writes a changing sentence at most twice a second, the newest last. @param {Element} element */
export function createSpeaker(element) {
  let timer = 0;
  let waiting = "";
  const write = () => {
    timer = 0;
    if (element.textContent === waiting) return;
    setText(element, waiting);
    timer = window.setTimeout(write, SPEAK_EVERY);
  };
  return {
    /** @param {string} text */
    say(text) {
      waiting = text;
      if (!timer) write();
    },
    destroy: () => clearTimeout(timer),
  };
}
