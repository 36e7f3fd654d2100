// The exact binomial distribution, accurate for millions of events.
// Point probabilities: C. Loader, "Fast and accurate computation of binomial probabilities" (2000), saddle-point expansion.

/**
 * P(X ≥ atLeast) for X binomial with `count` trials of probability `ratio`. The side of the mean that is smaller is added
 * up term by term (each from its neighbour), so small tails keep their relative accuracy. Not rounded.
 */
export function computeUpperTail(atLeast: number, count: number, ratio: number): number {
  if (atLeast <= 0) return 1;
  if (atLeast > count || ratio <= 0) return 0;
  if (ratio >= 1) return 1;
  if (atLeast > count * ratio) return Math.min(1, sumUpwards(atLeast, count, ratio));
  return Math.max(0, 1 - sumDownwards(atLeast - 1, count, ratio));
}

/** P(X = hits) for X binomial with `count` trials of probability `ratio`, 0 < ratio < 1. Relative error near 1e-14. */
export function computePointProbability(hits: number, count: number, ratio: number): number {
  if (hits < 0 || hits > count) return 0;
  if (hits === 0) return Math.exp(count * Math.log1p(-ratio));
  if (hits === count) return Math.exp(count * Math.log(ratio));
  const misses = count - hits;
  const exponent =
    computeStirlingError(count) -
    computeStirlingError(hits) -
    computeStirlingError(misses) -
    computeDeviance(hits, count * ratio) -
    computeDeviance(misses, count * (1 - ratio));
  return Math.exp(exponent) * Math.sqrt(count / (2 * Math.PI * hits * misses));
}

function sumUpwards(from: number, count: number, ratio: number): number {
  const odds = ratio / (1 - ratio);
  let term = computePointProbability(from, count, ratio);
  let sum = 0;
  for (let hits = from; hits <= count && term > sum * 1e-17; hits++) {
    sum += term;
    term *= ((count - hits) / (hits + 1)) * odds;
  }
  return sum;
}

function sumDownwards(from: number, count: number, ratio: number): number {
  const odds = (1 - ratio) / ratio;
  let term = computePointProbability(from, count, ratio);
  let sum = 0;
  for (let hits = from; hits >= 0 && term > sum * 1e-17; hits--) {
    sum += term;
    term *= (hits / (count - hits + 1)) * odds;
  }
  return sum;
}

const smallStirlingErrors = buildSmallStirlingErrors();

/** ln(n!) − Stirling's formula for it: a table below 16, the series above. */
function computeStirlingError(n: number): number {
  if (n < smallStirlingErrors.length) return smallStirlingErrors[n] as number;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

function buildSmallStirlingErrors(): number[] {
  const errors = [0];
  let logFactorial = 0;
  for (let n = 1; n < 16; n++) {
    logFactorial += Math.log(n);
    errors.push(logFactorial - (0.5 * Math.log(2 * Math.PI * n) + n * Math.log(n) - n));
  }
  return errors;
}

/** x ln(x ÷ mean) + mean − x, by a series where the two are close (plain subtraction would cancel). */
function computeDeviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
