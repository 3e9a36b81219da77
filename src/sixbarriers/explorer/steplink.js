// The steps of a lab sheet: as words of an address, and as the device remembers them.

/**
 * @typedef {object} Step
 * @property {string} state the words of a link
 * @property {boolean} predict whether the reader is asked for a prediction first
 * @property {string} curve the one to draw, if the step names it
 *
 * @typedef {object} Progress
 * @property {number} at the step to go on with, counted from one; 0 before the first
 * @property {number[]} seen the steps whose answer has been shown
 */

/** The steps that the page lists. @param {Element | null | undefined} sheet @returns {Step[]} */
export function stepsOf(sheet) {
  const items = /** @type {HTMLElement[]} */ ([...(sheet?.querySelectorAll("[data-state]") ?? [])]);
  return items.map(({ dataset }) => ({ state: dataset.state ?? "", predict: dataset.predict !== undefined, curve: dataset.predict ?? "" }));
}

/**
 * The step that the words of an address name, 0 if none, and the other words. A step that is named
 * alone stands for its own setting.
 * @param {string[]} words @param {Step[]} steps @param {string[]} messages what is wrong is told here
 */
export function readStep(words, steps, messages) {
  const text = words.filter((word) => /^step(=|$)/.test(word)).at(-1)?.slice(5);
  const rest = words.filter((word) => !/^step(=|$)/.test(word));
  if (text === undefined) return { step: 0, words: rest };
  const step = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  const named = steps[step - 1];
  if (!named) {
    messages.push(`The link asks for step “${text.slice(0, 40)}”, but ${steps.length
      ? `this lab sheet has the steps 1 to ${steps.length}. Choose one of them` : "there is no lab sheet here. It is left out"}.`);
    return { step: 0, words: rest };
  }
  return { step, words: rest.length ? rest : [...named.state.split("&"), ...(named.predict ? ["predict=asked"] : [])] };
}

/**
 * What the device has kept; anything that does not fit the sheet is forgotten.
 * @param {string | null} text @param {number} count of steps @returns {Progress}
 */
export function readProgress(text, count) {
  const isStep = (/** @type {any} */ one) => Number.isInteger(one) && one >= 1 && one <= count;
  try {
    const { at, seen } = JSON.parse(text ?? "");
    return isStep(at) ? { at, seen: [...new Set(seen)].filter(isStep) } : { at: 0, seen: [] };
  } catch {
    return { at: 0, seen: [] };
  }
}

/** Whether two states show the same setting. @param {any} one @param {any} other */
export function sameSetting(one, other) {
  return one.scenario === other.scenario && Object.keys(other.values).every((name) => one.values[name] === other.values[name]);
}

/**
 * The pins to show at a step: its own, then those that the reader has added to the step before.
 * @template {{name: string, scenario: any, values: any}} T
 * @param {T[]} own @param {T[]} before @param {T[]} present @param {number} most @returns {T[]}
 */
export function pinsAtStep(own, before, present, most) {
  const isIn = (/** @type {T[]} */ list) => (/** @type {T} */ pin) => list.some((one) => sameSetting(pin, one));
  const added = present.filter((pin) => !isIn(before)(pin) && !isIn(own)(pin));
  return [...own, ...added].slice(0, most);
}
