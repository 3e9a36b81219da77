// Which state has its answer: worked out in the page while that is quick, in a worker once it takes long.

import { createBackground, workersFor } from "./background.js";
import { computeSnapshot } from "./snapshot.js";

/** In milliseconds: some runs in a row this long, or one far longer, and a worker takes over. */
const LONG_RUN = 12;
const FAR_LONGER = 200;
/** As many in a row this short, and the page does it by itself again. */
const SHORT_RUN = 3;
/** The first runs of a script take longer than all later ones. */
const RUNS_IN_A_ROW = 3;
/** A model of so many states goes to the worker untried, and stays there: now and then a run of it is short. */
const MANY_STATES = 16;

/** Whether two states have one run. @param {any} one @param {any} other */
function sameRun(one, other) {
  return Boolean(one) && one.scenario === other.scenario && one.values === other.values;
}

/**
 * @param {any} compiled
 * @param {object} on
 * @param {string} [on.place] "worker" or "page", to choose one for good
 * @param {() => Worker} [on.start] makes the worker
 * @param {() => void} on.arrived `latest` or `beside` has changed out of turn
 * @param {(problem: string) => void} on.told why the newest state has no answer; "" when one has it again
 * @param {(share: number) => void} on.progress how much of the run is done
 * @param {(step: any) => void} [on.step] a step of the newest run, where a run can be watched
 * @param {() => void} on.lost the worker has died, and the page goes on by itself
 */
export function createAnswers(compiled, { place, start = workersFor(compiled), arrived, told, progress, step, lost }) {
  /** @type {ReturnType<typeof computeSnapshot> | null} */
  let snapshot = null;
  /** @type {any} the state that could not be computed */
  let failed = null;
  /** @type {{state: any, draft: boolean, turn: number} | null} what the worker still owes */
  let asked = null;
  /** @type {any} */
  let wanted = null;
  let turn = 0;
  let shown = 0;
  let longInRow = 0;
  let shortInRow = 0;
  // A run of a grid takes seconds, whatever its settings: it is not begun while a slider still moves.
  const isGrid = compiled.spec.kind === "grid";
  const isLarge = compiled.spec.states.length >= MANY_STATES;
  let isLong = place === "worker" || (place !== "page" && (isGrid || isLarge));
  /** Snapshots of other states, by their values: those never change. @type {WeakMap<object, any>} */
  const others = new WeakMap();

  const background = createBackground(start, (hadWorked) => {
    isLong = false;
    if (hadWorked) lost();
    if (asked) here(asked.state, asked.draft);
    arrived();
  });

  /** @param {number} ms how long a run took */
  function measure(ms) {
    longInRow = ms >= LONG_RUN ? longInRow + 1 : 0;
    shortInRow = ms < SHORT_RUN ? shortInRow + 1 : 0;
    if (place || isGrid) return;
    if (longInRow >= RUNS_IN_A_ROW || ms >= FAR_LONGER) isLong = true;
    else if (shortInRow >= RUNS_IN_A_ROW && !isLarge) isLong = false;
  }

  function take(/** @type {any} */ found, /** @type {any} */ state, /** @type {number} */ itsTurn) {
    snapshot = { ...found, state };
    shown = itsTurn;
    if (failed) told("");
    failed = null;
  }
  function fail(/** @type {any} */ state, /** @type {string} */ problem) {
    failed = state;
    shown = turn;
    told(problem);
  }

  function here(/** @type {any} */ state, /** @type {boolean} */ draft) {
    const begun = performance.now();
    asked = null;
    try {
      take(computeSnapshot(compiled, state, draft), state, turn);
    } catch (error) {
      fail(state, error instanceof Error ? error.message : String(error));
    }
    measure(performance.now() - begun);
  }

  /** @returns {boolean} whether a worker has taken it */
  function there(/** @type {any} */ state, /** @type {boolean} */ draft) {
    const mine = { state, draft, turn };
    const { scenario, values } = state;
    const isTaken = background.submit({
      task: "snapshot",
      input: { state: { scenario, values }, draft, watched: Boolean(step) },
      progress,
      step: (one) => asked === mine && step?.(one),
      result(found, ms) {
        measure(ms);
        const isNewest = asked === mine;
        if (isNewest) asked = null;
        // On the way to the newest state of the same scenario the picture may follow; nothing else is still of use.
        if (mine.turn > shown && scenario === wanted.scenario) take(found, isNewest ? wanted : state, mine.turn);
        arrived(); // whatever came of it, the worker is free for the runs beside
      },
      problem(message) {
        if (asked === mine) {
          asked = null;
          fail(state, message);
        }
        arrived();
      },
    });
    if (isTaken) asked = mine;
    return isTaken;
  }

  return {
    latest: () => snapshot,
    hasFailed: () => failed !== null,
    /** Whether the newest state still waits for its answer. */
    isBehind: () => asked !== null,
    /**
     * See to it that there is an answer to a state.
     * @param {import("./state.js").ExplorerState} state
     * @param {boolean} draft good enough for the eye while a slider moves
     */
    want(state, draft) {
      wanted = state;
      if (sameRun(failed, state)) return;
      if (snapshot && sameRun(snapshot.state, state)) {
        snapshot = { ...snapshot, state };
        if (draft || !snapshot.draft) return;
      }
      if (asked && sameRun(asked.state, state) && (draft || !asked.draft)) return;
      if (isGrid && draft) return;
      turn += 1;
      if (!isLong || !there(state, draft)) here(state, draft);
    },
    /** The answer to the newest state, in full and at once. @param {import("./state.js").ExplorerState} state */
    now(state) {
      wanted = state;
      if (sameRun(failed, state) || (snapshot && sameRun(snapshot.state, state) && !snapshot.draft)) return;
      turn += 1;
      here(state, false);
      arrived();
    },
    /**
     * The answer to a state that stands beside the newest one; null if it has none, or none yet.
     * @param {{scenario: string | null, values: {[name: string]: number}}} state
     */
    beside({ scenario, values }) {
      if (others.has(values)) return others.get(values);
      const state = { scenario, values };
      const keep = (/** @type {any} */ found) => {
        others.set(values, found && { ...found, state });
        arrived();
      };
      if (isLong && !background.isIdle()) return null;
      if (isLong && background.submit({ task: "snapshot", input: { state, draft: false }, result: keep, problem: () => keep(null) })) return null;
      try {
        others.set(values, computeSnapshot(compiled, state));
      } catch {
        others.set(values, null);
      }
      return others.get(values);
    },
    destroy: background.cancel,
  };
}
