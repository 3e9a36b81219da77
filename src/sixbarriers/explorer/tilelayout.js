// Where each tile goes: columns of groups, as a list is read. Nothing here touches the page.

import { legendRows, textWidth } from "./labels.js";

/** In em: what a column needs at least, a tile's height, the room of a group's heading and below a group. */
const COLUMN = 9.8;
const TILE = 1.6;
const BETWEEN = 0.16;
const HEADING = 1.75;
const BELOW = 0.55;
const GUTTER = 0.6;

/** Shares heights out over columns in their order, so that the highest column is low. @param {number[]} heights @param {number} count @returns {number[]} the column of each */
export function balanced(heights, count) {
  const total = heights.reduce((sum, one) => sum + one, 0);
  for (let limit = Math.max(total / count, ...heights); ; limit *= 1.01) {
    let column = 0;
    let used = 0;
    const columns = heights.map((height) => {
      if (used + height > limit + 1e-9) {
        column += 1;
        used = 0;
      }
      used += height;
      return column;
    });
    if (column < count) return columns;
  }
}

/**
 * @param {any} spec of a model with categories @param {number} width @param {number} em
 * @param {string[]} legend its words @param {number} start how much room is taken above
 */
export function layOutTiles(spec, width, em, legend, start) {
  /** @type {{label: string, members: {one: any, index: number}[]}[]} */
  const groups = [];
  spec.categories.forEach((/** @type {any} */ one, /** @type {number} */ index) => {
    if (groups.at(-1)?.label !== one.group) groups.push({ label: one.group, members: [] });
    groups.at(-1)?.members.push({ one, index });
  });
  const longest = Math.max(...spec.categories.map((/** @type {any} */ { label }) => textWidth(label, em))) + 3 * em;
  const count = Math.max(1, Math.min(groups.length, Math.floor((width + GUTTER * em) / (Math.min(longest, COLUMN * em) + GUTTER * em))));
  const wide = (width - (count - 1) * GUTTER * em) / count;
  const heights = groups.map(({ members }) => HEADING + members.length * (TILE + BETWEEN) + BELOW);
  const columns = balanced(heights, count);
  const keys = legendRows(legend, width, em);
  const title = start + 1.1 * em;
  const top = title + (0.9 + 1.55 * ((keys.at(-1)?.row ?? -1) + 1)) * em;
  const foot = Array(count).fill(top);
  /** @type {{x: number, y: number, text: string}[]} */
  const heads = [];
  /** @type {{x: number, y: number, index: number}[]} */
  const tiles = [];
  groups.forEach(({ label, members }, k) => {
    const x = columns[k] * (wide + GUTTER * em);
    const y = foot[columns[k]];
    heads.push({ x, y: y + 1.15 * em, text: label });
    members.forEach(({ index }, place) => tiles.push({ x, y: y + (HEADING + place * (TILE + BETWEEN)) * em, index }));
    foot[columns[k]] += heights[k] * em;
  });
  return { em, width, tile: { width: wide, height: TILE * em }, title, heads, tiles, keys, height: Math.max(...foot) };
}
