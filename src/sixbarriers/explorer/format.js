// Numbers in words for students. `sixbarriers.words` says the same in Python.

const POWER_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const BIG_WORDS = [[12, "trillion"], [9, "billion"], [6, "million"]];

/** A whole number as superscript. @param {number} exponent */
function superscript(exponent) {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => POWER_DIGITS[Number(digit)]);
  return (exponent < 0 ? "⁻" : "") + digits;
}

/** Rounded digits and power of ten of a positive number. @returns {[string, number]} */
function roundedDigits(value, figures) {
  const [mantissa, exponent] = value.toExponential(figures - 1).split("e");
  return [mantissa.replace(".", ""), Number(exponent)];
}

/** Digits with the point after `whole` of them, without trailing zeros behind the point. */
function plainDigits(digits, whole) {
  if (whole <= 0) return plainDigits("0".repeat(1 - whole) + digits, 1);
  const padded = digits.padEnd(whole, "0");
  const rest = padded.slice(whole).replace(/0+$/, "");
  return padded.slice(0, whole) + (rest ? "." + rest : "");
}

/** Signs and values that no rule of rounding covers; null for ordinary numbers. */
function unusualNumber(value) {
  if (Number.isNaN(value)) return "no value";
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return null;
}

/**
 * A number as a student would read it: three significant figures, large numbers in words.
 * @param {number} value
 */
export function say(value) {
  const unusual = unusualNumber(value);
  if (unusual !== null) return unusual;
  const sign = value < 0 ? "−" : "";
  const [digits, exponent] = roundedDigits(Math.abs(value), 3);
  if (exponent < -3 || exponent >= 15) {
    return `${sign}${plainDigits(digits, 1)} × 10${superscript(exponent)}`;
  }
  for (const [power, word] of BIG_WORDS) {
    if (exponent >= power) return `${sign}${plainDigits(digits, exponent - power + 1)} ${word}`;
  }
  const plain = plainDigits(digits, exponent + 1);
  return sign + (exponent < 3 ? plain : plain.replace(/\B(?=(\d{3})+$)/g, ","));
}

/**
 * A number for ticks and fields: four significant figures at most.
 * @param {number} value
 */
export function short(value) {
  const unusual = unusualNumber(value);
  if (unusual !== null) return unusual;
  const sign = value < 0 ? "−" : "";
  const [digits, exponent] = roundedDigits(Math.abs(value), 4);
  if (exponent >= -2 && exponent < 4) return sign + plainDigits(digits, exponent + 1);
  const mantissa = plainDigits(digits, 1);
  return `${sign}${mantissa === "1" ? "" : mantissa + " × "}10${superscript(exponent)}`;
}

/** The shortest text that reads back as the same number. @param {number} value */
export function exact(value) {
  return String(value);
}
