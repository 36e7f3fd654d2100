import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { renderJunit } from "./junit.ts";
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

test("a suite holds a case for each fact, each objective, the audit and the verdict", () => {
  const xml = renderJunit(buildSampleRecord());
  assert.equal(count(xml, "testcase"), 13 + 5 + 1 + 1);
  assert.match(xml, /tests="20" failures="0" errors="0" skipped="0"/);
});

test("an objective that a positive control must miss is no failure", () => {
  const xml = renderJunit(buildSampleRecord());
  assert.equal(count(xml, "failure"), 0);
  assert.match(xml, /verdict: missed, as a drill without defences must/);
});

test("a missed objective, a violation and the verdict of a defended drill are failures", () => {
  const xml = renderJunit(buildFailedDefendedRecord());
  assert.equal(count(xml, "failure"), 4);
  assert.equal(count(xml, "testcase"), 5 + 1 + 1);
  assert.match(xml, /acknowledged-orders-are-in-the-books, order T-000123/);
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
