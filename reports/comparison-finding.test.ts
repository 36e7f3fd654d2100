import assert from "node:assert/strict";
import { test } from "node:test";
import { describeComparison } from "./comparison-finding.ts";
import { computeAverted, splitBase } from "./comparison-words.ts";
import { buildSampleDeal, buildSampleEach, buildSampleLatency, buildSamplePair } from "./sample-comparison.ts";

const pair = buildSamplePair();

test("two variants: what the same customers bought more, and how much of the net loss was averted", () => {
  assert.equal(
    describeComparison(pair.comparison),
    "With 3 defences together, the same customers: 415,500 more orders (95 %: 390,570 to 440,430). The net loss was USD 580,320 instead of USD 19.4 million: USD 18.8 million less (95 %: USD 17.7 million to USD 19.9 million); 97 % averted.",
  );
});

test("one by one: which helped most, and what all together averted", () => {
  assert.equal(
    describeComparison(buildSampleEach().comparison),
    "Of a net loss of USD 19.4 million, auto-rollback (98.3 % averted) helped most of 3 defences drilled alone; 3 defences together (97 % averted); status-message could not be compared.",
  );
});

test("where no drill of several can be compared, what is missing is told in place of a ranking", () => {
  const { comparison } = buildSampleEach();
  const without = (because: (index: number) => string) => ({
    ...comparison,
    drills: comparison.drills.map((drill, index) =>
      index === 0 ? drill : { ...drill, againstBase: null, notComparedBecause: because(index) },
    ),
  });
  assert.equal(
    describeComparison(without(() => "the drill it would be held against was cut short")),
    "None of 5 drills can be held against “as it happened”, so nothing is said of what they are worth: the drill it would be held against was cut short.",
  );
  assert.match(
    describeComparison(without((index) => (index < 3 ? "this drill was cut short" : "orders.jsonl is missing"))),
    /: circuit-breaker and deferred-checkout: this drill was cut short; status-message, .*: orders\.jsonl is missing\.$/,
  );
});

test("defences of which only those together can be compared are not counted as none alone", () => {
  const { comparison } = buildSampleEach();
  const drills = comparison.drills.map((drill) =>
    drill.defences.length === 1
      ? { ...drill, againstBase: null, notComparedBecause: "this drill was cut short" }
      : drill,
  );
  assert.match(
    describeComparison({ ...comparison, drills }),
    /^3 defences together \(97 % averted\); circuit-breaker, .* could not be compared\.$/,
  );
});

test("added latency: share of sales in all and for each 100 ms, beside what the study says", () => {
  assert.equal(
    describeComparison(buildSampleLatency().comparison),
    "300 ms more on every page cost 2.91 % of sales (95 %: 2.14 % to 3.72 %), that is 0.97 % for each 100 ms (0.71 % to 1.24 %); a known study says 1 %.",
  );
});

test("a drill alone has nothing to be held against; one that was cut short is said", () => {
  const { base, others } = splitBase(pair.comparison);
  assert.match(describeComparison({ ...pair.comparison, drills: [base] }), /^Only one drill of this plan ran/);
  const cut = { ...(others[0] as typeof base), againstBase: null, notComparedBecause: "this drill was cut short" };
  assert.match(
    describeComparison({ ...pair.comparison, drills: [base, cut] }),
    /could not be compared: this drill was cut short/,
  );
  assert.equal(computeAverted(cut, base), null);
});

test("a deal: what each defence averted of the damage, and of two drills the damage of both", () => {
  const { comparison } = buildSampleDeal();
  assert.match(
    describeComparison(comparison),
    / Of the damage of EUR 850,968 each averted: voucher-kill-switch \(100 %\), 3 defences together \(100 %\) and voucher-cap \(23\.7 %\)\.$/,
  );
  assert.match(
    describeComparison({ ...comparison, drills: comparison.drills.slice(0, 2) }),
    / The deal’s damage was EUR 649,656 instead of EUR 850,968: EUR 201,312 less \(95 %: EUR 189,233 to EUR 213,391\); 23\.7 % averted\.$/,
  );
});

test("damage that a defence may have averted by chance is not told as averted, and a deal without damage has no such sentence", () => {
  const { comparison } = buildSampleDeal();
  const chance = { value: -100, low: -900_000, high: 800_000 };
  const drills = comparison.drills.map((drill) =>
    drill.againstBase === null ? drill : { ...drill, againstBase: { ...drill.againstBase, damageCents: chance } },
  );
  assert.match(
    describeComparison({ ...comparison, drills }),
    / Of the damage of EUR 850,968 none of them averted anything beyond chance\.$/,
  );
  assert.match(describeComparison({ ...comparison, drills: drills.slice(0, 2) }), /: no clear difference, EUR −1 \(/);
  const unread = drills.map(({ figures: { deal: _, ...figures }, ...drill }) => ({ ...drill, figures }));
  assert.doesNotMatch(describeComparison({ ...comparison, drills: unread }), /damage/);
});
