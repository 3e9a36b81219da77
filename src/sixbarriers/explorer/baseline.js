// The run at the scenario's defaults, drawn faintly behind a changed one unless the reader pinned others.

import { changedNames, initialState } from "./state.js";
import { sameSetting } from "./steplink.js";

/** @param {any} context see explorer.js */
export function baselineFeature({ spec, store, beside }) {
  // A page that opens on a setting of its own means to show that one, not the defaults behind it.
  const opening = store.read();
  /** @type {Map<string, any>} */
  const starts = new Map();
  return {
    /** @param {any} snapshot */
    layers({ state }) {
      // Tiles show one run at a time; others are named on them.
      if (spec.kind === "tiles" || sameSetting(state, opening) || !changedNames(spec, state).length || state.pins.length || state.predict === "asked") return [];
      const name = String(state.scenario);
      if (!starts.has(name)) starts.set(name, initialState(spec, state.scenario));
      const found = beside(starts.get(name));
      return found ? [{ role: "default", run: found.run }] : [];
    },
  };
}
