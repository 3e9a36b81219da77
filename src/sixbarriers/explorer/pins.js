// Compare: up to three runs pinned behind the present one, with their readouts side by side.

import { differenceText, lowerFirst, nameOfRun, PIN_LETTERS } from "./compare.js";
import { html, setText, svg } from "./dom.js";
import { LAYER_DASHES } from "./geometry.js";
import { readingText } from "./readings.js";
import { MOST_PINS, pinName, scenarioTimeUnit } from "./state.js";

/** @param {any} context see explorer.js */
export function pinsFeature({ key, spec, store, tools, notify, latest, beside }) {
  const button = html("button", { type: "button", class: "sb-button sb-answer", click: pin }, "Pin this run");
  const said = html("p", { class: "sb-hidden", role: "status" });
  const place = html("div", { class: "sb-compare sb-answer" });
  const same = html("p", { class: "sb-help" });
  const element = html("div", {}, place, said);
  tools.append(button);
  /** @type {any[]} */
  let columns = [];
  let drawn = "";

  function pin() {
    const { scenario, values, pins } = store.read();
    if (pins.length >= MOST_PINS) {
      notify(`${MOST_PINS} runs are pinned already. Remove one below, then pin this one.`);
      return;
    }
    store.dispatch({ type: "pin", name: nameOfRun(spec, scenario, values) });
    setText(said, `Pinned as run ${PIN_LETTERS[pins.length]}. The table below the picture compares it.`);
  }

  function remove(/** @type {number} */ index) {
    setText(said, `Run ${PIN_LETTERS[index]} removed.`);
    store.dispatch({ type: "unpin", index });
    button.focus();
  }

  /** The head of a pin's column: what it is called, and the way back to it. @param {number} index */
  function column(index) {
    const letter = PIN_LETTERS[index];
    const field = html("input", {
      type: "text", class: "sb-field", maxlength: 40, "aria-label": `Name of run ${letter}`, "data-lm-suppress-shortcuts": "true",
      change: () => store.dispatch({ type: "rename", index, name: pinName(field.value, index) }),
    });
    const sample = spec.kind === "tiles" ? null : svg("svg", { class: "sb-sample", width: 36, height: 8, "aria-hidden": "true" },
      svg("line", { class: "sb-line", x1: 1, x2: 35, y1: 4, y2: 4, stroke: "currentColor", "stroke-dasharray": LAYER_DASHES.pins[index] }));
    const use = () => {
      const { scenario, values } = store.read().pins[index];
      store.dispatch({ type: "replace", scenario, values });
    };
    const head = html("th", { scope: "col" },
      html("span", { class: "sb-pin-letter" }, letter, sample), field,
      html("span", { class: "sb-pin-actions" },
        html("button", { type: "button", class: "sb-link", "aria-label": `Set the sliders to run ${letter}`, click: use }, "Set"),
        html("button", { type: "button", class: "sb-link", "aria-label": `Remove run ${letter}`, click: () => remove(index) }, "Remove")));
    return { head, field };
  }

  const shown = spec.readouts.filter((/** @type {any} */ one) => one.show);

  function build(/** @type {number} */ count) {
    columns = Array.from({ length: count }, (_, index) => column(index));
    place.replaceChildren(...(count ? [
      html("div", { class: "sb-scroll sb-scroll-across", tabindex: 0, role: "region", "aria-label": `${spec.title}: the pinned runs compared` },
        html("table", { class: "sb-data" },
          html("caption", { class: "sb-subtitle" }, "Compared with the pinned runs"),
          html("thead", {}, html("tr", {}, html("th", { scope: "col" }, html("span", { class: "sb-hidden" }, "Readout")),
            html("th", { scope: "col" }, "Now"), ...columns.map((one) => one.head))),
          html("tbody", {}))),
      same,
    ] : []));
  }

  /** @param {any} now a snapshot */
  function settle(now) {
    const { pins, predict } = store.read();
    if (predict === "asked" || !latest()) return;
    if (columns.length !== pins.length) build(pins.length);
    columns.forEach(({ field }, k) => {
      if (field.ownerDocument.activeElement !== field) field.value = pins[k].name;
    });
    const body = place.querySelector("tbody");
    if (!body) return;
    const others = pins.map(beside);
    const differs = (/** @type {any} */ readout) => others.some((/** @type {any} */ other) =>
      !other || readingText(readout, other.readouts[readout.name]).join() !== readingText(readout, now.readouts[readout.name]).join());
    const alike = shown.filter((/** @type {any} */ readout) => !differs(readout));
    setText(same, alike.length ? `The same in all: ${alike.map((/** @type {any} */ one) => lowerFirst(one.label)).join(", ")}.` : "");
    const rows = shown.filter(differs).map((/** @type {any} */ readout) => html("tr", {},
      html("th", { scope: "row" }, readout.label),
      html("td", {}, readingText(readout, now.readouts[readout.name]).join("")),
      ...others.map((/** @type {any} */ other) => {
        if (!other) return html("td", {}, "not computed");
        const value = other.readouts[readout.name];
        return html("td", {}, readingText(readout, value).join(""),
          html("span", { class: "sb-difference" }, differenceText(readout, value, now.readouts[readout.name])));
      })));
    const text = rows.map((/** @type {Element} */ row) => row.textContent).join("\n");
    if (text !== drawn || body.childElementCount !== rows.length) body.replaceChildren(...rows);
    drawn = text;
  }

  return {
    element,
    /** @param {any} snapshot */
    layers({ state }) {
      return state.pins.flatMap((/** @type {any} */ one, /** @type {number} */ index) => {
        const same = one.values === state.values || JSON.stringify([one.scenario, one.values]) === JSON.stringify([state.scenario, state.values]);
        if (scenarioTimeUnit(spec, one.scenario) !== scenarioTimeUnit(spec, state.scenario)) return [];
        const found = same && state.predict === "asked" ? null : beside(one);
        return found ? [{ role: "pin", run: found.run, readouts: found.readouts, index, label: PIN_LETTERS[index] }] : [];
      });
    },
    settle,
  };
}
