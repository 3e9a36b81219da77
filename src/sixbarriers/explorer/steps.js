// The lab sheet: the page's steps beside the picture, one at a time. Each sets the model, asks, and
// says what to notice; whatever else the reader does with the explorer is theirs to do.

import { headingLevel, html, setText } from "./dom.js";
import { ownPart, readLink } from "./link.js";
import { pinsAtStep, readProgress, sameSetting, stepsOf } from "./steplink.js";
import { MOST_PINS } from "./state.js";

/** The device's memory of one sheet; where storage is forbidden, nothing is kept. @param {string} key @param {number} count */
function sheetMemory(key, count) {
  const name = `sixbarriers ${location.pathname} ${key} steps`;
  return {
    read() {
      try {
        return readProgress(localStorage.getItem(name), count);
      } catch {
        return readProgress(null, count);
      }
    },
    /** @param {import("./steplink.js").Progress} progress */
    write({ at, seen }) {
      try {
        if (at > 1 || seen.length) localStorage.setItem(name, JSON.stringify({ at, seen }));
        else localStorage.removeItem(name);
      } catch {
        // On file:// or in a private window some browsers refuse; the sheet works, it only starts anew.
      }
    },
  };
}

/** A row of buttons, one a step. @param {string[]} titles @param {(step: number) => void} onChoose */
function createRail(titles, onChoose) {
  const buttons = titles.map((title, k) => html("button", { type: "button", class: "sb-dot", title, click: () => onChoose(k + 1) }, String(k + 1)));
  return {
    element: html("ol", { class: "sb-rail", "aria-label": "Steps" }, ...buttons.map((button) => html("li", {}, button))),
    /** @param {number} current @param {number[]} seen */
    update(current, seen) {
      buttons.forEach((button, k) => {
        const done = seen.includes(k + 1);
        button.setAttribute("aria-label", `Step ${k + 1}: ${titles[k]}${done ? ", seen" : ""}`);
        button.classList.toggle("sb-dot-seen", done);
        if (k + 1 === current) button.setAttribute("aria-current", "step");
        else button.removeAttribute("aria-current");
      });
    },
  };
}

/** @param {any} context see explorer.js */
export function stepsFeature({ el, card, key, spec, store, model }) {
  const sheet = /** @type {HTMLElement | null | undefined} */ (model.get("sheet"));
  const steps = stepsOf(sheet);
  if (!sheet || !steps.length) return {};
  const memory = sheetMemory(key, steps.length);
  const progress = memory.read();
  const items = /** @type {HTMLElement[]} */ ([...sheet.querySelectorAll("[data-state]")]);
  const wanted = steps.map(({ state }) => readLink(`#${key}?${state}`, key, spec));
  const headings = items.map((item) => /** @type {HTMLElement} */ (item.querySelector(".step-title")));
  const titles = headings.map((heading) => heading.textContent ?? "");
  const notices = items.map((item) => /** @type {HTMLDetailsElement} */ (item.querySelector("details")));
  const links = items.map((item) => /** @type {HTMLAnchorElement[]} */ ([...item.querySelectorAll("a.step-link")]).map((link) =>
    ({ link, setting: readLink(link.getAttribute("href") ?? "", key, spec) })));
  const level = headingLevel(el) + 1;
  headings.forEach((heading, k) => {
    heading.setAttribute("role", "heading");
    heading.setAttribute("aria-level", String(level));
    heading.tabIndex = -1;
    heading.prepend(html("span", { class: "sb-hidden" }, `Step ${k + 1} of ${steps.length}: `));
    notices[k].before(html("p", { class: "sb-step-wait" }, "What to notice comes after your prediction."));
  });

  const rail = createRail(titles, enter);
  const button = (/** @type {string} */ text, /** @type {() => void} */ click, kind = "") =>
    html("button", { type: "button", class: `sb-button ${kind}`, click }, text);
  const back = button("Back to this step’s setting", () => enter(current()), "sb-step-back");
  const start = button("Start", () => enter(current()), "sb-button-main");
  const previous = button("← ", () => enter(current() - 1));
  previous.append(html("span", { class: "sb-button-words" }, "Previous"));
  const next = button("Next →", () => enter(current() + 1), "sb-button-main");
  const again = button("Start again", () => {
    progress.seen = [];
    enter(1);
  });
  const whereabouts = html("span", {});
  const name = html("p", { class: "sb-sheet-name" }, html("span", { class: "sb-sheet-what" }, "Lab sheet · "), whereabouts);
  sheet.querySelector(".steps-name")?.remove();
  sheet.className = "sb-sheet";
  sheet.setAttribute("role", "group");
  sheet.setAttribute("aria-label", "Lab sheet");
  sheet.prepend(html("div", { class: "sb-sheet-head" }, name, rail.element));
  sheet.append(html("div", { class: "sb-sheet-foot" }, back, again, previous, start, next));
  card.querySelector(".sb-body").before(sheet);

  /** The step on the sheet, counted from one. */
  function current() {
    return store.read().step || progress.at || 1;
  }

  /** Set the model as a step asks, and bring the reader to its heading. @param {number} step */
  function enter(step) {
    const setting = wanted[step - 1];
    if (!setting) return;
    const before = store.read().step ? wanted[current() - 1]?.pins ?? [] : [];
    const pins = pinsAtStep(setting.pins, before, store.read().pins, MOST_PINS);
    // Who has seen the answer is not asked again.
    const ask = steps[step - 1].predict && !progress.seen.includes(step);
    for (const notice of notices) notice.open = false;
    entering = true;
    store.dispatch({ type: "replace", scenario: setting.scenario, values: setting.values, pins, predict: "off", step });
    if (ask) store.dispatch({ type: "predict", phase: "asked" });
    entering = false;
    update();
    headings[step - 1].focus();
  }

  function update() {
    if (entering) return;
    const state = store.read();
    const step = current();
    const asked = state.predict === "asked" || (!state.step && steps[step - 1].predict && !progress.seen.includes(step));
    const away = !sameSetting(state, wanted[step - 1]);
    items.forEach((item, k) => item.classList.toggle("step-now", k + 1 === step));
    items[step - 1].classList.toggle("sb-step-asked", asked);
    for (const { link, setting } of links[step - 1]) {
      if (setting && sameSetting(state, setting)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    setText(whereabouts, state.step ? `Step ${step} of ${steps.length}` : `${steps.length} steps`);
    setText(start, step > 1 ? `Continue with step ${step}` : "Start");
    start.hidden = Boolean(state.step);
    next.hidden = !state.step || step === steps.length;
    again.hidden = state.step ? step < steps.length : step === 1;
    previous.hidden = !state.step || step === 1;
    // Hidden, its place is kept: nothing may move under a finger on a slider.
    back.classList.toggle("sb-step-back-off", !state.step || !away);
    if (state.step) {
      if (!asked && !away && !progress.seen.includes(step)) progress.seen = [...progress.seen, step];
      if (progress.at !== step || seen !== progress.seen) memory.write({ ...progress, at: step });
      progress.at = step;
      seen = progress.seen;
    }
    rail.update(state.step ? step : 0, progress.seen);
  }
  let { seen } = progress;
  let entering = false;

  // A link on the sheet sets the model where the reader is: no jump, no focus lost.
  sheet.addEventListener("click", (event) => {
    const href = /** @type {Element} */ (event.target).closest("a[href^='#']")?.getAttribute("href") ?? "";
    if (ownPart(href, key) === null) return;
    event.preventDefault();
    event.stopPropagation();
    const setting = readLink(href, key, spec);
    if (setting) store.dispatch({ type: "replace", scenario: setting.scenario, values: setting.values });
  });
  const unsubscribe = store.subscribe(update);
  update();
  return { destroy: unsubscribe };
}
