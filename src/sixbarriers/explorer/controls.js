// Sliders with their number fields, presets and reset: all native, all by keyboard.

import { html, setAttributes, setProperty, setText, symbolNode } from "./dom.js";
import { SLIDER_STEPS, sliderToValue, valueToSlider } from "./scale.js";
import { changedNames, parameterIn } from "./state.js";
import { plainNumber, readNumber, spoken, spokenUnit, whyInvalid, withUnit } from "./words.js";

// JupyterLab would take the arrow keys away from the inputs.
export const KEEP_KEYS = { "data-lm-suppress-shortcuts": "true" };

/**
 * One parameter: label, unit, slider with its default marked, number field, room for a message.
 * @param {any} parameter @param {string} key
 * @param {(name: string, value: number, held: boolean) => void} onInput held while a pointer or key is down
 * @param {() => void} onSettle
 */
function parameterControl(parameter, key, onInput, onSettle) {
  const { name, label, symbol, help } = parameter;
  const id = `${key}-${name}`;
  let range = parameter;
  /** @type {{value?: number, scenario?: string | null}} */
  let last = {};
  const slider = html("input", {
    ...KEEP_KEYS, type: "range", class: "sb-slider", id, min: 0, max: SLIDER_STEPS, step: 1,
    "data-parameter": name, "aria-describedby": help ? `${id}-help` : null,
  });
  const field = html("input", {
    ...KEEP_KEYS, type: "text", class: "sb-field", id: `${id}-number`, autocomplete: "off", spellcheck: "false",
    "data-parameter": name, "aria-describedby": `${id}-problem`,
  });
  const unitText = html("span", { class: "sb-unit", "aria-hidden": "true" });
  const tick = html("span", { class: "sb-default", "aria-hidden": "true" });
  const problem = html("p", { class: "sb-problem", id: `${id}-problem`, "aria-live": "polite" });
  const element = html("div", { class: "sb-parameter", "data-parameter": name },
    html("label", { class: "sb-name", for: id }, label, symbol ? "\u00a0" : null, symbolNode(symbol)),
    unitText,
    html("div", { class: "sb-track" }, tick, slider),
    field,
    help ? html("p", { class: "sb-help", id: `${id}-help` }, help) : null,
    problem);

  const fail = (/** @type {string} */ message) => {
    setText(problem, message);
    if (message) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  slider.addEventListener("input", () => {
    fail("");
    onInput(name, sliderToValue(range, Number(slider.value)), true);
  });
  slider.addEventListener("change", onSettle);
  field.addEventListener("change", () => {
    const message = whyInvalid(range, field.value);
    fail(message && `${message} The picture keeps the last value, ${plainNumber(Number(field.dataset.shown))}.`);
    if (message) return;
    onInput(name, readNumber(field.value), false);
    field.value = field.dataset.shown;
    onSettle();
  });
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") forgive();
  });

  /** Put the value in use back in place of a mistake. */
  function forgive() {
    if (!field.hasAttribute("aria-invalid")) return;
    fail("");
    field.value = field.dataset.shown;
  }

  /** @param {any} state */
  function update(state) {
    const value = state.values[name];
    if (value === last.value && state.scenario === last.scenario) return;
    last = { value, scenario: state.scenario };
    range = parameterIn(parameter.spec, state.scenario, name);
    const { unit } = range;
    setText(unitText, unit ?? "");
    setAttributes(field, { "aria-label": `${label}, number${unit ? `, ${spokenUnit(unit)}` : ""}` });
    const position = valueToSlider(range, value);
    const shown = plainNumber(value);
    setProperty(slider, "value", String(Math.round(position)));
    setAttributes(slider, { "aria-valuetext": spoken(value, unit) });
    slider.style.setProperty("--sb-at", String(position / SLIDER_STEPS));
    element.style.setProperty("--sb-from", String(valueToSlider(range, range.value) / SLIDER_STEPS));
    setAttributes(tick, { title: `Default: ${withUnit(range.value, unit)}` });
    element.classList.toggle("sb-changed", value !== range.value);
    // A field that holds a mistake keeps it, so that the reader can mend it.
    if (field.dataset.shown !== shown) {
      field.dataset.shown = shown;
      field.value = shown;
      fail("");
    }
  }
  return { element, update, forgive };
}

/**
 * A parameter that is one of a few names: label and list.
 * @param {any} parameter @param {string} key
 * @param {(name: string, value: number, held: boolean) => void} onInput @param {() => void} onSettle
 */
function choiceControl(parameter, key, onInput, onSettle) {
  const { name, label, symbol, options } = parameter;
  const id = `${key}-${name}`;
  const list = html("select", {
    ...KEEP_KEYS, class: "sb-field", id, "data-parameter": name,
    change() {
      if (list.selectedIndex < 0) return;
      onInput(name, list.selectedIndex, false);
      onSettle();
    },
  }, ...options.map((/** @type {string} */ option) => html("option", {}, option)));
  const element = html("div", { class: "sb-parameter sb-choice", "data-parameter": name },
    html("label", { class: "sb-name", for: id }, label, symbol ? "\u00a0" : null, symbolNode(symbol)), list);

  /** @param {any} state */
  function update(state) {
    setProperty(list, "selectedIndex", state.values[name]);
    element.classList.toggle("sb-changed", state.values[name] !== parameterIn(parameter.spec, state.scenario, name).value);
  }
  return { element, update, forgive() {} };
}

/**
 * The presets, as one group of radio buttons; null when there is nothing to choose.
 * @param {any} spec @param {string} key @param {(name: string) => void} onChoose
 */
export function createPresets(spec, key, onChoose) {
  if (!(spec.scenarios?.length > 1)) return null;
  const radios = spec.scenarios.map((/** @type {any} */ scenario) => html("input", {
    ...KEEP_KEYS, type: "radio", name: `${key}-scenario`, id: `${key}-scenario-${scenario.name}`, value: scenario.name,
    change: () => onChoose(scenario.name),
  }));
  const element = html("fieldset", { class: "sb-presets" },
    html("legend", { class: "sb-hidden" }, "Scenario"),
    ...spec.scenarios.map((/** @type {any} */ scenario, /** @type {number} */ k) =>
      html("label", { class: "sb-preset" }, radios[k], html("span", {}, scenario.label ?? scenario.name))));
  return {
    element,
    /** @param {any} state */
    update(state) {
      for (const radio of radios) setProperty(radio, "checked", radio.value === state.scenario);
    },
  };
}

/**
 * All parameters: the main ones in view, the others folded away, and the way back to the defaults.
 * @param {any} spec @param {string} key
 * @param {{onInput: (name: string, value: number, held: boolean) => void, onSettle: () => void, onReset: () => void}} on
 */
export function createControls(spec, key, on) {
  const made = spec.parameters.map((/** @type {any} */ parameter) => ({
    main: parameter.main,
    ...(parameter.options ? choiceControl : parameterControl)({ ...parameter, spec }, key, on.onInput, on.onSettle),
  }));
  const anyMain = made.some((/** @type {any} */ one) => one.main);
  const shown = made.filter((/** @type {any} */ one) => one.main || !anyMain);
  const folded = made.filter((/** @type {any} */ one) => !shown.includes(one));
  const count = html("span", { class: "sb-count" });
  const reset = html("button", { type: "button", class: "sb-button", click: on.onReset }, "Reset");
  const others = folded.length
    ? html("details", { class: "sb-fold" },
      html("summary", {}, `All parameters (${spec.parameters.length})`),
      html("div", { class: "sb-sliders" }, ...folded.map((/** @type {any} */ one) => one.element)))
    : null;
  const element = html("div", { class: "sb-controls", role: "group", "aria-label": "Parameters" },
    html("div", { class: "sb-sliders" }, ...shown.map((/** @type {any} */ one) => one.element)),
    html("div", { class: "sb-actions" }, reset, count),
    others);
  return {
    element,
    forgive: () => made.forEach((/** @type {any} */ one) => one.forgive()),
    /** @param {any} state */
    update(state) {
      for (const one of made) one.update(state);
      const changed = changedNames(spec, state).length;
      setText(count, changed === 0 ? "default values"
        : `${changed} ${changed === 1 ? "value" : "values"} changed${state.pins.length || spec.kind === "tiles" ? "" : "; faint lines: defaults"}`);
    },
  };
}
