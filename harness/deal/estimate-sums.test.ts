import assert from "node:assert/strict";
import { test } from "node:test";
import { draw } from "../../scenarios/chance.ts";
import { estimateSums } from "./estimate-sums.ts";

interface Use {
  readonly account: string;
  readonly cents: number;
}

const accountNames = Array.from({ length: 200 }, (_, index) => `a-${index}`);
const share = 0.15;
/** Of 200 accounts 15 %, each with 5.00 to 10.00, 7.50 in the mean. */
const trueCents = 200 * share * 750;

function drawUses(seed: number): Use[] {
  return accountNames.flatMap((account, index) =>
    draw(seed, "deal-readers", index, "uses", 0) < share
      ? [{ account, cents: 500 + 500 * draw(seed, "deal-readers", index, "cents", 0) }]
      : [],
  );
}

const measure = { of: ({ cents }: Use) => cents, atMost: ({ cents }: Use) => cents };

function estimate(uses: readonly Use[], accounts: ReadonlySet<string>, seed = 1) {
  const [amount] = estimateSums(uses, ({ account }) => account, [measure], { accounts, weight: 1, seed });
  return (amount ?? assert.fail("no amount")).rehearsed;
}

function computeCoverage(accounts: ReadonlySet<string>): number {
  const seeds = Array.from({ length: 200 }, (_, index) => index + 1);
  const held = seeds.filter((seed) => {
    const { low, high } = estimate(drawUses(seed), accounts, seed);
    return low <= trueCents && trueCents <= high;
  });
  return held.length / seeds.length;
}

test("about 95 % of the intervals hold the true sum where all accounts are drawn that could have had a discount", () => {
  const coverage = computeCoverage(new Set(accountNames));
  assert.ok(coverage >= 0.9 && coverage <= 0.99, `${coverage}`);
});

test("drawn among those alone who had one, how many they are never varies, and most intervals miss the true sum", () => {
  const coverage = computeCoverage(new Set());
  assert.ok(coverage < 0.6, `${coverage}`);
});

test("where nobody of all accounts has any, up to three of them may", () => {
  const none = { of: () => 0, atMost: ({ cents }: Use) => cents };
  const uses = [{ account: "a-1", cents: 700 }];
  const [amount] = estimateSums(uses, ({ account }) => account, [none], {
    accounts: new Set(accountNames),
    weight: 10,
    seed: 1,
  });
  assert.deepEqual(amount?.full, { value: 0, low: 0, high: 21_000 });
});
