// What a script on the page asks an explorer to show, checked.

import { isAllowed, parameterIn, scenarioNamed } from "./state.js";
import { readValue, whyInvalid } from "./words.js";

/**
 * The action that sets parameters by name and, first of all, the scenario.
 * @param {any} spec @param {import("./state.js").ExplorerState} state
 * @param {{[name: string]: any}} wanted a choice may be given by its name
 * @returns {{type: "replace", scenario: string | null, values: {[name: string]: number}}}
 * @throws {RangeError} for a name that the model does not have, or a value that it does not allow
 */
export function askedByScript(spec, state, { scenario = state.scenario, ...values }) {
  const fresh = scenario === state.scenario ? state.values : {};
  if (scenario !== null && !scenarioNamed(spec, scenario)) throw new RangeError(`${spec.name} has no scenario “${scenario}”.`);
  for (const [name, value] of Object.entries(values)) {
    const range = parameterIn(spec, scenario, name);
    if (!range) throw new RangeError(`${spec.name} has no parameter “${name}”.`);
    if (range.options && typeof value === "string") values[name] = readValue(range, value);
    if (!isAllowed(spec, scenario, name, values[name])) throw new RangeError(whyInvalid(range, String(value)) || `${name} must be a number.`);
  }
  return { type: "replace", scenario, values: { ...fresh, ...values } };
}
