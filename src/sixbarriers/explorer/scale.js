// Scales, ticks and slider positions. Nothing here touches the page.

/** Positions of a slider: fine enough for a finger, few enough for arrow keys. */
export const SLIDER_STEPS = 200;

const TICK_POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} value @param {number} low @param {number} high */
export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/**
 * A straight scale from values to pixels.
 * @param {number} low @param {number} high @param {number} from pixel of `low` @param {number} to
 */
export function linearScale(low, high, from, to) {
  const slope = (to - from) / (high - low || 1);
  return {
    /** @param {number} value */ map: (value) => from + (value - low) * slope,
    /** @param {number} pixel */ invert: (pixel) => low + (pixel - from) / slope,
  };
}

/**
 * A logarithmic scale from positive values to pixels.
 * @param {number} low @param {number} high @param {number} from @param {number} to
 */
export function logScale(low, high, from, to) {
  const inner = linearScale(Math.log10(low), Math.log10(high), from, to);
  return {
    /** @param {number} value */ map: (value) => inner.map(Math.log10(value)),
    /** @param {number} pixel */ invert: (pixel) => 10 ** inner.invert(pixel),
  };
}

/** A step of 1, 2 or 5 times a power of ten, at least as large as asked. @param {number} rough */
export function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  return (lead <= 1 + 1e-9 ? 1 : lead <= 2 + 1e-9 ? 2 : lead <= 5 + 1e-9 ? 5 : 10) * power;
}

/** Free a number from binary dust. @param {number} value @param {number} unit */
function dusted(value, unit) {
  const digits = clamp(Math.ceil(-Math.log10(unit)) + 1, 0, 100);
  const clean = unit >= 1 ? Math.round(value / unit) * unit : Number(value.toFixed(digits));
  return clean === 0 ? 0 : clean;
}

/**
 * About `count` round numbers from `low` to `high`.
 * @param {number} low @param {number} high @param {number} count
 * @returns {number[]}
 */
export function linearTicks(low, high, count) {
  if (!(high > low)) return [low];
  const step = niceStep((high - low) / count);
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    ticks.push(dusted(k * step, step));
  }
  return ticks;
}

/**
 * Powers of ten from `low` to `high`, at most `count` of them.
 * @param {number} low @param {number} high @param {number} count
 * @returns {number[]}
 */
export function logTicks(low, high, count) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / count));
  const ticks = [];
  for (let power = first; power <= last; power += every) ticks.push(Number(`1e${power}`));
  return ticks.length > 1 ? ticks : linearTicks(low, high, count).filter((tick) => tick > 0);
}

/**
 * Round numbers along a horizontal axis. A short logarithmic one has room for more than its powers of ten.
 * @param {boolean} log @param {number} low @param {number} high @param {number} count
 * @returns {number[]}
 */
export function axisTicks(log, low, high, count) {
  if (!log) return linearTicks(low, high, count);
  const powers = [];
  for (let power = Math.floor(Math.log10(low) - 1e-9); power <= Math.log10(high) + 1e-9; power++) powers.push(power);
  for (const leads of [[1, 2, 5], [1, 3]]) {
    const ticks = powers.flatMap((power) => leads.map((lead) => Number(`${lead}e${power}`)))
      .filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
    if (ticks.length <= count) return ticks.length > 1 ? ticks : linearTicks(low, high, count);
  }
  return logTicks(low, high, count);
}

/** The end of an axis that holds `top`, on a round number. @param {number} low @param {number} top */
export function niceTop(low, top) {
  if (!(top > low)) return low + 1;
  const step = niceStep((top - low) / 5);
  return dusted(low + Math.ceil((top - low) / step - 1e-9) * step, step);
}

/** A number on an axis: 0.25, 40, 2,000, 10⁶. @param {number} value */
export function tickText(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size >= 0.001 && size < 1e4) {
    const plain = String(Number(size.toPrecision(6)));
    return sign + (size >= 1000 ? plain.replace(/\B(?=(\d{3})+$)/, ",") : plain);
  }
  const [lead, power] = Number(size.toPrecision(6)).toExponential().split("e");
  const raised = power.replace("+", "").replace("-", "⁻").replace(/\d/g, (digit) => TICK_POWERS[+digit]);
  return `${sign}${lead === "1" ? "" : `${lead}×`}10${raised}`;
}

/**
 * @typedef {object} SliderRange
 * @property {number} low
 * @property {number} high
 * @property {number} value the default
 * @property {string} [scale] "linear" or "log"
 */

/** @param {SliderRange} range */
function isLogarithmic(range) {
  return range.scale === "log" && range.low > 0;
}

/** Where a value sits on its slider, 0 to SLIDER_STEPS, not rounded. @param {SliderRange} range @param {number} value */
export function valueToSlider(range, value) {
  if (!(range.high > range.low)) return 0;
  const share = isLogarithmic(range)
    ? Math.log(value / range.low) / Math.log(range.high / range.low)
    : (value - range.low) / (range.high - range.low);
  return clamp(share, 0, 1) * SLIDER_STEPS;
}

/**
 * The value of a slider position, rounded to what one step can tell apart;
 * the ends and the default are met exactly.
 * @param {SliderRange} range @param {number} position
 */
export function sliderToValue(range, position) {
  if (position <= 0) return range.low;
  if (position >= SLIDER_STEPS) return range.high;
  if (position === Math.round(valueToSlider(range, range.value))) return range.value;
  const at = (/** @type {number} */ p) => isLogarithmic(range)
    ? range.low * (range.high / range.low) ** (p / SLIDER_STEPS)
    : range.low + (range.high - range.low) * (p / SLIDER_STEPS);
  const value = at(position);
  const digit = Math.floor(Math.log10(Math.abs(at(position + 1) - value)));
  const rounded = Number(`${Math.round(Number(`${value / 10 ** digit}`))}e${digit}`);
  return clamp(range.whole ? Math.round(value) : rounded, range.low, range.high);
}

/**
 * A curve between its samples, in logarithms where both ends are positive and `log` asks for it;
 * at a jump, the value after it.
 * @param {ArrayLike<number>} time @param {ArrayLike<number>} values @param {number} when @param {boolean} [log]
 * @param {boolean} [logTime] whether the axis of `time` is logarithmic
 */
export function sampleAt(time, values, when, log = false, logTime = false) {
  let low = 0;
  let high = time.length - 1;
  if (when >= time[high]) return values[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (time[middle] <= when) low = middle;
    else high = middle;
  }
  const [from, to, at] = logTime ? [time[low], time[high], when].map(Math.log) : [time[low], time[high], when];
  const share = clamp((at - from) / (to - from || 1), 0, 1);
  const [a, b] = [values[low], values[high]];
  return log && a > 0 && b > 0 ? a * (b / a) ** share : a + (b - a) * share;
}
