// Below it the series loses no digits that matter, above it the fraction is short.
const ERFC_CUT = 2;
const ERFC_DEPTH = 60;

/**
 * The complementary error function, to about fourteen digits. A compiled model that needs it carries a copy, because
 * JavaScript has none.
 * @param {number} x
 * @returns {number}
 */
export function erfc(x) {
  if (x < 0) return 2 - erfc(-x);
  if (x < ERFC_CUT) {
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 1 - 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
  let tail = x;
  for (let n = ERFC_DEPTH; n > 0; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}
