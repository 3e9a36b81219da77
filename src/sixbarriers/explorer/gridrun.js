// Runs the rules of a grid model, step by step, as the Python side does.

/** @type {{[kind: string]: any}} */
const GRID_ARRAYS = { byte: Uint8Array, int: Int32Array, word: Uint32Array, real: Float64Array };

/**
 * @typedef {object} GridStep one step as it is done
 * @property {number} step how many are done; it may fall to 0, when a run begins anew
 * @property {number} last how many there will be
 * @property {Uint8Array} picture a layer for each site; of this step alone
 */

/**
 * @param {any} compiled @param {{[name: string]: number}} values complete
 * @param {number} until the run ends with the last step that fits
 * @param {(step: GridStep) => void} [onStep] called for each step
 * @returns {{time: Float64Array, columns: Float64Array[], pictures: Uint8Array}} counts in the order of the states;
 *   pictures one after the other
 */
export function runGrid(compiled, values, until, onStep) {
  const { grid, parameters, states, start = 0 } = compiled.spec;
  const rules = compiled.rules();
  const world = Object.fromEntries(Object.entries(grid.arrays).map(([name, [kind, length]]) => [name, new GRID_ARRAYS[kind](length)]));
  const before = Object.fromEntries(parameters.map((/** @type {any} */ { name, value }) =>
    [name, grid.treatments.includes(name) ? value : values[name]]));
  const last = Math.floor((until - start) / grid.step + 1e-9);
  const size = grid.width * grid.width;
  const columns = states.map(() => new Float64Array(last + 1));
  const pictures = new Uint8Array((last + 1) * size);
  for (let step = rules.start(world, values); ; step = rules.step(world, values, before)) {
    rules.observe(world);
    columns.forEach((/** @type {Float64Array} */ column, /** @type {number} */ k) => { column[step] = world.counts[k]; });
    pictures.set(world.picture, step * size);
    onStep?.({ step, last, picture: world.picture });
    if (step === last) break;
  }
  return { time: Float64Array.from({ length: last + 1 }, (_, i) => start + grid.step * i), columns, pictures };
}
