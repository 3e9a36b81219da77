// Room for words in the picture. Nothing here touches the page.

/**
 * Move labels apart: as little as possible, in their order, within the given heights.
 * @param {number[]} wanted @param {number} gap @param {number} top @param {number} bottom
 * @returns {number[]}
 */
export function spreadLabels(wanted, gap, top, bottom) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const placed = [...wanted];
  let room = top;
  for (const i of order) {
    placed[i] = Math.max(wanted[i], room);
    room = placed[i] + gap;
  }
  let limit = bottom;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i], limit);
    limit = placed[i] - gap;
  }
  return placed;
}

/** About how wide a text is. @param {string} text @param {number} em */
export function textWidth(text, em) {
  return text.length * em * 0.55;
}

/** Items of a legend in rows that fit. @param {string[]} labels @param {number} width @param {number} em */
export function legendRows(labels, width, em) {
  let x = 0;
  let row = 0;
  return labels.map((label) => {
    const needs = 2.6 * em + textWidth(label, em);
    if (x > 0 && x + needs > width) {
      x = 0;
      row += 1;
    }
    const place = { x, row };
    x += needs + em;
    return place;
  });
}
