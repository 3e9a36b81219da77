// What the reader has chosen: a scenario and a value for every parameter. Nothing here touches the page.

/**
 * @typedef {object} ExplorerState
 * @property {string | null} scenario
 * @property {{[name: string]: number}} values complete and within range
 *
 * @typedef {{type: "set", name: string, value: number}
 *   | {type: "scenario", name: string}
 *   | {type: "replace", scenario: string | null, values: {[name: string]: number}}
 *   | {type: "reset"}} ExplorerAction
 */

/** A scenario by name, or undefined. @param {any} spec @param {string | null} name */
export function scenarioNamed(spec, name) {
  return (spec.scenarios ?? []).find((/** @type {any} */ one) => one.name === name);
}

/** How long a scenario runs. @param {any} spec @param {string | null} scenario */
export function scenarioUntil(spec, scenario) {
  return scenarioNamed(spec, scenario)?.until ?? spec.until;
}

/** The unit of time of a scenario. @param {any} spec @param {string | null} scenario */
export function scenarioTimeUnit(spec, scenario) {
  return scenarioNamed(spec, scenario)?.time_unit ?? spec.time.unit;
}

/**
 * A parameter as it stands in a scenario: its own range and default where the scenario says so.
 * @param {any} spec @param {string | null} scenario @param {string} name
 */
export function parameterIn(spec, scenario, name) {
  const parameter = spec.parameters.find((/** @type {any} */ one) => one.name === name);
  if (!parameter) return undefined;
  const own = scenarioNamed(spec, scenario)?.parameters?.[name] ?? {};
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null && value !== undefined));
  return { ...parameter, ...said };
}

/** The values that a scenario starts from. @param {any} spec @param {string | null} scenario */
export function defaultValues(spec, scenario) {
  return Object.fromEntries(spec.parameters.map((/** @type {any} */ { name }) =>
    [name, parameterIn(spec, scenario, name).value]));
}

/** @param {any} spec @param {string | null} [scenario] @returns {ExplorerState} */
export function initialState(spec, scenario) {
  const wanted = scenario ?? spec.default_scenario ?? null;
  const name = scenarioNamed(spec, wanted)?.name ?? spec.scenarios?.[0]?.name ?? null;
  return { scenario: name, values: defaultValues(spec, name) };
}

/** Names of the parameters that differ from the scenario's defaults. @param {any} spec @param {ExplorerState} state */
export function changedNames(spec, state) {
  return spec.parameters
    .map((/** @type {any} */ { name }) => name)
    .filter((/** @type {string} */ name) => state.values[name] !== parameterIn(spec, state.scenario, name).value);
}

/** @param {any} spec @param {string | null} scenario @param {string} name @param {unknown} value */
export function isAllowed(spec, scenario, name, value) {
  const range = parameterIn(spec, scenario, name);
  return Boolean(range) && typeof value === "number" && value >= range.low && value <= range.high;
}

/**
 * The next state. An action that breaks a rule changes nothing, so a state is always one that the
 * model can show.
 * @param {any} spec @param {ExplorerState} state @param {ExplorerAction} action
 * @returns {ExplorerState}
 */
export function nextState(spec, state, action) {
  if (action.type === "set") {
    if (!isAllowed(spec, state.scenario, action.name, action.value)) return state;
    if (state.values[action.name] === action.value) return state;
    return { ...state, values: { ...state.values, [action.name]: action.value } };
  }
  if (action.type === "scenario") {
    return scenarioNamed(spec, action.name) ? initialState(spec, action.name) : state;
  }
  if (action.type === "replace") {
    const fresh = initialState(spec, action.scenario);
    const kept = Object.entries(action.values)
      .filter(([name, value]) => isAllowed(spec, fresh.scenario, name, value));
    return { ...fresh, values: { ...fresh.values, ...Object.fromEntries(kept) } };
  }
  if (action.type === "reset") return initialState(spec, state.scenario);
  return state;
}

/**
 * Holds the state and tells listeners of each change.
 * @param {any} spec @param {ExplorerState} [start]
 */
export function createStore(spec, start = initialState(spec)) {
  let state = start;
  /** @type {Set<(state: ExplorerState, action: ExplorerAction) => void>} */
  const listeners = new Set();
  return {
    read: () => state,
    /** @param {ExplorerAction} action */
    dispatch(action) {
      const next = nextState(spec, state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener(state, action);
    },
    /** @param {(state: ExplorerState, action: ExplorerAction) => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
