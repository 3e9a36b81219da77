// The outline of a line. Nothing here touches the page.

/** How far, in pixels, a line may pass by the points that it leaves out: less than an eye can see. */
const PATH_SLACK = 0.1;

/** @param {number} pixel */
function tenths(pixel) {
  return Math.round(pixel * 10) / 10;
}

/**
 * The `d` of a line. Points that lie on the straight way to a later one are left out, because a browser
 * takes as long over a line as it has points.
 * @param {ArrayLike<number>} time @param {ArrayLike<number>} values
 * @param {(t: number) => number} x @param {(v: number) => number} y
 * @param {number} [end] where the axis ends; a longer run is cut there
 */
export function linePath(time, values, x, y, end = Infinity) {
  let d = "";
  let cornerX = NaN;
  let cornerY = NaN;
  let lastX = NaN;
  let lastY = NaN;
  // What leaves the last corner neither flatter nor steeper than these passes all points since.
  let least = NaN;
  let most = NaN;
  for (let i = 0; i < values.length && time[i] <= end; i++) {
    const px = x(time[i]);
    const py = y(values[i]);
    const slope = (py - cornerY) / (px - cornerX);
    if (!(slope >= least && slope <= most)) {
      cornerX = i > 0 ? lastX : px;
      cornerY = i > 0 ? lastY : py;
      d += `${d ? "L" : "M"}${tenths(cornerX)} ${tenths(cornerY)}`;
      least = -Infinity;
      most = Infinity;
    }
    lastX = px;
    lastY = py;
    least = Math.max(least, (py - PATH_SLACK - cornerY) / (px - cornerX));
    most = Math.min(most, (py + PATH_SLACK - cornerY) / (px - cornerX));
  }
  return d && `${d}L${tenths(lastX)} ${tenths(lastY)}`;
}
