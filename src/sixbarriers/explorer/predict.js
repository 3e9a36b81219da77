// Predict first: the reader says what they expect before the answer is shown, then sees both together.

import { KEEP_KEYS } from "./controls.js";
import { html, setAttributes, setProperty, setText, svg } from "./dom.js";
import { createKnots, createPad } from "./drawing.js";
import { gapText } from "./gap.js";
import { createMemory, isBlank, withPrediction } from "./memory.js";
import { scenarioTimeUnit } from "./state.js";
import { sameSetting, stepsOf } from "./steplink.js";
import { capital, nameOfCurve } from "./words.js";

const NOTHING = { time: [], curves: {}, outcome: "", run: false };
const REVEAL_TAKES = 900;

/** The outcome of a run, in the model's words. @param {any} compiled @param {any} snapshot */
function outcomeOf({ spec, cases }, { readouts, state }) {
  return spec.outcomes?.at(cases.findIndex((/** @type {any} */ holds) => holds(readouts, state.values))) ?? "";
}

/** @param {any} context see explorer.js */
export function predictFeature({ card, key, spec, compiled, store, model, chart, refresh }) {
  const memory = createMemory(spec, `sixbarriers ${model.get("address") ? `${location.pathname} ${key}` : spec.name} predictions`);
  let kept = memory.read();
  /** @type {import("./memory.js").Prediction} what the reader has in hand */
  let mine;
  /** @type {any} the same as it is kept */
  let held;
  let series = spec.series[0];
  let answered = false;
  // Tiles are not drawn by hand: there, an outcome is chosen.
  const isDrawn = spec.kind !== "tiles";

  const setting = () => (({ scenario, values }) => ({ scenario, values }))(store.read());
  const blank = () => ({ ...NOTHING, ...setting() });
  const named = (/** @type {string} */ name) => spec.series.find((/** @type {any} */ one) => one.name === name);

  /** Take up the prediction for the present settings; a shown one stays when they change. */
  function recall() {
    const state = store.read();
    const found = kept.find((one) => sameSetting(one, state));
    if (found || !mine || state.predict !== "shown") [mine, held] = [found ?? blank(), found];
    const asked = named(stepsOf(model.get("sheet"))[(state.step ?? 0) - 1]?.curve ?? "");
    series = series.name in mine.curves ? series : named(Object.keys(mine.curves)[0]) ?? asked ?? series;
  }

  /** @param {Partial<import("./memory.js").Prediction>} changes @param {boolean} [done] false while a stroke goes on */
  function change(changes, done = true) {
    mine = { ...mine, run: false, ...changes, ...setting() };
    if (done) {
      kept = withPrediction(kept.filter((one) => one !== held), mine);
      held = mine;
      memory.write(kept);
      show();
    }
    refresh();
  }

  /** @param {"off" | "asked" | "shown"} phase @param {HTMLElement} focus */
  function turn(phase, focus) {
    store.dispatch({ type: "predict", phase });
    focus.focus({ preventScroll: true });
  }

  const hand = {
    series: () => series,
    curve: () => mine.curves[series.name],
    draw: (/** @type {any} */ curve, /** @type {number[]} */ time, /** @type {boolean} */ done) =>
      change({ time, curves: { ...mine.curves, [series.name]: curve } }, done),
    choose(/** @type {string} */ name) {
      series = named(name);
      show();
    },
  };
  const pad = createPad(card.querySelector(".sb-picture"), chart, hand);
  const knots = createKnots(spec, chart, hand, () => scenarioTimeUnit(spec, store.read().scenario));
  const button = (/** @type {any} */ inside, /** @type {() => void} */ click, look = "") =>
    html("button", { type: "button", class: `sb-button ${look}`, click }, inside);
  const row = (/** @type {any[]} */ ...children) => html("div", { class: "sb-row" }, ...children);

  // Off: an invitation.
  const startWords = html("span", {});
  const start = button(startWords, () => turn(mine.run ? "shown" : "asked", element));
  start.prepend(svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: "M2 14l1-4 8-8 3 3-8 8zM9 4l3 3" })));
  const why = html("span", { class: "sb-count" });
  const invitation = row(start, why);

  // Asked: what may be chosen, what may be drawn.
  const outcomes = [...new Set((spec.outcomes ?? []).filter(Boolean))];
  const radios = (outcomes.length > 1 ? outcomes : []).map((outcome) =>
    html("input", { ...KEEP_KEYS, type: "radio", name: `${key}-outcome`, value: outcome, change: () => change({ outcome }) }));
  const choice = html("select", {
    ...KEEP_KEYS, class: "sb-field", "aria-label": "Curve to draw",
    change: () => hand.choose(choice.value),
  }, ...spec.series.map((/** @type {any} */ one) => html("option", { value: one.name }, nameOfCurve(spec, one))));
  const missing = html("span", { class: "sb-count", id: `${key}-unpredicted` });
  const run = button("Run the model", () => {
    if (isBlank(mine)) return (radios[0] ?? knots.element.firstChild).focus();
    change({ run: true });
    answered = true;
    card.dataset.reveal = "";
    setTimeout(() => delete card.dataset.reveal, REVEAL_TAKES);
    turn("shown", element);
  }, "sb-button-main");
  run.setAttribute("aria-describedby", missing.id);
  const clear = button("Clear", () => {
    change(NOTHING);
    run.focus();
  });
  const asked = html("div", { class: "sb-ask" },
    html("fieldset", {}, html("legend", { class: "sb-subtitle" }, "What do you expect?"),
      html("div", { class: "sb-outcomes" }, ...radios.map((radio) => html("label", {}, radio, capital(radio.value))))),
    ...(isDrawn ? [html("p", {}, "Draw the ", spec.series.length > 1 ? choice : null, " curve across the picture, from left to right."), knots.element] : []),
    row(run, button("Not now", () => turn("off", start)), clear, missing));

  // Shown: the gap.
  const gap = html("p", { class: "sb-gap", role: "status" });
  const back = button("Back to those settings", () => store.dispatch({ type: "replace", scenario: mine.scenario, values: mine.values }));
  const again = button("Predict again", () => {
    turn("asked", element);
    [mine, held] = [blank(), null];
    show();
  });
  const forget = button("Clear prediction", () => {
    change(NOTHING);
    turn("off", start);
  });
  const shown = html("div", { class: "sb-ask" }, gap, row(back, again, forget, html("span", { class: "sb-count" }, "Kept on this device only.")));

  const element = html("div", { class: "sb-predict", role: "group", "aria-label": "Your prediction", tabindex: -1 }, invitation, asked, shown);
  card.querySelector(".sb-controls").before(element);

  /** Bring the panel up to the prediction in hand. */
  function show() {
    const now = store.read();
    // Unlike `hidden = true`, this leaves alone what is hidden already: it stands in every frame.
    asked.toggleAttribute("hidden", now.predict !== "asked");
    shown.toggleAttribute("hidden", now.predict !== "shown" || isBlank(mine));
    invitation.toggleAttribute("hidden", !(asked.hidden && shown.hidden));
    setText(startWords, mine.run ? "Show your prediction" : "Predict first");
    setText(why, mine.run ? "You made one for these settings." : "Say what you expect before you look.");
    for (const radio of radios) setProperty(radio, "checked", radio.value === mine.outcome);
    setProperty(choice, "value", series.name);
    back.toggleAttribute("hidden", sameSetting(mine, now));
    clear.toggleAttribute("hidden", isBlank(mine));
    setAttributes(run, { "aria-disabled": String(clear.hidden) });
    setText(missing, clear.hidden ? `Choose an outcome${isDrawn ? " or draw a curve" : ""} first.` : "");
    if (shown.hidden) setText(gap, "");
    follow();
  }

  /** Follow the picture. */
  function follow() {
    pad.place(!asked.hidden);
    knots.update();
  }
  const observer = new ResizeObserver(follow);
  observer.observe(chart.element);
  const unsubscribe = store.subscribe((/** @type {any} */ _, /** @type {any} */ { type }) => {
    if (type !== "set" && type !== "reset") recall();
    show();
  });
  recall();
  if (mine.run && store.read().predict === "off") store.dispatch({ type: "predict", phase: "shown" });
  show();

  /** @type {any} */
  let drawn = {};
  return {
    /** @param {any} snapshot */
    layers({ state: { predict, scenario } }) {
      if (predict === "off" || scenario !== mine.scenario) return [];
      if (drawn.of === mine && drawn.predict === predict) return drawn.layers;
      const curves = Object.entries(mine.curves);
      const layers = curves.map(([name, curve]) => {
        const known = curve.flatMap((value, i) => (value === null ? [] : i));
        const line = { time: known.map((i) => mine.time[i]), series: { [name]: known.map((i) => curve[i]) } };
        const label = curves.length > 1 ? `your ${named(name).label}` : "your prediction";
        return { role: "prediction", run: line, label: predict === "shown" ? label : "" };
      });
      drawn = { of: mine, predict, layers };
      return layers;
    },
    /** @param {any} now a snapshot */
    settle(now) {
      follow();
      if (shown.hidden) return;
      // The panel has shrunk: bring picture and answer back into view.
      if (answered) card.querySelector(".sb-sentence").scrollIntoView({ block: "nearest" });
      answered = false;
      const domains = chart.plan()?.panels.map((/** @type {any} */ shape) => shape.domain);
      if (domains || !isDrawn) setText(gap, gapText(spec, mine, { ...now, ...setting(), outcome: outcomeOf(compiled, now), domains }));
    },
    destroy() {
      unsubscribe();
      observer.disconnect();
    },
  };
}
