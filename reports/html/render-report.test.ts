import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readReportAssets } from "../assets.ts";
import { cleanText } from "../clean-text.ts";
import { buildSampleRecord } from "../sample-record.ts";
import { buildEmptyRecord, buildFailedDefendedRecord, buildIncompleteRecord, replaceTexts } from "../test-records.ts";
import { renderReport } from "./render-report.ts";

const assets = await readReportAssets();
const noAssets = { uplotJs: "", uplotCss: "", chartsJs: "" };

/** Tags of a page in order, without the content of scripts and styles. */
function listTags(page: string): string[] {
  const bare = page.replace(/(<(script|style)[^>]*>)[\s\S]*?(<\/\2>)/g, "$1$3");
  return [...bare.matchAll(/<\/?([a-zA-Z!][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    (match) => `${match[1]} ${(match[2] ?? "").replace(/"[^"]*"/g, "")}`,
  );
}

const hostileTexts = [
  `<img src=x onerror=alert(1)>"'&`,
  "</script><script>alert(1)</script>",
  "</title></style></textarea>-->]]><svg onload=alert(1)>",
  '" onmouseover="alert(1)" x=\'',
  "javascript:alert(1)//`\u0000\u202e",
];

for (const hostile of hostileTexts) {
  test(`${JSON.stringify(hostile)} in every text of a record never becomes markup`, () => {
    const plain = "x".repeat(cleanText(hostile).length);
    for (const record of [buildSampleRecord(), buildFailedDefendedRecord(), buildIncompleteRecord()]) {
      const attacked = renderReport(
        replaceTexts(record, () => hostile),
        noAssets,
      );
      const harmless = renderReport(
        replaceTexts(record, () => plain),
        noAssets,
      );
      assert.deepEqual(listTags(attacked), listTags(harmless));
      assert.ok(!attacked.includes("<img") && !attacked.includes("<svg onload"));
      assert.equal(attacked.split("<script").length, harmless.split("<script").length);
      assert.ok(!attacked.includes("\u0000") && !attacked.includes("\u202e"));
    }
  });
}

test("a fact shows the reason of its expectation, and nothing where the record has none", () => {
  const record = buildSampleRecord();
  const reason = '<span class="detail">most who failed buy elsewhere, give up, or wait for the morning</span>';
  assert.ok(renderReport(record, assets).includes(reason));
  const { factReasons: _, ...recorded } = record.recorded;
  assert.ok(!renderReport({ ...record, recorded }, assets).includes(reason));
});

test("the page loads nothing: no address in src, href, url() or @import", () => {
  const page = renderReport(buildSampleRecord(), assets);
  assert.ok(!/(src|srcset|action|data|poster)\s*=\s*["'](?!data:)/i.test(page.replace(/data-[\w]+="/g, "")));
  assert.ok(!/href="(?!#|data:,)/.test(page));
  assert.ok(!/@import|url\((?!#)/i.test(page));
});

test("a strict policy forbids every request and every script and style but its own", () => {
  const page = renderReport(buildSampleRecord(), assets);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  assert.match(policy, /default-src 'none'; script-src 'sha256-[\w+/=]{44}' 'sha256-[\w+/=]{44}'; style-src/);
  assert.ok(!policy.includes("unsafe"));
  assert.ok(!/\sstyle="/.test(page), "a style attribute would have no effect under the policy");
  assert.ok(!/\son[a-z]+="/.test(page), "an event attribute would have no effect under the policy");
});

test("the report opens with the verdict, says what carries over, and names the command", () => {
  const page = renderReport(buildSampleRecord(), noAssets);
  assert.ok(page.indexOf('id="verdict"') < page.indexOf("Key figures"));
  assert.match(page, /13 of 13 facts reproduced, 5 of them emergent/);
  assert.match(page, /Queueing delay does not/);
  assert.match(page, /npx tilldrill run checkout-outage --variant as-it-happened --seed 1/);
});

test("links within the page lead to an id that exists once", () => {
  const page = renderReport(buildSampleRecord(), noAssets);
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), `#${target}`);
});

test("an incomplete record is marked, and its faults may still act", () => {
  const page = renderReport(buildIncompleteRecord(), noAssets);
  assert.match(page, /<strong>Incomplete record<\/strong>/);
  assert.match(page, /interrupted with Ctrl-C at minute 212/);
  assert.match(page, /may still act/);
});

test("a record in which nothing was measured renders, and says so", () => {
  const page = renderReport(buildEmptyRecord(), noAssets);
  assert.match(page, /nothing was measured/);
  assert.match(page, /No step was measured/);
  assert.ok(!/NaN|undefined|Infinity|\[object/.test(page));
});

test("the same record gives the same bytes", () => {
  assert.equal(renderReport(buildSampleRecord(), assets), renderReport(buildSampleRecord(), assets));
});

const maybe = (value: fc.Arbitrary<number>) => fc.option(value, { nil: null });
const anyRecord = fc
  .record({
    text: fc.string({ unit: "binary", maxLength: 20 }),
    measured: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
    minute: maybe(fc.double({ min: -1000, max: 5000, noNaN: true })),
    budget: maybe(fc.double({ min: 0, max: 1e6, noNaN: true })),
    count: fc.nat(),
    cents: fc.maxSafeInteger(),
    phases: fc.nat(6),
    verdict: fc.constantFrom("pass", "fail", "inconclusive"),
    judgedBy: fc.constantFrom("facts", "objectives"),
  })
  .map((draw) => {
    const record = replaceTexts(buildSampleRecord(), () => draw.text);
    record.verdict = draw.verdict as "pass";
    record.judgedBy = draw.judgedBy as "facts";
    record.phases = record.phases.slice(0, draw.phases);
    record.facts = record.facts.map((fact) => ({ ...fact, measured: draw.measured }));
    record.objectives = record.objectives.map((item) => ({
      ...item,
      budgetConsumedRatio: draw.budget,
      bad: draw.count,
      total: draw.count,
    }));
    record.faults = record.faults.map((fault) => ({
      ...fault,
      injectedAtMinute: draw.minute,
      restoredAtMinute: draw.minute,
    }));
    record.times = {
      ...record.times,
      firstHarmMinute: draw.minute,
      serviceBack: { sinceFirstHarm: draw.minute, sinceOutage: draw.minute },
    };
    record.money = { ...record.money, soldCents: draw.cents, netLossCents: -draw.cents };
    return record;
  });

test("any record renders, without a number that is none", () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const page = renderReport(record, noAssets);
      assert.ok(!/NaN|undefined|Infinity|\[object/.test(page));
    }),
    { numRuns: 40 },
  );
});
