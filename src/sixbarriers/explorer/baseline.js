// The run at the scenario's defaults, drawn faintly behind a changed one unless the reader pinned others.

import { computeSnapshot } from "./snapshot.js";
import { changedNames, initialState } from "./state.js";

/** @param {any} context see explorer.js */
export function baselineFeature({ spec, compiled }) {
  /** @type {Map<string, any[]>} */
  const known = new Map();
  const layersOf = (/** @type {string | null} */ scenario) => {
    try {
      return [{ role: "default", run: computeSnapshot(compiled, initialState(spec, scenario)).run }];
    } catch {
      return [];
    }
  };
  return {
    /** @param {any} snapshot */
    layers({ state }) {
      if (!changedNames(spec, state).length || state.pins.length || state.predict === "asked") return [];
      const name = String(state.scenario);
      if (!known.has(name)) known.set(name, layersOf(state.scenario));
      return known.get(name);
    },
  };
}
