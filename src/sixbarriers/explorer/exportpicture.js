// The picture as a file that needs nothing else: SVG with its words around it, and PNG drawn from that.

import { createChart } from "./chart.js";
import { html, svg } from "./dom.js";
import { textWidth } from "./labels.js";
import { TEACHING_ONLY } from "./passport.js";
import { changedNames, parameterIn, scenarioNamed } from "./state.js";
import { capital, valueWords } from "./words.js";

const WIDTH = 800;
const MARGIN = 24;
const INNER = WIDTH - 2 * MARGIN;
const INK = "#222832";
const MUTED = "#57616e";
const SHARPNESS = 2;
// What the style sheet says of these is written into the file.
const INHERITED = [
  "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap",
  "font-size", "font-weight", "font-style", "text-anchor", "paint-order",
];

/**
 * A computed colour as every program reads it: #rrggbb, and how much of it covers.
 * @param {string} text such as rgb(1, 2, 3) or color(srgb 0.1 0.2 0.3 / 0.5)
 * @returns {[string, number]}
 */
export function plainColour(text) {
  const parts = (text.match(/[\d.]+(e-?\d+)?/g) ?? []).map(Number);
  if (!/^(rgb|color\(srgb)/.test(text) || parts.length < 3) return [text, 1];
  const share = text.startsWith("color") ? 255 : 1;
  const hex = parts.slice(0, 3).map((one) => Math.round(one * share).toString(16).padStart(2, "0")).join("");
  return [`#${hex}`, parts[3] ?? 1];
}

/** A text in lines that fit. @param {string} text @param {number} width @param {number} size */
export function wrappedText(text, width, size) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/[ \n]+/).filter(Boolean)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Scenario and changed parameters in words. @param {any} spec @param {any} setting */
export function settingText(spec, setting) {
  const { scenario, values } = setting;
  const changed = changedNames(spec, setting).map((/** @type {string} */ name) => {
    const range = parameterIn(spec, scenario, name);
    const { label, unit } = range;
    return `${label} ${valueWords(range, values[name])}${unit ? ` ${unit}` : ""}`;
  });
  const place = scenarioNamed(spec, scenario)?.label;
  const rest = changed.length ? "all others at their defaults" : "all parameters at their defaults";
  return [...(place ? [`scenario ${place}`] : []), ...changed, rest].join("; ");
}

/** What the file says of itself. @param {any} spec @param {any} snapshot @param {any[]} layers what stands behind the run */
export function pictureWords(spec, { state, sentence }, layers) {
  const faint = layers.some((layer) => layer.role === "default") ? " Faint lines: all at their defaults." : "";
  const pins = layers.filter((layer) => layer.role === "pin").map(({ label, index }) => [label, state.pins[index]]);
  return {
    title: spec.title,
    setting: `${capital(settingText(spec, state))}.${faint}`,
    sentence,
    pins: pins.map(([label, pin]) => `${label}: ${pin.name} (${settingText(spec, pin)}).`),
    source: `${spec.citation ? `Model: ${spec.citation}. ` : ""}Six Barriers, ${(spec.teaching || TEACHING_ONLY).replace(/^T/, "t")}`,
    licence: spec.credit || "“Six Barriers” by the Six Barriers contributors, CC BY 4.0: see LICENSE-CONTENT.",
  };
}

/** A drawn element with its styles written out; null where nothing is drawn. @param {any} drawn @param {(text: string) => string} onPaper @param {any} [above] computed style of what is around it @returns {any} */
function written(drawn, onPaper, above) {
  const style = getComputedStyle(drawn);
  if (style.display === "none" || drawn.tagName === "title") return null;
  const copy = svg(above ? drawn.tagName : "g");
  for (const { name, value } of above ? drawn.attributes : []) {
    if (!/^(class|style)$/.test(name)) copy.setAttribute(name, value.replace(/(\.\d\d)\d+/g, "$1"));
  }
  if (style.opacity !== "1") copy.setAttribute("opacity", style.opacity);
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    if (value === above?.getPropertyValue(name)) continue;
    const [plain, cover] = plainColour(onPaper(value.replace(/(\d)px/g, "$1")));
    copy.setAttribute(name, plain);
    if (cover !== 1) copy.setAttribute(`${name}-opacity`, cover);
  }
  for (const child of drawn.childNodes) {
    const kept = child.nodeType === Node.TEXT_NODE ? child.cloneNode() : written(child, onPaper, style);
    if (kept) copy.append(kept);
  }
  return copy;
}

/** The picture drawn anew at one width and in light colours, whatever the page looks like. @param {any} spec @param {string} key @param {any} frame @param {Element} card */
function redrawn(spec, key, frame, card) {
  const host = html("div", {});
  const place = html("div", { class: "sb-export", style: `width:${INNER}px` }, host);
  card.append(place);
  const chart = createChart(host, spec, `${key}-export`);
  chart.element.style.fontSize = "13px";
  chart.show({ ...frame, settled: true });
  // Where a system forces its own colours, these are its ink and its paper.
  const { color, backgroundColor } = getComputedStyle(place);
  const group = written(chart.element, (text) => (text === color ? INK : text === backgroundColor ? "#fff" : text));
  const height = Number(chart.element.getAttribute("height"));
  chart.destroy();
  place.remove();
  return { group, height };
}

/**
 * The picture as SVG text: title, setting, picture, sentence, source.
 * @param {any} context see explorer.js @param {any} snapshot
 */
export function pictureText({ spec, key, card, chart }, snapshot) {
  const frame = chart.frame();
  const words = pictureWords(spec, snapshot, frame.layers);
  const picture = redrawn(spec, key, frame, card);
  let y = MARGIN - 6;
  /** @param {string} text @param {number} size @param {string} fill */
  const lines = (text, size, fill, weight = 400) => wrappedText(text, INNER, size).map((line) => {
    y += 1.4 * size;
    return svg("text", { x: MARGIN, y: y.toFixed(1), fill, "font-size": size, "font-weight": weight }, line);
  });
  const head = [...lines(words.title, 19, INK, 700), ...lines(words.setting, 13, MUTED)];
  y += 16;
  picture.group.setAttribute("transform", `translate(${MARGIN} ${y.toFixed(1)})`);
  y += picture.height + 4;
  const foot = [...lines(words.sentence, 15, INK), ...words.pins.flatMap((one) => lines(one, 13, MUTED))];
  y += 10;
  foot.push(...[words.source, words.licence].flatMap((one) => lines(one, 11.5, MUTED)));
  const height = Math.ceil(y + MARGIN - 4);
  const root = svg("svg", { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "font-family": "sans-serif" },
    svg("title", {}, words.title), svg("desc", {}, Object.values(words).flat().slice(1).join(" ")),
    svg("rect", { width: WIDTH, height, fill: "#fff" }), ...head, picture.group, ...foot);
  // A reader's own name for a run may hold what XML cannot.
  const text = new XMLSerializer().serializeToString(root).replace(/[\p{Cs}\p{Cc}\ufffe\uffff]/gu, " ");
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`, width: WIDTH, height };
}

/** The same as PNG. @param {{text: string, width: number, height: number}} picture @returns {Promise<Blob>} */
export async function pictureBlob({ text, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = html("canvas", { width: SHARPNESS * width, height: SHARPNESS * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((/** @type {Blob | null} */ blob) => (blob ? resolve(blob) : reject()), "image/png");
  });
}
