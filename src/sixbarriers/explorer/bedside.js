// A bedside tool's form: reads it, refuses in words beside the field, and says the result. It remembers nothing.

import { html, setText } from "./dom.js";
import { say } from "./format.js";
import { comparable, holds, isAsked, judge, refusals } from "./rules.js";

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** What was typed: a number, the text itself if it is none, nothing if it is empty. @param {string} text */
export function readTyped(text) {
  const typed = text.trim();
  if (!typed) return null;
  return DECIMAL.test(typed) ? Number(typed) : typed;
}

/** {input: value} of a form. @param {HTMLFormElement} form @param {any} tool @returns {{[name: string]: any}} */
function readForm(form, tool) {
  const chosen = new FormData(form);
  return Object.fromEntries(tool.inputs.map((one) => {
    const text = String(chosen.get(one.name) ?? "");
    return [one.name, one.options ? text || null : readTyped(text)];
  }));
}

/** @param {Element} place */
export function startBedside(place) {
  const tool = JSON.parse(place.querySelector("script[type='application/json']")?.textContent || "{}");
  const form = /** @type {HTMLFormElement} */ (place.querySelector("form"));
  const fields = new Map([...form.querySelectorAll("[data-input]")].map((field) => [field.getAttribute("data-input"), field]));
  const status = /** @type {Element} */ (place.querySelector(".bedside-status"));
  const parts = /** @type {Element} */ (place.querySelector(".bedside-parts"));
  let graded = false;

  /** Show only what counts, and tell which numbers may not be missing. */
  function arrange() {
    const values = comparable(readForm(form, tool));
    for (const one of tool.inputs) {
      const field = fields.get(one.name);
      field?.toggleAttribute("hidden", !isAsked(one, values));
      if (!one.options) field?.querySelector("input")?.setAttribute("aria-required", String(!one.needed || holds(one.needed, values)));
    }
  }

  /** Say beside each field why it is refused. @param {{[name: string]: string}} found */
  function complain(found) {
    for (const [name, field] of fields) {
      setText(/** @type {Element} */ (field.querySelector(".bedside-error")), found[name] || "");
      const control = field.matches("[role=radiogroup]") ? field : field.querySelector("input, select");
      if (found[name]) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
    }
  }

  /** Grade, or say why not. @param {boolean} typing whether an answer is half typed: then nothing is complained of yet */
  function grade(typing) {
    const values = readForm(form, tool);
    const found = refusals(tool, values);
    const names = Object.keys(found);
    if (!typing || !names.length) complain(found);
    place.classList.toggle("bedside-graded", !names.length);
    if (names.length) {
      status.replaceChildren(html("p", {}, typing ? "Not graded yet." : refusedWords(tool, names)));
      mark([], "", null);
      return names;
    }
    const result = judge(tool, values);
    status.replaceChildren(
      html("p", { class: "bedside-grade" }, result.label),
      html("p", {}, html("b", {}, "Decided by: "), `${result.rule}.`),
      ...(result.ignored.length ? [html("p", {}, html("b", {}, "Not counted: "), `${result.ignored.join("; ")}.`)] : []),
    );
    mark(result.contributions, result.rule, tool);
    return names;
  }

  /** List what each sign adds, and mark which rules decide. @param {any[]} contributions @param {string} alone the rule that decides alone, if it does @param {any} shown */
  function mark(contributions, alone, shown) {
    parts.replaceChildren(...(shown && contributions.length > 1 ? [partsTable(tool, contributions)] : []));
    const deciding = new Set([alone, ...contributions.filter((one) => one.decides).map((one) => `${one.sign}: ${one.rule}`)]);
    for (const rule of place.querySelectorAll("[data-rule]")) rule.classList.toggle("bedside-decides", deciding.has(rule.getAttribute("data-rule") || ""));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    graded = true;
    const [first] = grade(false);
    const control = first && fields.get(first)?.querySelector("input, select");
    if (control instanceof HTMLElement) control.focus();
  });
  form.addEventListener("change", () => {
    arrange();
    if (graded) grade(false);
  });
  form.addEventListener("input", () => graded && grade(true));
  form.addEventListener("reset", () => setTimeout(() => {
    graded = false;
    arrange();
    complain({});
    mark([], "", null);
    status.replaceChildren();
    place.classList.remove("bedside-graded");
  }));
  form.reset(); // a browser that goes back to the page would fill in the last patient's values
  arrange();
}

/** @param {any} tool @param {string[]} names */
function refusedWords(tool, names) {
  const labels = names.map((name) => tool.inputs.find((one) => one.name === name).label);
  return `Not graded. Please mend: ${labels.join(", ")}.`;
}

/** @param {any} tool @param {any[]} contributions */
function partsTable(tool, contributions) {
  const heads = ["Sign", "Rule that holds", tool.kind === "points" ? "Points" : "Grade", "Decides"];
  const cell = (index, text) => html("td", { role: "cell", "data-head": heads[index], class: text === "–" ? "bedside-none" : null }, text);
  return html("table", { class: "docutils bedside-rules", role: "table" },
    html("caption", {}, "What each sign adds"),
    html("thead", { role: "rowgroup" }, html("tr", { role: "row" }, ...heads.map((head) => html("th", { scope: "col", role: "columnheader" }, head)))),
    html("tbody", { role: "rowgroup" }, ...contributions.map((one) => html("tr", { role: "row", class: one.decides ? "bedside-decides" : null },
      html("th", { scope: "row", role: "rowheader" }, one.sign), cell(1, one.rule), cell(2, say(one.grade)), cell(3, one.decides ? "yes" : "–")))));
}
