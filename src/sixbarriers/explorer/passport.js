// The honest-model box: where each number comes from, what is assumed, what is left out.

import { html, symbolNode } from "./dom.js";
import { parameterIn } from "./state.js";
import { spokenUnit, valueWords } from "./words.js";

const KIND_WORDS = {
  "randomised-trial": "randomised trial",
  "single-arm-trial": "single-arm trial",
  "animal": "animal experiment",
  "in-vitro": "laboratory experiment",
  "published-model": "published model",
  "our-fit": "our fit",
  "illustrative": "illustrative: our choice",
};

export const TEACHING_ONLY = "Teaching model, not for treatment.";

/** @param {string} kind */
export function kindWords(kind) {
  return KIND_WORDS[/** @type {keyof KIND_WORDS} */ (kind)] ?? kind;
}

/** A titled list of statements; nothing when there are none. @param {string} title @param {string[]} [statements] */
function statementList(title, statements) {
  if (!statements?.length) return null;
  return html("section", {}, html("p", { class: "sb-subtitle" }, title),
    html("ul", {}, ...statements.map((one) => html("li", {}, one))));
}

/** One parameter's passport. @param {any} parameter */
function passportOf(parameter) {
  const { label, symbol, unit, value, kind, citation, source } = parameter;
  const origin = citation || (source === "ours" ? "this course" : source);
  return html("li", { class: "sb-passport" },
    html("span", { class: "sb-name" }, label, " ", symbolNode(symbol)),
    html("span", { class: "sb-value" }, valueWords(parameter, value), unit
      ? html("span", { class: "sb-unit" }, html("span", { "aria-hidden": "true" }, ` ${unit}`), html("span", { class: "sb-hidden" }, ` ${spokenUnit(unit)}`))
      : null),
    html("span", { class: "sb-kind" }, kindWords(kind ?? "")),
    html("span", { class: "sb-source" }, origin ?? ""));
}

/** @param {any} context see explorer.js */
export function passportFeature({ spec, store }) {
  const list = html("ul", { class: "sb-passports" });
  const element = html("details", { class: "sb-fold" },
    html("summary", {}, "About this model: sources, assumptions, limits"),
    html("div", { class: "sb-about" },
      statementList("What is left out", spec.left_out),
      statementList("What is assumed", spec.assumptions),
      html("section", {}, html("p", { class: "sb-subtitle" }, "Where each default comes from"), list),
      spec.citation ? html("p", { class: "sb-source" }, spec.citation) : null,
      spec.credit ? html("p", { class: "sb-source" }, spec.credit) : null));
  let shown = "";
  function settle() {
    const { scenario } = store.read();
    if (!element.open || shown === `${scenario}`) return;
    shown = `${scenario}`;
    list.replaceChildren(...spec.parameters.map((/** @type {any} */ { name }) => passportOf(parameterIn(spec, scenario, name))));
  }
  element.addEventListener("toggle", settle);
  return { element, settle };
}
