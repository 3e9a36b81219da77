/**
 * Factor a square matrix in place into its triangles, rows swapped for the largest pivot.
 * @param {Float64Array} matrix row-major, n × n; overwritten
 * @param {Int32Array} swaps filled with the row swapped into each place
 * @param {number} n
 * @returns {boolean} false when the matrix is singular or not finite
 */
export function luFactor(matrix, swaps, n) {
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
    swaps[k] = best;
    if (best !== k) {
      for (let j = 0; j < n; j++) {
        const kept = matrix[k * n + j];
        matrix[k * n + j] = matrix[best * n + j];
        matrix[best * n + j] = kept;
      }
    }
    for (let i = k + 1; i < n; i++) {
      const factor = (matrix[i * n + k] /= matrix[k * n + k]);
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) matrix[i * n + j] -= factor * matrix[k * n + j];
    }
  }
  return true;
}

/**
 * Solve with the triangles from `luFactor`; the right-hand side becomes the solution.
 * @param {Float64Array} matrix
 * @param {Int32Array} swaps
 * @param {number} n
 * @param {Float64Array} x
 */
export function luSolve(matrix, swaps, n, x) {
  for (let k = 0; k < n; k++) {
    const from = swaps[k];
    if (from !== k) {
      const kept = x[k];
      x[k] = x[from];
      x[from] = kept;
    }
  }
  for (let i = 1; i < n; i++) {
    let sum = x[i];
    for (let j = 0; j < i; j++) sum -= matrix[i * n + j] * x[j];
    x[i] = sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i];
    for (let j = i + 1; j < n; j++) sum -= matrix[i * n + j] * x[j];
    x[i] = sum / matrix[i * n + i];
  }
}
