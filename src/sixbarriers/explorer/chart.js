// The picture. Own SVG: it is small, sharp at any zoom, and open to assistive technology.

import { svg, setText } from "./dom.js";
import { drawAxes, lineSample } from "./axes.js";
import { fitDomains, layOut, linePath } from "./geometry.js";
import { spreadLabels, textWidth } from "./labels.js";
import { withUnit } from "./words.js";

/**
 * @typedef {object} ChartRun
 * @property {ArrayLike<number>} time
 * @property {{[name: string]: ArrayLike<number>}} series
 * @property {{[name: string]: number[]}} [extinctions] times, by state
 *
 * @typedef {object} ChartFrame
 * @property {ChartRun} run
 * @property {ChartRun[]} [ghosts] other runs, drawn faintly behind
 * @property {{state: number, time: number, amount: number}[]} doses
 * @property {number} until
 * @property {string} title the sentence
 * @property {boolean} settled false while a slider moves
 */

/**
 * A picture that follows its frames and its own width.
 * @param {HTMLElement} host @param {any} spec @param {string} key unique on the page
 */
export function createChart(host, spec, key) {
  const title = svg("title", { id: `${key}-picture` });
  const root = svg("svg", { class: "sb-svg", role: "img", "aria-labelledby": title.id }, title);
  host.append(root);
  /** @type {ChartFrame | null} */
  let frame = null;
  /** @type {any} */
  let plan = null;
  /** @type {any} */
  let parts = null;
  let signature = "";
  let width = 0;
  let em = 12;

  /** @param {boolean} refit */
  function draw(refit) {
    if (!frame || width < 40) return;
    const { run, ghosts = [], doses, until, timeUnit = spec.time.unit } = frame;
    // Asking for the font size makes the browser compute styles: not in every frame.
    if (refit) em = parseFloat(getComputedStyle(root).fontSize) || 12;
    const kept = refit || plan?.until !== until ? null : plan.panels.map((/** @type {any} */ shape) => shape.domain);
    const domains = fitDomains(spec, [run, ...ghosts].map((one) => one.series), kept);
    const now = JSON.stringify([width, em, until, domains, doses.length, ghosts.length, timeUnit]);
    if (now !== signature) {
      signature = now;
      plan = layOut(spec, width, em, until, domains, doses.length > 0);
      parts = buildParts(plan, spec, ghosts.length, doses.length);
      root.setAttribute("width", String(width));
      root.setAttribute("height", String(Math.ceil(plan.height)));
      host.parentElement?.style.setProperty("--sb-picture-height", `${Math.ceil(plan.height)}px`);
      root.replaceChildren(title, drawAxes(plan, spec, timeUnit), parts.group);
    }
    setText(title, frame.title);
    moveLines(plan, parts, [...ghosts, run]);
    moveLabels(plan, parts, run);
    markExtinctions(plan, parts, run);
    moveDoses(plan, parts, doses, spec);
  }

  const observer = new ResizeObserver(() => {
    const wide = Math.floor(host.clientWidth);
    if (wide === width) return;
    width = wide;
    draw(true);
  });
  observer.observe(host);
  width = Math.floor(host.clientWidth);

  return {
    element: root,
    /** The measures in use, for modules that draw into the picture or read the pointer. */
    plan: () => plan,
    /** @param {ChartFrame} next */
    show(next) {
      const refit = next.settled || !frame;
      frame = next;
      draw(refit);
    },
    destroy() {
      observer.disconnect();
      root.remove();
    },
  };
}

/** The moving parts: lines, their labels at the end, marks of doses. */
function buildParts(/** @type {any} */ plan, /** @type {any} */ spec, /** @type {number} */ ghosts, /** @type {number} */ doses) {
  const lines = plan.panels.flatMap((/** @type {any} */ shape) => shape.lines.map((/** @type {any} */ line) => ({ shape, line })));
  const layers = Array.from({ length: ghosts + 1 }, (_, layer) => lines.map((/** @type {any} */ { line }) =>
    svg("path", {
      class: layer < ghosts ? "sb-line sb-ghost" : "sb-line", fill: "none",
      stroke: line.colour, "stroke-dasharray": line.pattern || null,
    })));
  const labels = lines.map((/** @type {any} */ { line }) => {
    const text = svg("text", { class: "sb-label", x: 1.9 * plan.em, y: 0.35 * plan.em }, line.label);
    return svg("g", { style: `--sb-line:${line.colour}` }, lineSample(line, 0.35 * plan.em, 0, 1.2 * plan.em), text);
  });
  const marks = Array.from({ length: doses }, () => svg("g", { class: "sb-dose" },
    ...plan.panels.map((/** @type {any} */ { top, bottom }) => svg("line", { y1: top, y2: bottom })),
    svg("path", { d: `M0 ${plan.panels[0].top}l${-0.4 * plan.em} ${-0.7 * plan.em}h${0.8 * plan.em}z` }),
    svg("text", { y: plan.panels[0].top - 0.3 * plan.em })));
  const gone = lines.map(() => svg("text", { class: "sb-gone" }));
  const group = svg("g", {}, ...marks, ...layers.flat(), ...(plan.direct ? labels : []), ...gone);
  return { group, lines, layers, labels, marks, gone, drawn: [] };
}

function moveLines(/** @type {any} */ plan, /** @type {any} */ parts, /** @type {ChartRun[]} */ runs) {
  runs.forEach((run, layer) => {
    // A ghost stands still while the axes do; a new layout has new parts.
    if (parts.drawn[layer] === run) return;
    parts.drawn[layer] = run;
    parts.lines.forEach((/** @type {any} */ { shape, line }, /** @type {number} */ k) => {
      parts.layers[layer][k].setAttribute("d", linePath(run.time, run.series[line.name], plan.x.map, shape.map));
    });
  });
}

function moveLabels(/** @type {any} */ plan, /** @type {any} */ parts, /** @type {ChartRun} */ run) {
  if (!plan.direct) return;
  for (const shape of plan.panels) {
    const own = parts.lines.map((/** @type {any} */ one, /** @type {number} */ k) => ({ ...one, k }))
      .filter((/** @type {any} */ one) => one.shape === shape);
    const ends = own.map((/** @type {any} */ { line }) => shape.map(run.series[line.name][run.time.length - 1]));
    const heights = spreadLabels(ends, 1.25 * plan.em, shape.top + 0.2 * plan.em, shape.bottom - 0.2 * plan.em);
    own.forEach((/** @type {any} */ { k }, /** @type {number} */ place) => {
      parts.labels[k].setAttribute("transform", `translate(${plan.right} ${heights[place].toFixed(1)})`);
    });
  }
}

/** A population that is gone says so where its line enters the band below the floor. */
function markExtinctions(/** @type {any} */ plan, /** @type {any} */ parts, /** @type {ChartRun} */ run) {
  const taken = new Map();
  const deaths = Object.values(run.extinctions ?? {}).flat();
  parts.lines.forEach((/** @type {any} */ { shape, line }, /** @type {number} */ k) => {
    const values = run.series[line.name];
    let last = values.length - 1;
    if (shape.domain.band) while (last >= 0 && values[last] === 0) last -= 1;
    const ended = last >= 0 && last < values.length - 1;
    // A number that only fades away is not extinct: the model has to have said so.
    const isGone = ended && deaths.some((t) => t >= run.time[last] && t <= run.time[last + 1]);
    const x = isGone ? plan.x.map(run.time[last + 1]) : 0;
    const crowded = Math.abs((taken.get(shape) ?? -Infinity) - x) < 4 * plan.em;
    setText(parts.gone[k], isGone && !crowded ? "extinct" : "");
    if (!isGone || crowded) return;
    taken.set(shape, x);
    const toLeft = x + 4 * plan.em > plan.right;
    parts.gone[k].setAttribute("x", (x + (toLeft ? -0.4 : 0.4) * plan.em).toFixed(1));
    parts.gone[k].setAttribute("y", (shape.foot + 0.95 * plan.em).toFixed(1));
    parts.gone[k].setAttribute("text-anchor", toLeft ? "end" : "start");
  });
}

function moveDoses(/** @type {any} */ plan, /** @type {any} */ parts, /** @type {any[]} */ doses, /** @type {any} */ spec) {
  let free = -Infinity;
  const ordered = [...doses].sort((a, b) => a.time - b.time);
  ordered.forEach((dose, k) => {
    const x = plan.x.map(dose.time);
    const state = spec.states[dose.state];
    const words = `+ ${withUnit(dose.amount, state.unit)}`;
    const wide = textWidth(words, plan.em) + plan.em;
    const toLeft = x + wide > plan.width;
    const fits = (toLeft ? x - wide : x) > free;
    const [mark, text] = [parts.marks[k], parts.marks[k].lastChild];
    mark.setAttribute("transform", `translate(${x.toFixed(1)} 0)`);
    text.setAttribute("x", String((toLeft ? -0.7 : 0.7) * plan.em));
    text.setAttribute("text-anchor", toLeft ? "end" : "start");
    setText(text, fits ? words : "");
    if (fits) free = toLeft ? x : x + wide;
  });
}
