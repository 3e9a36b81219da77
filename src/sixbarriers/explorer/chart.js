// The picture. Own SVG: it is small, sharp at any zoom, and open to assistive technology.

import { svg, setText } from "./dom.js";
import { panelAxes, timeAxis } from "./axes.js";
import { cloudDomain, layOutCloud } from "./cloud.js";
import { cloudAxes, cloudMarks } from "./cloudmarks.js";
import { fitDomains, layOut } from "./geometry.js";
import { buildExtinctions, buildLines, markExtinctions, moveLines } from "./lines.js";
import { buildDoses, buildReferences, moveDoses, moveReferences } from "./marks.js";
import { roomToDraw } from "./room.js";
import { createTiles } from "./tiles.js";

/**
 * @typedef {object} ChartRun
 * @property {ArrayLike<number>} time
 * @property {{[name: string]: ArrayLike<number>}} series
 * @property {{[name: string]: number[]}} [extinctions] times, by state
 * @property {import("./cloud.js").CloudPoints | null} [cloud]
 *
 * @typedef {object} ChartFrame
 * @property {ChartRun} run
 * @property {import("./lines.js").ChartLayer[]} [layers] what stands behind the run
 * @property {number[]} [references] the model's levels, in its order; NaN where there is none
 * @property {{state: number, time: number, amount: number}[]} doses
 * @property {number} until
 * @property {any} [state] what the run was computed from
 * @property {string} title the sentence
 * @property {boolean} settled false while a slider moves
 * @property {boolean} [hidden] the axes stand empty, with room to draw
 */

/**
 * Keeps a part of the picture until that changes which it is built from. Moving is quick, but in what is new the
 * browser must measure every word.
 * @param {SVGElement} [group] where the part stands
 */
function createPart(group) {
  let known = "";
  /** @type {any} */
  let made = null;
  /** @param {unknown} from @param {() => any} build makes an element, several, or an object with one as its `group` */
  return (from, build) => {
    const now = JSON.stringify(from);
    if (now === known) return made;
    known = now;
    made = build();
    group?.replaceChildren(...(Array.isArray(made) ? made : [made.group ?? made]));
    return made;
  };
}

/**
 * A picture that follows its frames and its own width; where the axis has names, one of tiles.
 * @param {HTMLElement} host @param {any} spec @param {string} key unique on the page
 */
export function createChart(host, spec, key) {
  if (spec.kind === "tiles") return createTiles(host, spec, key);
  const title = svg("title", { id: `${key}-picture` });
  const root = svg("svg", { class: "sb-svg", role: "img", "aria-labelledby": title.id }, title);
  host.append(root);
  const named = spec.references ?? [];
  const part = () => createPart(root.appendChild(svg("g", {})));
  const panels = spec.panels.map(part);
  const [axis, marks, levels, lines, deaths, plane, cloud] = Array.from({ length: 7 }, part);
  const [layout, size] = [createPart(), createPart()];
  /** @type {any} the spans of the plane */
  let spans = null;
  /** @type {ChartFrame | null} */
  let frame = null;
  /** @type {any} */
  let plan = null;
  let width = 0;
  let em = 12;

  /** @param {boolean} refit */
  function draw(refit) {
    if (!frame || width < 40) return;
    const { run, layers = [], references = [], doses, until, timeUnit = spec.time.unit, hidden = false } = frame;
    // Asking for the font size makes the browser compute styles: not in every frame.
    if (refit) em = parseFloat(getComputedStyle(root).fontSize) || 12;
    const kept = refit || plan?.until !== until ? null : plan.panels.map((/** @type {any} */ shape) => shape.domain);
    const solid = [run, ...layers.filter((layer) => layer.role !== "prediction").map((layer) => layer.run)].map((one) => one.series);
    const drawn = layers.filter((layer) => layer.role === "prediction").map((layer) => layer.run.series);
    // What was drawn on roomy axes stays on them, so that the answer comes to the prediction.
    const domains = hidden || drawn.length
      ? roomToDraw(spec, fitDomains(spec, solid, null, references), drawn, kept)
      : fitDomains(spec, solid, kept, references);
    const kinds = layers.map(({ role, label, index }) => [role, label, index]);
    const frames = [width, em, until, timeUnit, doses.length > 0, domains.map(({ band }) => band)];
    plan = layout([frames, domains], () => layOut(spec, width, em, until, domains, doses.length > 0));
    const shape = run.cloud && layOutPlane(run, layers, refit);
    const height = Math.ceil(shape ? shape.height : plan.height);
    size([width, height], () => {
      root.setAttribute("width", String(width));
      root.setAttribute("height", String(height));
      host.parentElement?.style.setProperty("--sb-picture-height", `${height}px`);
    });
    plan.panels.forEach((/** @type {any} */ shape, /** @type {number} */ k) => panels[k]([frames, shape.domain], () => panelAxes(shape, plan)));
    axis(frames, () => timeAxis(plan, spec, timeUnit));
    setText(title, frame.title);
    const seen = hidden ? null : run;
    const moving = lines([frames, kinds], () => buildLines(plan, layers));
    moveLines(seen, plan, moving, layers);
    markExtinctions(seen, plan, moving, deaths(frames, () => buildExtinctions(plan)));
    moveDoses(doses, plan, marks([frames, doses.length], () => buildDoses(plan, doses.length)), spec);
    moveReferences(named, references, plan, levels(frames, () => buildReferences(plan, named)));
    if (shape) drawPlane(shape, hidden);
  }

  /** Where the cloud goes. @param {ChartRun} run @param {import("./lines.js").ChartLayer[]} layers @param {boolean} refit */
  function layOutPlane(run, layers, refit) {
    spans = cloudDomain([run, ...layers.map((layer) => layer.run)].flatMap((/** @type {any} */ one) => one.cloud ?? []), refit ? null : spans);
    return layOutCloud(plan, spans, plan.height + 0.9 * em);
  }

  /** @param {any} shape of the plane @param {boolean} hidden */
  function drawPlane(shape, hidden) {
    const { run, layers = [], state } = /** @type {any} */ (frame);
    const slope = spec.parameters.find((/** @type {any} */ one) => one.name === spec.cloud.slope);
    plane([width, em, spans, plan.direct], () => cloudAxes(shape, spec.cloud));
    cloud([width, em, spans, plan.direct, hidden, run.cloud, state.values, layers.map(({ role, label, run: { cloud: one } }) => [role, label, one])], () => (hidden ? svg("g")
      : cloudMarks(shape, spec.cloud, run.cloud, { value: state.values[slope.name], unit: slope.unit }, layers)));
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
    /** What is drawn, for whoever draws it again. */
    frame: () => frame,
    /** @param {ChartFrame} next */
    show(next) {
      const refit = next.settled || !frame || Boolean(next.hidden) !== Boolean(frame.hidden);
      frame = next;
      draw(refit);
    },
    destroy() {
      observer.disconnect();
      root.remove();
    },
  };
}
