// Long computations beside the page: one job at a time in a worker, and of those that wait only the newest.

/** How long, in milliseconds, a running job may keep a newer one waiting before it is given up. */
const PATIENCE = 300;

/**
 * @typedef {object} BackgroundJob
 * @property {string} task what to do, see worker.js
 * @property {any} input data only
 * @property {(found: any, ms: number) => void} result what was found, and how long that took
 * @property {(message: string) => void} problem why nothing was found
 * @property {(share: number) => void} [progress] how much is done, 0 to 1
 * @property {(step: any) => void} [step] what is there so far, of a run that can be watched
 */

/** Whatever is made of data and of functions that need nothing around them, as source. @param {any} value @returns {string} */
export function sourceOf(value) {
  if (typeof value === "function") return `(${value})`;
  if (Array.isArray(value)) return `[${value.map(sourceOf)}]`;
  if (value === null || typeof value !== "object") return typeof value === "number" ? String(value) : String(JSON.stringify(value));
  return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${sourceOf(one)}`)}}`;
}

/**
 * What makes workers that run this script's own code on one model, from a Blob, so that they need no server.
 * @param {any} compiled @returns {() => Worker}
 */
export function workersFor(compiled) {
  let address = "";
  return () => {
    // The joined script stands in a function of this name, see bundle.py; a module by itself has no workers.
    const code = () => `(${/** @type {any} */ (sixBarriers)})(${sourceOf(compiled)});`;
    address ||= URL.createObjectURL(new Blob([code()], { type: "text/javascript" }));
    return new Worker(address);
  };
}

/**
 * @param {() => Worker} start makes the worker when the first job comes; may throw
 * @param {(hadWorked: boolean) => void} lost called when the worker dies, after which no job is taken; all jobs are forgotten
 */
export function createBackground(start, lost) {
  /** @type {Worker | null} */
  let worker = null;
  /** @type {BackgroundJob | null} */
  let running = null;
  /** @type {BackgroundJob | null} */
  let waiting = null;
  let isLost = false;
  let hadWorked = false;
  let id = 0;
  let began = 0;
  let timer = 0;

  function end() {
    clearTimeout(timer);
    worker?.terminate();
    worker = running = waiting = null;
  }
  function die() {
    isLost = true;
    end();
    lost(hadWorked);
  }
  function hear(/** @type {MessageEvent} */ { data }) {
    hadWorked = true;
    if (!running || data.id !== id) return;
    const job = running;
    if ("share" in data) job.progress?.(data.share);
    if ("step" in data) job.step?.(data.step);
    if (!("found" in data || "problem" in data)) return;
    begin();
    if ("found" in data) job.result(data.found, data.ms);
    else job.problem(data.problem);
  }
  function open() {
    const made = start();
    made.onmessage = hear;
    made.onmessageerror = die;
    made.onerror = (event) => {
      event.preventDefault();
      die();
    };
    return made;
  }
  /** Run what waits, if anything does. */
  function begin() {
    clearTimeout(timer);
    running = waiting;
    waiting = null;
    if (!running) return;
    worker ??= open();
    began = performance.now();
    worker.postMessage({ id: ++id, task: running.task, input: running.input });
  }
  function giveUp() {
    const next = waiting;
    end();
    waiting = next;
    begin();
  }

  return {
    isIdle: () => !running,
    /**
     * Run a job, in place of one that waits already.
     * @param {BackgroundJob} job
     * @returns {boolean} false when there is no worker to run it
     */
    submit(job) {
      if (isLost) return false;
      waiting = job;
      try {
        clearTimeout(timer);
        if (running) timer = setTimeout(giveUp, Math.max(0, began + PATIENCE - performance.now()));
        else begin();
      } catch {
        isLost = true;
        end();
      }
      return !isLost;
    },
    /** Forget every job; the next one gets a new worker. */
    cancel: end,
  };
}
