import assert from "node:assert/strict";
import { test } from "node:test";
import { renderComparisonTable } from "./comparison-table.ts";
import { buildSampleDeal, buildSampleEach, buildSampleLatency, buildSamplePair } from "./sample-comparison.ts";
import { replaceTexts } from "./test-records.ts";
import { measureText } from "./text-columns.ts";

const plain = { colour: false, width: 100 };
const each = buildSampleEach().comparison;

test("a line a drill: label, figures at full scale, and below it the difference with its interval and the cost", () => {
  const text = renderComparisonTable(each, { colour: false, width: 130 });
  assert.match(text, /✓ as it happened +867,000 +19\.4 million +373,000 +727,000/);
  assert.match(
    text,
    /deferred-checkout.*\n {4}.*net loss lower by USD 17\.1 million \(95 %: USD 16\.0 million to USD 18\.1 million\)\n {4}costs: customers wait/,
  );
  assert.match(text, /3 defences together\n?.*1,282,500/);
});

test("a drill that was cut short is not compared, and says why", () => {
  assert.match(renderComparisonTable(each, plain), /\? status-message.*\n {4}not compared: this drill was cut short/);
});

test("no line is wider than the terminal, and without colour there is no control character", () => {
  for (const { comparison } of [buildSamplePair(), buildSampleEach(), buildSampleLatency(), buildSampleDeal()]) {
    for (const width of [40, 60, 80, 100, 130]) {
      const text = renderComparisonTable(comparison, { colour: false, width });
      for (const line of text.split("\n")) assert.ok(measureText(line) <= width, `${width}: ${line}`);
      assert.ok(!/(?!\n)\p{Cc}/u.test(text));
    }
  }
});

test("a narrow terminal goes without columns, a very narrow one gets a block for each drill", () => {
  assert.match(renderComparisonTable(each, { colour: false, width: 130 }), /deferred +budget/);
  assert.doesNotMatch(renderComparisonTable(each, { colour: false, width: 80 }), / {2}deferred +budget/);
  assert.match(
    renderComparisonTable(each, { colour: false, width: 50 }),
    /✓ as it happened\n {4}orders 867,000; net loss/,
  );
});

test("hostile texts of a comparison cannot steer a terminal", () => {
  const text = renderComparisonTable(
    replaceTexts(each, (word) => `${word}\u001b[2J\u202e\n`),
    plain,
  );
  assert.ok(!/(?!\n)\p{Cc}|\u202e/u.test(text));
});

test("a deal has columns of its own, and below each drill what its damage differs by", () => {
  const text = renderComparisonTable(buildSampleDeal().comparison, { colour: false, width: 160 });
  assert.match(text, /damage EUR +uses +readers came +turned away/);
  assert.match(text, /as it happened .* 850,968 +89,208 +109,224/);
  assert.match(text.replace(/\s+/g, " "), /damage lower by EUR 201,312 \(95 %: EUR 189,233 to EUR 213,391\)/);
  assert.doesNotMatch(renderComparisonTable(each, { colour: false, width: 160 }), /damage|readers came/);
});
