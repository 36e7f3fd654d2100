import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { draw, toExponential } from "./chance.ts";

const buckets = 100;
const count = 100_000;
/** 99.9th percentile of chi-square with 99 degrees of freedom (table). */
const limit = 148.2;

/** Pearson's chi-square of draws over equal buckets, against the uniform distribution. */
function computeChiSquare(bucketOf: (index: number) => number): number {
  const found = new Array<number>(buckets).fill(0);
  for (let index = 0; index < count; index++) {
    const bucket = bucketOf(index);
    found[bucket] = (found[bucket] as number) + 1;
  }
  const expected = count / buckets;
  return found.reduce((sum, number) => sum + (number - expected) ** 2 / expected, 0);
}

const toBucket = (uniform: number) => Math.floor(uniform * buckets);
/** Ten by ten cells of a pair: independent uniform pairs fill them evenly. */
const toCell = (a: number, b: number) => Math.floor(a * 10) * 10 + Math.floor(b * 10);

describe("a draw", () => {
  it("is uniform over customers, attempts and seeds, in its high and its low bits", () => {
    const streams: Record<string, (index: number) => number> = {
      customers: (index) => toBucket(draw(1, "buyers", index, "patience", 0)),
      attempts: (index) => toBucket(draw(1, "buyers", 5, "patience", index)),
      seeds: (index) => toBucket(draw(index, "buyers", 5, "patience", 0)),
      "low bits": (index) => toBucket((draw(1, "buyers", index, "patience", 0) * 2 ** 30) % 1),
    };
    for (const [name, bucketOf] of Object.entries(streams)) {
      const chiSquare = computeChiSquare(bucketOf);
      assert.ok(chiSquare < limit, `${name}: ${chiSquare}`);
    }
  });

  it("is independent of its neighbours: customer, attempt, seed, decision and population", () => {
    const pairs: Record<string, (index: number) => number> = {
      customer: (index) => toCell(draw(1, "buyers", index, "later", 0), draw(1, "buyers", index + 1, "later", 0)),
      attempt: (index) => toCell(draw(1, "buyers", index, "later", 0), draw(1, "buyers", index, "later", 1)),
      seed: (index) => toCell(draw(1, "buyers", index, "later", 0), draw(2, "buyers", index, "later", 0)),
      decision: (index) => toCell(draw(1, "buyers", index, "later", 0), draw(1, "buyers", index, "morning", 0)),
      population: (index) => toCell(draw(1, "buyers", index, "later", 0), draw(1, "browsers", index, "later", 0)),
    };
    for (const [name, bucketOf] of Object.entries(pairs)) {
      const chiSquare = computeChiSquare(bucketOf);
      assert.ok(chiSquare < limit, `${name}: ${chiSquare}`);
    }
  });

  it("would be caught if it were skewed or tied to its neighbour", () => {
    const skewed = computeChiSquare((index) => toBucket(draw(1, "buyers", index, "patience", 0) ** 1.05));
    const tied = computeChiSquare((index) => {
      const a = draw(1, "buyers", index, "later", 0);
      const b = draw(1, "buyers", index + 1, "later", 0);
      return toCell(a, index % 20 === 0 ? a : b);
    });
    assert.ok(skewed > limit, `${skewed}`);
    assert.ok(tied > limit, `${tied}`);
  });

  it("lies from 0 to below 1", () => {
    const uniforms = Array.from({ length: count }, (_, index) => draw(3, "hunters", index, "later", 0));
    assert.ok(uniforms.every((uniform) => uniform >= 0 && uniform < 1));
  });

  it("is the same for the same arguments, today and tomorrow", () => {
    assert.equal(draw(1, "buyers", 0, "arrival", 0), 0.2915843654771364);
    assert.equal(draw(1, "buyers", 41, "after-visit", 2), 0.665640394426517);
    assert.equal(draw(2_147_483_647, "browsers", 3700, "think-1", 12), 0.15310912391809994);
  });

  it("changes with each of its arguments", () => {
    const draws = [
      draw(1, "buyers", 1, "later", 1),
      draw(2, "buyers", 1, "later", 1),
      draw(1, "hunters", 1, "later", 1),
      draw(1, "buyers", 2, "later", 1),
      draw(1, "buyers", 1, "morning", 1),
      draw(1, "buyers", 1, "later", 2),
    ];
    assert.equal(new Set(draws).size, 6);
  });
});

describe("an exponential number", () => {
  it("has mean 1 and variance 1", () => {
    const numbers = Array.from({ length: count }, (_, index) => toExponential(draw(1, "buyers", index, "later", 0)));
    const mean = numbers.reduce((sum, number) => sum + number, 0) / count;
    const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / count;
    // Four standard errors: 1 ÷ √count for the mean, √(8 ÷ count) for the variance.
    assert.ok(Math.abs(mean - 1) < 4 / Math.sqrt(count), `${mean}`);
    assert.ok(Math.abs(variance - 1) < 4 * Math.sqrt(8 / count), `${variance}`);
  });

  it("is 0 at 0, ln 2 at a half, and finite below 1", () => {
    assert.equal(toExponential(0), 0);
    assert.equal(toExponential(0.5), Math.LN2);
    assert.ok(Number.isFinite(toExponential(1 - 2 ** -53)));
  });
});
