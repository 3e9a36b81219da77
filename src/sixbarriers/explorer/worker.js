// Inside the worker: one job after the other, with word of its progress.

import { computeSnapshot } from "./snapshot.js";

const PROGRESS_EVERY = 100;

/**
 * What a worker can do. A task gets the compiled model, the job's input, a function to say how much is done, 0 to 1, and
 * one to show a step of a run; it returns data, or throws an error whose message a reader understands.
 * @type {{[task: string]: (compiled: any, input: any, progress: (share: number) => void, show: (step: any) => void) => any}}
 */
const WORKER_TASKS = {
  snapshot(compiled, { state, draft, watched }, progress, show) {
    const { run, ...found } = computeSnapshot(compiled, state, draft, (step) => {
      progress(step.step / step.last);
      if (watched) show(step);
    });
    return { ...found, run: { ...run, states: {} } }; // what is plotted are the series
  },
};

/** Answer the messages of `createBackground`. @param {any} scope the worker itself @param {any} compiled */
export function serveJobs(scope, compiled) {
  scope.onmessage = (/** @type {MessageEvent} */ { data: { id, task, input } }) => {
    const start = performance.now();
    let told = start;
    const progress = (/** @type {number} */ share) => {
      if (performance.now() - told < PROGRESS_EVERY) return;
      told = performance.now();
      scope.postMessage({ id, share });
    };
    try {
      const found = WORKER_TASKS[task](compiled, input, progress, (/** @type {any} */ step) => scope.postMessage({ id, step }));
      scope.postMessage({ id, found, ms: performance.now() - start });
    } catch (error) {
      scope.postMessage({ id, problem: error instanceof Error ? error.message : String(error) });
    }
  };
  scope.postMessage({});
}
