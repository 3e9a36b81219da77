import assert from "node:assert/strict";
import { test } from "node:test";
import { runInThisContext } from "node:vm";
import { createAnswers } from "../../src/sixbarriers/explorer/answers.js";
import { createBackground, sourceOf } from "../../src/sixbarriers/explorer/background.js";
import { serveJobs } from "../../src/sixbarriers/explorer/worker.js";
import { smallModel } from "./small-model.js";

/** A worker that answers when it is told to. */
function fakeWorkers() {
  const made = [];
  const start = () => {
    const worker = {
      jobs: [], isOver: false,
      postMessage(job) { this.jobs.push(job); },
      terminate() { this.isOver = true; },
      say(data) { this.onmessage({ data }); },
      break() { this.onerror({ preventDefault() {} }); },
    };
    made.push(worker);
    return worker;
  };
  return { made, start };
}

/** A job that writes down what becomes of it. */
function noted(said, name) {
  return {
    task: "any", input: name,
    result: (found) => said.push([name, found]),
    problem: (message) => said.push([name, "problem", message]),
    progress: (share) => said.push([name, "progress", share]),
  };
}

test("one job runs at a time, and of those that wait only the newest", () => {
  const { made, start } = fakeWorkers();
  const said = [];
  const background = createBackground(start, () => said.push("lost"));
  assert.ok(background.isIdle());
  for (const name of ["a", "b", "c", "d"]) assert.ok(background.submit(noted(said, name)));
  const [worker] = made;
  assert.deepEqual(worker.jobs.map((job) => job.input), ["a"]);
  worker.say({ id: 1, share: 0.5 });
  worker.say({ id: 1, found: 10, ms: 2 });
  assert.deepEqual(worker.jobs.map((job) => job.input), ["a", "d"]);
  worker.say({ id: 1, found: "an answer that nobody waits for", ms: 2 });
  worker.say({ id: 2, problem: "too steep" });
  assert.deepEqual(said, [["a", "progress", 0.5], ["a", 10], ["d", "problem", "too steep"]]);
  assert.ok(background.isIdle());
  assert.equal(made.length, 1);
});

test("a job that keeps a newer one waiting too long is given up", async () => {
  const { made, start } = fakeWorkers();
  const said = [];
  const background = createBackground(start, () => said.push("lost"));
  background.submit(noted(said, "long"));
  background.submit(noted(said, "newer"));
  await new Promise((done) => setTimeout(done, 400));
  assert.equal(made.length, 2);
  assert.ok(made[0].isOver);
  assert.deepEqual(made[1].jobs.map((job) => job.input), ["newer"]);
  made[1].say({ id: made[1].jobs[0].id, found: 1, ms: 1 });
  assert.deepEqual(said, [["newer", 1]]);
  background.cancel();
  assert.ok(made[1].isOver);
});

test("where there is no worker a job is refused; a worker that dies is reported once", () => {
  const refused = createBackground(() => { throw new Error("no workers here"); }, () => assert.fail());
  assert.equal(refused.submit(noted([], "a")), false);
  const { made, start } = fakeWorkers();
  const said = [];
  const background = createBackground(start, (hadWorked) => said.push(hadWorked));
  background.submit(noted(said, "a"));
  made[0].say({});
  made[0].break();
  assert.deepEqual(said, [true]);
  assert.equal(background.submit(noted(said, "b")), false);
});

const ending = { spec: { scenarios: [{ name: "one" }, { name: "two" }], sentences: ["It ends."] }, cases: [() => true] };

test("inside, a job is done, a failure is told in words, and what serialises a model brings it over", () => {
  // The way to the worker and back: source, then messages.
  const brought = runInThisContext(`(${sourceOf(smallModel({ ...ending, spec: { ...ending.spec, limit: Infinity } }))})`);
  assert.equal(brought.spec.limit, Infinity);
  const said = [];
  const scope = { postMessage: (data) => said.push(data) };
  serveJobs(scope, brought);
  const input = (values) => ({ state: { scenario: null, values }, draft: false });
  scope.onmessage({ data: { id: 7, task: "snapshot", input: input({ k: 0.5, start: 8 }) } });
  scope.onmessage({ data: { id: 8, task: "snapshot", input: input({ k: 0.5 }) } });
  assert.deepEqual(said[0], {});
  assert.equal(said[1].id, 7);
  assert.ok(Math.abs(said[1].found.run.series.double.at(-1) - 16 * Math.exp(-5)) < 1e-5);
  assert.deepEqual(said[1].found.run.states, {}); // what is not plotted is not sent
  assert.equal(said[2].id, 8);
  assert.match(said[2].problem, /parameter start of small needs a number/);
});

const compiled = smallModel(ending);
const state = (scenario, start) => ({ scenario, values: { k: 0.5, start } });

/** Answers with a worker that is played by the test. */
function played() {
  const { made, start } = fakeWorkers();
  const said = [];
  const answers = createAnswers(compiled, {
    place: "worker", start, progress() {}, arrived: () => said.push("arrived"),
    told: (problem) => said.push(problem), lost: () => said.push("lost"),
  });
  /** Let the worker do its next job. */
  const reply = () => {
    const worker = made.at(-1);
    const { id, input } = worker.jobs.at(-1);
    const scope = { postMessage: (data) => data.found && worker.say({ ...data, id }) };
    serveJobs(scope, compiled);
    scope.onmessage({ data: { id, task: "snapshot", input } });
  };
  return { answers, said, made, reply };
}
const startOf = (snapshot) => snapshot && snapshot.run.series.double[0] / 2;

test("the picture follows a drag in the worker and ends at the newest state, in full", () => {
  const { answers, made, reply } = played();
  [1, 2, 3].forEach((start) => answers.want(state("one", start), true));
  assert.equal(answers.latest(), null);
  assert.ok(answers.isBehind());
  reply();
  assert.equal(startOf(answers.latest()), 1);
  reply();
  assert.equal(startOf(answers.latest()), 3);
  assert.equal(answers.isBehind(), false);
  const newest = answers.latest().state;
  answers.want(newest, false);
  assert.ok(answers.latest().draft);
  reply();
  assert.equal(answers.latest().draft, false);
  answers.want(newest, false);
  assert.equal(made[0].jobs.length, 3);
});

test("an answer to another scenario, or older than what is shown, is dropped, and the runs beside get their turn", () => {
  const { answers, reply, said } = played();
  answers.want(state("one", 1), true);
  answers.want(state("two", 2), true);
  reply();
  assert.equal(answers.latest(), null);
  answers.now(state("two", 5));
  assert.equal(startOf(answers.latest()), 5);
  reply();
  assert.equal(startOf(answers.latest()), 5);
  assert.deepEqual(said, ["arrived", "arrived", "arrived"]);
});

test("when the worker dies the page answers for the newest state", () => {
  const { answers, made, said, reply } = played();
  answers.want(state("one", 1), false);
  reply();
  answers.want(state("one", 2), false);
  made[0].break();
  assert.equal(startOf(answers.latest()), 2);
  assert.deepEqual(said, ["arrived", "lost", "arrived"]);
  answers.want(state("one", 3), true);
  assert.equal(startOf(answers.latest()), 3);
});

test("a state beside the newest one waits until the worker is free, and is kept", () => {
  const { answers, made, reply } = played();
  const other = state("one", 9);
  answers.want(state("one", 1), false);
  assert.equal(answers.beside(other), null);
  reply();
  assert.equal(answers.beside(other), null);
  reply();
  assert.equal(startOf(answers.beside(other)), 9);
  assert.equal(made[0].jobs.length, 2);
});

test("a large model stays in the worker, however short its runs are", () => {
  const { made, start } = fakeWorkers();
  const large = { ...compiled, spec: { ...compiled.spec, states: Array(16).fill(compiled.spec.states[0]) } };
  const answers = createAnswers(large, { start, progress() {}, arrived() {}, told() {}, lost() {} });
  for (let k = 1; k <= 6; k++) {
    answers.want(state("one", k), true);
    assert.equal(made[0].jobs.length, k);
    made[0].say({ id: made[0].jobs.at(-1).id, found: {}, ms: 0.1 });
    assert.equal(answers.isBehind(), false);
  }
});
