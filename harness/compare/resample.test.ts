import assert from "node:assert/strict";
import { test } from "node:test";
import { computeInterval, resampleSums, subtractColumn, sumColumn } from "./resample.ts";

/** A uniform stream of its own, so that the test's customers owe nothing to the bootstrap's draws. */
function buildUniform(seed: number): () => number {
  let state = BigInt(seed) * 2n + 1n;
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
}

/** Paired customers: 60 % fail in the base, of those 70 % are saved in the drill; baskets are exponential around 50 dollars. */
function drawPair(uniform: () => number, size: number): { base: Float64Array; drill: Float64Array } {
  const base = new Float64Array(size);
  const drill = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const cents = -Math.log(1 - uniform()) * 5_000;
    const fails = uniform() < 0.6;
    const isSaved = uniform() < 0.7;
    base[i] = fails ? 0 : cents;
    drill[i] = fails && !isSaved ? 0 : cents;
  }
  return { base, drill };
}

test("about 95 % of the intervals hold the true difference, over 400 drawn pairs of drills", () => {
  const size = 400;
  const trueDifference = size * 0.6 * 0.7 * 5_000;
  let held = 0;
  for (let run = 0; run < 400; run++) {
    const { base, drill } = drawPair(buildUniform(run + 1), size);
    const difference = subtractColumn(drill, base);
    const [sums] = resampleSums([difference], 1_000, run);
    const { low, high } = computeInterval(sumColumn(difference), sums as Float64Array);
    if (low <= trueDifference && trueDifference <= high) held++;
  }
  // 95 % of 400 is 380; three deviations of a binomial are 13, and a bootstrap of 400 skewed values falls short by some 0.5 %.
  assert.ok(held >= 365 && held <= 393, `${held} of 400`);
});

test("an interval of the difference is narrower than one that forgets who is who", () => {
  const { base, drill } = drawPair(buildUniform(5), 400);
  const [paired] = resampleSums([subtractColumn(drill, base)], 1_000, 1);
  const [plain, other] = [resampleSums([drill], 1_000, 2)[0], resampleSums([base], 1_000, 3)[0]];
  const unpaired = (plain as Float64Array).map((sum, i) => sum - ((other as Float64Array)[i] as number));
  const width = (sums: Float64Array) => {
    const { low, high } = computeInterval(0, sums);
    return high - low;
  };
  assert.ok(width(paired as Float64Array) < 0.8 * width(unpaired));
});

test("all columns are resampled by the same draw", () => {
  const column = Float64Array.from({ length: 50 }, (_, i) => i);
  const [once, twice] = resampleSums([column, column.map((value) => 2 * value)], 100, 9) as [
    Float64Array,
    Float64Array,
  ];
  assert.deepEqual(
    twice,
    once.map((sum) => 2 * sum),
  );
  assert.ok(new Set(once).size > 50);
});

test("an interval is the middle 95 %: 25 of 1,000 cut at each end", () => {
  const resampled = Float64Array.from({ length: 1_000 }, (_, i) => 1_000 - i);
  assert.deepEqual(computeInterval(500, resampled), { value: 500, low: 25, high: 975 });
});

test("columns of different customers are refused", () => {
  assert.throws(() => resampleSums([new Float64Array(3), new Float64Array(4)], 10, 1), /same customers/);
});

test("no customers give a difference of 0", () => {
  const [sums] = resampleSums([new Float64Array(0)], 10, 1);
  assert.deepEqual(computeInterval(0, sums as Float64Array), { value: 0, low: 0, high: 0 });
});
