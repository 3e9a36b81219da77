// The picture of a model with categories: a tile for each, told apart by fill, sign and colour.

import { svg, setText } from "./dom.js";
import { createGauge } from "./gauge.js";
import { layOutTiles } from "./tilelayout.js";
import { capital } from "./words.js";

/** Levels at which a tile stands out, as a full and as a hatched one. */
const STANDING_OUT = [1, 2];
const EMPTY_TILES = "Empty tiles: the answer is hidden until you have said what you expect.";

/** Slanting lines across a box. @param {number} width @param {number} height @param {number} step */
function hatching(width, height, step) {
  let d = "";
  for (let x = step / 2; x < width + height; x += step) {
    const [top, bottom] = [Math.min(x, width), Math.max(x - height, 0)];
    d += `M${top.toFixed(1)} ${(x - top).toFixed(1)}L${bottom.toFixed(1)} ${(x - bottom).toFixed(1)}`;
  }
  return d;
}

/** What tells a level: every sign is there, and the style sheet shows the one that the level needs. @param {number} width @param {number} height @param {number} em */
function tileSigns(width, height, em) {
  const [cx, cy] = [0.85 * em, height / 2];
  return [
    svg("rect", { class: "sb-tile-box", width: width.toFixed(1), height: height.toFixed(1), rx: 0.3 * em }),
    svg("path", { class: "sb-tile-hatch", d: hatching(width, height, 0.5 * em) }),
    svg("circle", { class: "sb-tile-dot", cx, cy, r: 0.34 * em }),
    svg("circle", { class: "sb-tile-ring", cx, cy, r: 0.34 * em }),
    svg("text", { class: "sb-tile-query", x: cx, y: cy + 0.36 * em, "text-anchor": "middle" }, "?"),
  ];
}

/** @param {number} x @param {number} y of its middle @param {number} em */
function flagSign(x, y, em) {
  return svg("path", { class: "sb-tile-flag", d: `M${x.toFixed(1)} ${(y - 0.36 * em).toFixed(1)}l${0.4 * em} ${0.68 * em}h${-0.8 * em}z` });
}

/**
 * A picture with the interface of `createChart`; it has no axes, so `plan()` is null.
 * @param {HTMLElement} host @param {any} spec @param {string} key unique on the page
 */
export function createTiles(host, spec, key) {
  const [shown] = spec.series;
  const title = svg("title", { id: `${key}-picture` });
  const root = svg("svg", { class: "sb-svg sb-tiles", role: "img", "aria-labelledby": title.id }, title);
  host.append(root);
  // Too high to stay in view while the reader scrolls.
  host.classList.add("sb-picture-tall");
  host.parentElement?.style.setProperty("--sb-picture-height", "0px");
  /** @type {any} */
  let frame = null;
  /** @type {{group: Element, name: any, pins: Element, index: number, room: number}[]} */
  let tiles = [];
  /** @type {ReturnType<typeof createGauge> | null} */
  let gauge = null;
  let width = 0;
  let signature = "";

  /** @param {string[]} legend @param {number} em */
  function build(legend, em) {
    gauge = spec.gauge ? createGauge(spec.gauge, width, em) : null;
    const plan = layOutTiles(spec, width, em, legend, gauge?.height ?? 0);
    const { tile, keys } = plan;
    tiles = plan.tiles.map(({ x, y, index }) => {
      const { label, flag } = spec.categories[index];
      const pins = svg("text", { class: "sb-tile-pins", x: (tile.width - (flag ? 1.3 : 0.3) * em).toFixed(1), y: 0.5 * em, "text-anchor": "end" });
      const name = svg("text", { class: "sb-tile-name", lengthAdjust: "spacingAndGlyphs", x: (1.6 * em).toFixed(1), y: (tile.height / 2 + 0.35 * em).toFixed(1) }, label);
      const group = svg("g", { class: flag ? "sb-tile sb-tile-flagged" : "sb-tile", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` }, ...tileSigns(tile.width, tile.height, em),
        name, flag ? flagSign(tile.width - 0.75 * em, tile.height / 2, em) : null, pins);
      return { group, name, pins, index, room: tile.width - (flag ? 3 : 1.9) * em };
    });
    const legendOf = keys.map(({ x, row }, k) => {
      const at = { transform: `translate(${x.toFixed(1)} ${(plan.title + (0.55 + 1.55 * row) * em).toFixed(1)})` };
      const level = k + 1;
      const sign = level < shown.levels.length ? svg("g", { class: "sb-tile", "data-level": level }, ...tileSigns(1.7 * em, 1.2 * em, em))
        : legend[k] === spec.flag ? flagSign(0.85 * em, 0.62 * em, em) : svg("text", { class: "sb-tile-pins", x: 0.85 * em, y: 0.9 * em, "text-anchor": "middle" }, "A");
      return svg("g", at, sign, svg("text", { class: "sb-legend", x: (2.2 * em).toFixed(1), y: 0.95 * em }, legend[k]));
    });
    root.setAttribute("width", String(width));
    root.setAttribute("height", String(Math.ceil(plan.height)));
    root.replaceChildren(title, ...(gauge ? [gauge.element] : []), svg("text", { class: "sb-paneltitle", x: 0, y: plan.title }, spec.panels[0].label), ...legendOf,
      ...plan.heads.map(({ x, y, text }) => svg("text", { class: "sb-tile-head", x: x.toFixed(1), y: y.toFixed(1) }, capital(text))), ...tiles.map((one) => one.group));
    // Some fonts are wider than most: there a long name is set a little closer.
    const lengths = tiles.map((one) => one.name.getComputedTextLength());
    tiles.forEach(({ name, room }, k) => {
      if (lengths[k] > room) name.setAttribute("textLength", room.toFixed(1));
    });
  }

  function draw() {
    if (!frame || width < 40) return;
    const { run, readouts, layers = [], hidden = false } = frame;
    const pins = layers.filter((/** @type {any} */ layer) => layer.role === "pin");
    const em = parseFloat(getComputedStyle(root).fontSize) || 12;
    const legend = [...shown.levels.slice(1), spec.flag, ...(pins.length ? ["marked in a pinned run"] : [])];
    const now = JSON.stringify([width, em, legend]);
    if (now !== signature) build(legend, em);
    signature = now;
    setText(title, hidden ? EMPTY_TILES : frame.title);
    gauge?.move(hidden ? null : readouts, pins);
    for (const { group, pins: letters, index } of tiles) {
      group.setAttribute("data-level", hidden ? "" : String(run.series[shown.name][index]));
      setText(letters, pins.filter((/** @type {any} */ pin) => STANDING_OUT.includes(pin.run.series[shown.name][index])).map((/** @type {any} */ pin) => pin.label).join(" "));
    }
  }

  const observer = new ResizeObserver(() => {
    const wide = Math.floor(host.clientWidth);
    if (wide === width) return;
    width = wide;
    draw();
  });
  observer.observe(host);
  width = Math.floor(host.clientWidth);

  return {
    element: root,
    plan: () => null,
    frame: () => frame,
    /** @param {import("./chart.js").ChartFrame} next */
    show(next) {
      frame = next;
      draw();
    },
    destroy() {
      observer.disconnect();
      root.remove();
    },
  };
}
