// One step of Rodas5P, a stiffly accurate Rosenbrock method of order 5 with an error
// estimate of order 4 and a continuous solution of order 4.
// Method and coefficients: G. Steinebach, Construction of Rosenbrock-Wanner method Rodas5P
// and numerical benchmarks within the Julia Differential Equations package,
// BIT Numerical Mathematics 63 (2023) 27, doi:10.1007/s10543-023-00967-x.
// The stages are the transformed ones (no product with the Jacobian is needed).

import { luFactor, luMemory, luSolve } from "./lu.js";

const RODAS_GAMMA = 0.21193756319429014;

const RODAS_LAST = [
  -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
  0.030198172008377946,
];

/** Weights of earlier stages in the point where a stage looks at the slope. */
const RODAS_A = [
  [],
  [3.0],
  [2.849394379747939, 0.45842242204463923],
  [-6.954028509809101, 2.489845061869568, -10.358996098473584],
  [2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641],
  RODAS_LAST,
  [...RODAS_LAST, 1],
  [...RODAS_LAST, 1, 1],
].map((weights) => Float64Array.from(weights));

/** Weights of earlier stages in the right-hand side, divided by the step. */
const RODAS_C = [
  [],
  [-14.155112264123755],
  [-17.97296035885952, -2.859693295451294],
  [147.12150275711716, -1.41221402718213, 71.68940251302358],
  [165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306],
  [24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125,
    -0.6610691825249471],
  [30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783,
    -19.097331116725623, -28.087943162872662],
  [37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047,
    -40.06618937091002, -54.66780262877968, -9.48861652309627],
].map((weights) => Float64Array.from(weights));

/** Where in the step each stage looks, and its weight of the slope's change with time. */
const RODAS_TIME = [
  0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1, 1, 1,
];
const RODAS_DRIFT = [
  0.21193756319429014, -0.42387512638858027, -0.3384627126235924, 1.8046452872882734,
  2.325825639765069, 0, 0, 0,
];

/** Weights of the stages in the three shape terms of the continuous solution. */
const RODAS_DENSE = [
  [25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204,
    0.524948541321073, 1.1241088310450404, 0.4272876194431874, -0.17202221070155493],
  [-9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796,
    20.176138334709044, 15.98066361424651, -6.789040303419874, -6.710236069923372],
  [11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643,
    -52.072871366152654, -59.78993625266729, -0.15582684282751913, 4.883087185713722],
].map((weights) => Float64Array.from(weights));

/**
 * @typedef {object} OdeProblem z' = slope(t, z)
 * @property {number} n
 * @property {boolean} [autonomous] true when the slope does not depend on t
 * @property {(t: number, z: Float64Array, dz: Float64Array) => void} slope
 * @property {(t: number, z: Float64Array, J: Float64Array) => void} jacobian row-major
 */

/** Memory for the steps of one integration. @param {number} n */
export function rodasMemory(n) {
  const vector = () => new Float64Array(n);
  return {
    start: vector(), end: vector(), slope: vector(), drift: vector(),
    jacobian: new Float64Array(n * n), lu: luMemory(n),
    stages: Array.from({ length: 8 }, vector),
    shape: Array.from({ length: 3 }, vector),
  };
}

/** Add a vector times a weight to another. @param {number} weight @param {Float64Array} vector @param {Float64Array} sum */
function addTimes(weight, vector, sum) {
  for (let k = 0; k < sum.length; k++) sum[k] += weight * vector[k];
}

/**
 * Try one step from `memory.start`. Afterwards `memory.end` is the new point and
 * `memory.stages[7]` the error estimate.
 * @param {OdeProblem} problem
 * @param {number} t
 * @param {number} h
 * @param {ReturnType<typeof rodasMemory>} memory slope, drift and jacobian are those at t
 * @returns {boolean} false when the linear system has no solution
 */
export function rodasStep(problem, t, h, memory) {
  const { n } = problem;
  const { start, end, slope, drift, jacobian, lu, stages } = memory;
  const { matrix, order } = lu;
  for (let i = 0; i < n; i++) {
    const row = order[i] * n;
    for (let j = 0; j < n; j++) matrix[i * n + j] = -jacobian[row + order[j]];
    matrix[i * n + i] += 1 / (RODAS_GAMMA * h);
  }
  if (!luFactor(lu)) return false;
  for (let s = 0; s < 8; s++) {
    const stage = stages[s];
    if (s === 0) {
      stage.set(slope);
    } else {
      end.set(start);
      for (let j = 0; j < s; j++) addTimes(RODAS_A[s][j], stages[j], end);
      problem.slope(t + RODAS_TIME[s] * h, end, stage);
    }
    for (let j = 0; j < s; j++) addTimes(RODAS_C[s][j] / h, stages[j], stage);
    if (RODAS_DRIFT[s] !== 0) addTimes(h * RODAS_DRIFT[s], drift, stage);
    luSolve(lu, stage);
  }
  addTimes(1, stages[7], end);
  return true;
}

/** Prepare the continuous solution of an accepted step. @param {ReturnType<typeof rodasMemory>} memory */
export function rodasShape(memory) {
  const { shape, stages } = memory;
  for (let r = 0; r < 3; r++) {
    shape[r].fill(0);
    for (let s = 0; s < 8; s++) addTimes(RODAS_DENSE[r][s], stages[s], shape[r]);
  }
}

/**
 * The continuous solution at a fraction of the step.
 * @param {ReturnType<typeof rodasMemory>} memory
 * @param {number} fraction 0 to 1
 * @param {Float64Array} out
 */
export function rodasBetween(memory, fraction, out) {
  const { start, end, shape } = memory;
  const rest = 1 - fraction;
  for (let k = 0; k < out.length; k++) {
    const bend = shape[0][k] + fraction * (shape[1][k] + fraction * shape[2][k]);
    out[k] = rest * start[k] + fraction * (end[k] + rest * bend);
  }
}
