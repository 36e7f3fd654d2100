import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { RunRecord } from "../harness/record/run-record.ts";
import { renderJunit } from "./junit.ts";
import { buildDefendedRecord, buildPreventedRecord } from "./sample-defended.ts";
import { buildSampleRecord } from "./sample-record.ts";
import { buildEmptyRecord, buildFailedDefendedRecord, buildIncompleteRecord, replaceTexts } from "./test-records.ts";

/** Element names in order of opening; throws where the text is not well-formed XML of the kind we write. */
function readElements(xml: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const rest = xml
    .replace(/^<\?xml[^>]*\?>/, "")
    .replace(/<(\/?)([a-z-]+)((?: [a-zA-Z]+="[^"<]*")*)(\/?)>/g, (_, closing, name, __, empty) => {
      if (closing === "/") assert.equal(open.pop(), name);
      else {
        names.push(name);
        if (empty === "") open.push(name);
      }
      return "";
    });
  assert.deepEqual(open, []);
  assert.ok(!rest.includes("<"));
  assert.ok(!/&(?!amp;|lt;|gt;|quot;|apos;)/.test(rest));
  return names;
}

const count = (xml: string, name: string) => readElements(xml).filter((element) => element === name).length;

test("the control's suite holds a case for each fact and the verdict; objectives and audit are properties", () => {
  const xml = renderJunit(buildSampleRecord());
  assert.equal(count(xml, "testcase"), 13 + 1);
  assert.match(xml, /tests="14" failures="0" errors="0" skipped="0"/);
  assert.match(
    xml,
    /name="notJudged.objective.checkout-availability" value="missed, as a drill without defences must; 705 % /,
  );
  assert.match(xml, /name="notJudged.audit.lost" value="0, allowed 0"/);
});

test("a defended drill's suite holds a case for each objective, each rule over the books and the verdict; facts are properties", () => {
  const xml = renderJunit(buildDefendedRecord());
  assert.equal(count(xml, "testcase"), 5 + 7 + 1);
  assert.equal(count(xml, "failure"), 0);
  assert.match(xml, /name="notJudged.fact.CO-1" value="reproduced; measured 0 orders; expected 0 acknowledged/);
  assert.match(xml, /name="cause" value="config-change"/);
});

test("each case says what was measured and what the limit is", () => {
  for (const xml of [renderJunit(buildSampleRecord()), renderJunit(buildDefendedRecord())]) {
    const outputs = [...xml.matchAll(/<testcase[\s\S]*?<system-out>([\s\S]*?)<\/system-out>/g)].map(
      (match) => match[1] ?? "",
    );
    assert.equal(outputs.length, count(xml, "testcase"));
    for (const output of outputs) assert.match(output, /^measured: .+\nlimit: .+/);
  }
});

test("a missed objective, a broken rule and the verdict of a defended drill are failures that hold value and limit", () => {
  const xml = renderJunit(buildFailedDefendedRecord());
  assert.equal(count(xml, "failure"), 4);
  assert.match(xml, /message="expected 100 %, got 705 % of the 30-day error budget"/);
  assert.match(
    xml,
    /name="no acknowledged order is lost" time="0">\s*<failure type="audit" message="expected 0, got 1"/,
  );
  assert.match(xml, /lost, order T-000123/);
});

test("a broken rule that no count speaks of fails a case of its own", () => {
  const record = buildDefendedRecord();
  record.audit = { ...record.audit, violations: [{ invariant: "paid-too-much", orderNumber: "A-1", says: "twice" }] };
  assert.match(renderJunit(record), /name="no other rule over the books is broken" time="0">\s*<failure/);
});

test("books that could not be read are one skipped case", () => {
  const record = buildDefendedRecord();
  const xml = renderJunit({ ...record, recorded: { ...record.recorded, audited: false } });
  assert.equal(count(xml, "skipped"), 1);
  assert.match(xml, /<skipped message="not decided: the books could not be read, expected 0"/);
});

test("a fact that did not come out fails, one that could not be decided is skipped", () => {
  const record = buildSampleRecord();
  record.facts = record.facts
    .slice(0, 2)
    .map((fact, index) => ({ ...fact, verdict: index === 0 ? "not-reproduced" : "undecided" }));
  const xml = renderJunit(record);
  assert.equal(count(xml, "failure"), 1);
  assert.equal(count(xml, "skipped"), 1);
  assert.match(xml, /<failure type="facts" message="expected 0 acknowledged orders in the outage, got 0 orders"\/>/);
});

test("an inconclusive drill is never green", () => {
  for (const record of [buildEmptyRecord(), buildIncompleteRecord()])
    assert.equal(count(renderJunit(record), "error"), 1);
});

test("any text gives well-formed XML without characters that XML forbids", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const xml = renderJunit(replaceTexts(buildFailedDefendedRecord(), () => `${text}<a>&"'\u0000\u001b]]>\ud800`));
      readElements(xml);
      assert.ok(!/(?![\t\n])\p{Cc}|[\ufffe\uffff]/u.test(xml) && xml.isWellFormed());
    }),
    { numRuns: 50 },
  );
});

const nameSuite = (record: RunRecord) => /<testsuite name="([^"]+)"/.exec(renderJunit(record))?.[1];

/** The same drill of another selection. */
const choose =
  (changes: Partial<RunRecord["recorded"]["selection"]>) =>
  (record: RunRecord): RunRecord => {
    const selection = { ...record.recorded.selection, ...changes };
    return { ...record, recorded: { ...record.recorded, selection } };
  };

test("drills of one run have suites of different names, which tell all their defences", () => {
  assert.deepEqual(
    [buildSampleRecord(), buildDefendedRecord(), buildPreventedRecord()].map(choose({ cause: null })).map(nameSuite),
    [
      "tilldrill.checkout-outage.as-it-happened",
      "tilldrill.checkout-outage.defended.circuit-breaker+deferred-checkout+status-message",
      "tilldrill.checkout-outage.defended.auto-rollback",
    ],
  );
});

test("drills of different causes, phases, mechanisms or latency have suites of different names", () => {
  const plain = choose({ cause: null, phases: null, without: null, addedLatencyMs: null })(buildSampleRecord());
  const names = [
    plain,
    choose({ cause: "hung-provider" })(plain),
    choose({ cause: "exhausted-pool" })(plain),
    choose({
      phases: [
        { phase: "calm", minutes: 50 },
        { phase: "outage", minutes: 7.5 },
      ],
    })(plain),
    choose({ without: "coming-back-tonight" })(plain),
    choose({ addedLatencyMs: 0 })(plain),
    choose({ addedLatencyMs: 300 })(plain),
  ].map((record) => nameSuite(record)?.replace("tilldrill.checkout-outage.as-it-happened", ""));
  assert.deepEqual(names, [
    "",
    ".cause-hung-provider",
    ".cause-exhausted-pool",
    ".only-calm-50+outage-7-5",
    ".without-coming-back-tonight",
    ".no-latency-added",
    ".300-ms-more-a-page",
  ]);
});

test("the same drill with another seed has a suite of the same name", () => {
  const record = buildSampleRecord();
  assert.equal(nameSuite({ ...record, seed: 2 }), nameSuite(record));
});
