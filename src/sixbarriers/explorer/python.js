// The Python that reproduces a state.

import { distinctNames } from "./exportfile.js";
import { changedNames, parameterIn } from "./state.js";
import { valueWords } from "./words.js";

const WIDEST = 88;

/** The call that makes a run; only what differs from the scenario's defaults is named. @param {any} spec @param {any} setting @param {string} before */
function simulateCall(spec, { scenario, values }, before, indent = "") {
  const words = changedNames(spec, { scenario, values }).map((/** @type {string} */ name) => {
    const range = parameterIn(spec, scenario, name);
    return `${name}=${range.options ? JSON.stringify(valueWords(range, values[name])) : valueWords(range, values[name])}`;
  });
  if (scenario !== null) words.unshift(JSON.stringify(scenario));
  const start = `${indent}${before}${spec.name}.simulate(`;
  const line = `${start}${words.join(", ")})`;
  return line.length <= WIDEST ? line : `${start}\n${words.map((/** @type {string} */ word) => `${indent}    ${word},\n`).join("")}${indent})`;
}

/**
 * Python that a learner can run as it is: the run in view, the pinned ones, their sentences, a picture.
 * @param {any} spec @param {import("./state.js").ExplorerState} state
 * @param {{isFile?: boolean, isNotebook?: boolean}} [use] a file of its own opens a window for the picture; a cell
 *   shows its last line; in a notebook the model may have been changed
 */
export function pythonText(spec, state, { isFile = false, isNotebook = false } = {}) {
  const { pins } = state;
  const names = distinctNames(pins.map((pin) => pin.name));
  const about = [spec.title, ...(spec.citation ? [`Model: ${spec.citation}`] : []), "Six Barriers, teaching model, not for treatment",
    "Runs in a lab of the course, and wherever its package sixbarriers is installed"];
  return [
    ...(isFile ? [...about.map((line) => `# ${line}.`), "", "from matplotlib import pyplot", ""] : []),
    ...(isNotebook ? [`# If you have changed the model, write its name in place of ${spec.name} below.`] : []),
    `from sixbarriers.models import ${spec.name}`,
    "",
    simulateCall(spec, state, "run = "),
    ...(pins.length ? ["pinned = {", ...pins.map((pin, k) => `${simulateCall(spec, pin, `${JSON.stringify(names[k])}: `, "    ")},`), "}"] : []),
    "print(run.sentence)",
    ...(pins.length && spec.kind === "tiles" ? [
      "for name, other in pinned.items():",
      '    print(f"{name}: {other.sentence}")',
      "run.plot()",
    ] : pins.length ? [
      "for name, other in pinned.items():",
      '    print(f"{name}: {other.sentence}")',
      "",
      "figure = run.plot()",
      "for other in pinned.values():",
      "    for line in run.model.series:",
      "        axes = figure.axes[line.panel]",
      '        axes.plot(other.time, other.series[line.name], color="grey", linewidth=1)',
      "        axes.set_ylim(top=max(axes.get_ylim()[1], other.series[line.name].max()))",
      ...(isFile ? [] : ["figure"]),
    ] : ["run.plot()"]),
    ...(isFile ? ["pyplot.show()"] : []),
    "",
  ].join("\n");
}
