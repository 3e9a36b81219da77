// What the reader has chosen: a scenario, a value for every parameter, runs pinned to compare, and
// whether a prediction hides the answer. Nothing here touches the page.

export const MOST_PINS = 3;
const PHASES = ["off", "asked", "shown"];
const LONGEST_NAME = 40;

/**
 * @typedef {object} Pin
 * @property {string} name
 * @property {string | null} scenario
 * @property {{[name: string]: number}} values
 *
 * @typedef {object} ExplorerState
 * @property {string | null} scenario
 * @property {{[name: string]: number}} values complete and within range
 * @property {Pin[]} pins
 * @property {"off" | "asked" | "shown"} predict asked: the reader is to predict, and the answer is hidden
 * @property {number} [step] of the page's lab sheet, counted from one; missing until the reader starts
 *
 * @typedef {{type: "set", name: string, value: number}
 *   | {type: "scenario", name: string}
 *   | {type: "replace", scenario: string | null, values: {[name: string]: number}, pins?: Pin[], predict?: "off" | "asked" | "shown", step?: number}
 *   | {type: "pin", name: string}
 *   | {type: "unpin", index: number}
 *   | {type: "rename", index: number, name: string}
 *   | {type: "predict", phase: "off" | "asked" | "shown"}
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
  return { scenario: name, values: defaultValues(spec, name), pins: [], predict: "off" };
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
  return Boolean(range) && typeof value === "number" && value >= range.low && value <= range.high && (!range.options || Number.isInteger(value));
}

/** A pin's name as it is kept: plain, short, never empty. @param {string} name @param {number} index */
export function pinName(name, index) {
  return [...name.replace(/\s+/g, " ").trim()].slice(0, LONGEST_NAME).join("") || `run ${index + 1}`;
}

/**
 * A setting in which each value that breaks a rule is the scenario's own.
 * @param {any} spec @param {string | null} scenario @param {{[name: string]: number}} values
 */
export function settingOf(spec, scenario, values) {
  const fresh = initialState(spec, scenario);
  const kept = Object.entries(values).filter(([name, value]) => isAllowed(spec, fresh.scenario, name, value));
  return { scenario: fresh.scenario, values: { ...fresh.values, ...Object.fromEntries(kept) } };
}

/**
 * The next state. An action that breaks a rule changes nothing, so a state is always one that the
 * model can show.
 * @param {any} spec @param {ExplorerState} state @param {ExplorerAction} action
 * @returns {ExplorerState}
 */
export function nextState(spec, state, action) {
  const { scenario, values, pins } = state;
  switch (action.type) {
    case "set":
      if (!isAllowed(spec, scenario, action.name, action.value) || values[action.name] === action.value) return state;
      return { ...state, values: { ...values, [action.name]: action.value } };
    case "scenario":
      return scenarioNamed(spec, action.name) ? { ...state, ...settingOf(spec, action.name, {}) } : state;
    case "replace":
      return {
        ...state,
        ...settingOf(spec, action.scenario, action.values),
        pins: (action.pins ?? pins).slice(0, MOST_PINS),
        predict: action.predict ?? state.predict,
        ...(action.step && { step: action.step }),
      };
    case "pin":
      if (pins.length >= MOST_PINS) return state;
      return { ...state, pins: [...pins, { name: pinName(action.name, pins.length), scenario, values }] };
    case "unpin":
      return pins[action.index] ? { ...state, pins: pins.filter((_, k) => k !== action.index) } : state;
    case "rename":
      if (!pins[action.index]) return state;
      return { ...state, pins: pins.map((pin, k) => (k === action.index ? { ...pin, name: pinName(action.name, k) } : pin)) };
    case "predict":
      return PHASES.includes(action.phase) && action.phase !== state.predict ? { ...state, predict: action.phase } : state;
    case "reset":
      return { ...state, ...settingOf(spec, scenario, {}) };
    default:
      return state;
  }
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
