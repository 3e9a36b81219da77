// Linear systems whose matrix is mostly zeros, as a Jacobian's usually is: zeros are never multiplied.

/**
 * Room for one n × n system at a time. The caller fills `matrix` (row-major), its rows and columns in `order`.
 * @param {number} n
 */
export function luMemory(n) {
  const places = () => Int32Array.from({ length: n }, (_, k) => k);
  return {
    n, matrix: new Float64Array(n * n), order: places(), rows: places(), point: new Float64Array(n),
    // Of each row of both triangles: its values that are not zero, and their columns. `ends` holds two a row.
    values: new Float64Array(n * n), columns: new Int32Array(n * n), ends: new Int32Array(2 * n),
  };
}

/**
 * Unknowns with few neighbours first: then elimination makes few new numbers out of zeros.
 * @param {ReturnType<typeof luMemory>} lu
 * @param {Float64Array} pattern row-major; only what is zero matters
 */
export function luArrange({ n, order }, pattern) {
  const cost = Float64Array.from(order, (_, k) => {
    let inRow = 0;
    let inColumn = 0;
    for (let j = 0; j < n; j++) {
      if (pattern[k * n + j] !== 0) inRow += 1;
      if (pattern[j * n + k] !== 0) inColumn += 1;
    }
    return inRow * inColumn;
  });
  order.sort((a, b) => cost[a] - cost[b] || a - b);
}

/**
 * Factor `matrix` into its triangles, rows swapped for the largest pivot; it is overwritten.
 * @param {ReturnType<typeof luMemory>} lu
 * @returns {boolean} false when the matrix is singular or not finite
 */
export function luFactor({ n, matrix, order, rows, values, columns, ends }) {
  rows.set(order);
  for (let k = 0; k < n; k++) {
    let best = k;
    let size = Math.abs(matrix[k * n + k]);
    for (let i = k + 1; i < n; i++) {
      const candidate = Math.abs(matrix[i * n + k]);
      if (candidate > size) {
        size = candidate;
        best = i;
      }
    }
    if (!(size > 0 && size < Infinity)) return false;
    if (best !== k) swapRows(matrix, rows, n, k, best);
    let count = 0;
    for (let j = k + 1; j < n; j++) if (matrix[k * n + j] !== 0) columns[count++] = j;
    for (let i = k + 1; i < n; i++) {
      if (matrix[i * n + k] === 0) continue;
      const factor = (matrix[i * n + k] /= matrix[k * n + k]);
      for (let c = 0; c < count; c++) matrix[i * n + columns[c]] -= factor * matrix[k * n + columns[c]];
    }
  }
  let next = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (j === i) ends[2 * i] = next;
      else if (matrix[i * n + j] !== 0) {
        values[next] = matrix[i * n + j];
        columns[next++] = j;
      }
    }
    ends[2 * i + 1] = next;
  }
  return true;
}

/** @param {Float64Array} matrix @param {Int32Array} rows @param {number} n @param {number} k @param {number} i */
function swapRows(matrix, rows, n, k, i) {
  for (let j = 0; j < n; j++) {
    const kept = matrix[k * n + j];
    matrix[k * n + j] = matrix[i * n + j];
    matrix[i * n + j] = kept;
  }
  const row = rows[k];
  rows[k] = rows[i];
  rows[i] = row;
}

/**
 * Solve with the triangles from `luFactor`; the right-hand side becomes the solution.
 * @param {ReturnType<typeof luMemory>} lu
 * @param {Float64Array} x
 */
export function luSolve({ n, matrix, order, rows, point, values, columns, ends }, x) {
  let next = 0;
  for (let i = 0; i < n; i++) {
    let sum = x[rows[i]];
    for (; next < ends[2 * i]; next++) sum -= values[next] * point[columns[next]];
    point[i] = sum;
    next = ends[2 * i + 1];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = point[i];
    for (next = ends[2 * i]; next < ends[2 * i + 1]; next++) sum -= values[next] * point[columns[next]];
    point[i] = sum / matrix[i * n + i];
  }
  for (let i = 0; i < n; i++) x[order[i]] = point[i];
}
