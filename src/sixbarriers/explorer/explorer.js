// The explorer: one state, one picture of it, and small features around them.

import { createAnswers } from "./answers.js";
import { baselineFeature } from "./baseline.js";
import { createBusy } from "./busy.js";
import { createChart } from "./chart.js";
import { createControls, createPresets } from "./controls.js";
import { cursorFeature } from "./cursor.js";
import { headingLevel, html, setAttributes, setText } from "./dom.js";
import { fieldFeature } from "./field.js";
import { addressFeature } from "./link.js";
import { passportFeature, TEACHING_ONLY } from "./passport.js";
import { pinsFeature } from "./pins.js";
import { predictFeature } from "./predict.js";
import { createReadouts } from "./readings.js";
import { createScheduler, createSpeaker } from "./pace.js";
import { askedByScript } from "./scripted.js";
import { plainSnapshot } from "./snapshot.js";
import { createStore, scenarioNamed } from "./state.js";
import { steadyFeature } from "./steady.js";
import { stepsFeature } from "./steps.js";
import { modelFeature } from "./sync.js";
import { tableFeature } from "./table.js";
import { takeAwayFeature } from "./takeaway.js";
import { wayBackFeature } from "./wayback.js";

/**
 * A feature takes the context and gives any of: `element`, put below the picture; `layers(snapshot)`,
 * what stands behind the run; `frame(snapshot)`, called for each picture; `stand(snapshot, hidden)`, called
 * whether the answer is hidden or not; `step(step)`, called while a run can be watched; `settle(snapshot)`, called
 * when the reader pauses; `destroy()`. While a prediction is asked for, the answer is hidden: no frame is
 * called and `latest()` is null. `beside(state)` answers another state than the one in view.
 */
const EXPLORER_FEATURES = [
  modelFeature, fieldFeature, baselineFeature, pinsFeature, predictFeature,
  cursorFeature, tableFeature, takeAwayFeature, passportFeature, addressFeature, stepsFeature, wayBackFeature, steadyFeature,
];

const EMPTY_AXES = "Empty axes: the answer is hidden until you have said what you expect.";

/**
 * The renderer of one compiled model, as an anywidget expects it.
 * @param {any} [compiled] without it, the model brings its own as `model.get("compiled")`
 */
export function createRenderer(compiled) {
  return {
    /** @param {{model: any, el: HTMLElement}} place @returns {() => void} clean-up */
    render: ({ model, el }) => renderExplorer(compiled ?? model.get("compiled"), model, el),
  };
}

/** @param {{model: any, el: HTMLElement}} place @returns {() => void} clean-up */
export function render(place) {
  return createRenderer().render(place);
}

/** The model's name, or the name and a number where the page already has it. @param {string} name */
function freeKey(name) {
  let key = name;
  for (let count = 2; document.getElementById(`${key}-title`); count++) key = `${name}-${count}`;
  return key;
}

/** @param {any} compiled @param {any} model @param {any} el */
function renderExplorer(compiled, model, el) {
  const { spec } = compiled;
  const key = model.get("key") ?? freeKey(spec.name);
  const store = createStore(spec);

  const title = html("div", { class: "sb-title", id: `${key}-title`, role: "heading", "aria-level": headingLevel(el), tabindex: -1 }, spec.title);
  const note = html("p", { class: "sb-note" });
  const notice = html("p", { class: "sb-notice", role: "status" });
  const picture = html("div", { class: "sb-picture" });
  const sentenceLine = html("p", { class: "sb-sentence" });
  // What is read aloud changes at most twice a second; what is seen changes with the picture.
  const spokenLine = html("p", { class: "sb-hidden", role: "status" });
  const readouts = createReadouts(spec);
  const presets = createPresets(spec, key, (name) => store.dispatch({ type: "scenario", name }));
  const controls = createControls(spec, key, {
    onInput(name, value, held) {
      scheduler.hold(held);
      store.dispatch({ type: "set", name, value });
    },
    onSettle: () => scheduler.settle(),
    onReset() {
      controls.forgive();
      store.dispatch({ type: "reset" });
    },
  });
  const tools = html("div", { class: "sb-tools", role: "group", "aria-label": "What you can do with this run" });
  const card = html("div", { class: "sb-card" },
    html("div", { class: "sb-head" }, title, presets?.element, note),
    notice,
    html("div", { class: "sb-body" }, picture, sentenceLine, spokenLine, controls.element, readouts.element),
    tools,
    html("p", { class: "sb-teaching" }, spec.teaching || TEACHING_ONLY));
  el.replaceChildren(card);
  el.dataset.explorer = spec.name;
  el.classList.add("sb-explorer");
  el.setAttribute("role", "region");
  el.setAttribute("aria-labelledby", title.id);

  const chart = createChart(picture, spec, key);
  const speaker = createSpeaker(spokenLine);
  const notify = (/** @type {string} */ text) => setText(notice, text);

  /** Bring everything that shows the state up to the newest state. @param {boolean} settled */
  function paint(settled) {
    const state = store.read();
    const { scenario } = state;
    controls.update(state);
    presets?.update(state);
    setText(note, scenarioNamed(spec, scenario)?.note ?? "");
    isResting = settled;
    answers.want(state, !settled);
    const shown = answers.latest();
    if (answers.isBehind()) busy.wait(shown);
    else busy.rest();
    // What is in view already is not drawn again while a slider moves and its answer is on the way.
    if (!shown || (shown === drawn && !settled && answers.isBehind())) return;
    drawn = shown;
    const hidden = state.predict === "asked";
    setAttributes(card, { "data-predict": state.predict });
    const sentence = hidden ? "" : shown.sentence;
    const layers = features.flatMap((feature) => feature.layers?.(shown) ?? []);
    chart.show({ ...shown, layers, title: sentence || EMPTY_AXES, settled, hidden });
    setText(sentenceLine, sentence);
    if (!answers.isBehind()) speaker.say(sentence);
    for (const feature of features) feature.stand?.(shown, hidden);
    if (hidden) return;
    readouts.show(shown.readouts);
    for (const feature of features) feature.frame?.(shown);
  }

  const busy = createBusy(picture, speaker.say);
  const answers = createAnswers(compiled, {
    place: el.dataset.compute,
    arrived: () => scheduler.request(isResting),
    progress: busy.progress,
    step: spec.kind === "grid" ? (step) => features.forEach((feature) => feature.step?.(step)) : undefined,
    told: (problem) => notify(problem && `These values could not be computed, so the picture shows the last ones that could. ${problem} Move a slider back, or press Reset.`),
    lost: () => notify("What computed in the background has stopped. The page now computes by itself, so it may pause for a moment after each change."),
  });
  /** Whether the picture in view was asked for by a reader at rest. */
  let isResting = true;
  /** @type {any} the answer in view */
  let drawn = null;
  /** @type {any[]} */
  let features = [];
  const scheduler = createScheduler(paint, () => {
    paint(true);
    const shown = answers.latest();
    if (!shown || answers.isBehind()) return;
    for (const feature of features) feature.settle?.(shown);
  });
  const unsubscribe = store.subscribe((_, action) => {
    const isMove = action.type === "set";
    if (isMove) isResting = false; // or an answer that comes before the next frame would be drawn as one at rest
    // What is asked for before the next frame is ready for it; once in a frame, or runs would queue.
    if (isMove && !scheduler.isDue()) answers.want(store.read(), true);
    if (!answers.hasFailed()) notify("");
    if (!isMove) controls.forgive();
    scheduler.request(!isMove);
  });

  const latest = () => (store.read().predict === "asked" ? null : answers.latest());
  const refresh = () => scheduler.request(true);
  const context = { el, card, key, spec, compiled, store, model, chart, notify, latest, beside: answers.beside, tools, refresh };
  features = EXPLORER_FEATURES.map((feature) => feature(context));
  card.querySelector(".sb-teaching")?.before(...features.map((feature) => feature.element).filter(Boolean));
  scheduler.request(true);
  scheduler.flush();

  el.explorer = {
    /** Set parameters by name and, first of all, the scenario. @param {{[name: string]: any}} wanted */
    set: (wanted) => store.dispatch(askedByScript(spec, store.read(), wanted)),
    /** Whether the picture still waits for a run in the background. */
    get busy() { return answers.isBehind(); },
    /** What the explorer shows, as plain data; a number that does not exist is null. */
    read() {
      scheduler.flush();
      answers.now(store.read());
      scheduler.flush(); // the picture shows what is read
      return { ...plainSnapshot(store.read(), answers.latest()), problem: notice.textContent };
    },
  };

  return () => {
    unsubscribe();
    scheduler.destroy();
    answers.destroy();
    busy.rest();
    speaker.destroy();
    for (const feature of features) feature.destroy?.();
    chart.destroy();
    card.remove();
    delete el.explorer;
  };
}
