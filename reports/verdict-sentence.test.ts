import assert from "node:assert/strict";
import { test } from "node:test";
import { buildSampleRecord } from "./sample-record.ts";
import { buildEmptyRecord, buildFailedDefendedRecord, buildIncompleteRecord } from "./test-records.ts";
import { renderVerdictSentence } from "./verdict-sentence.ts";

test("a positive control says how many facts came out, how many of them emergent, and that objectives must be missed", () => {
  assert.equal(
    renderVerdictSentence(buildSampleRecord()),
    "Pass: checkout-outage as it happened, judged by its facts: 13 of 13 facts reproduced, 5 of them emergent; 2 of 5 objectives missed, as a drill without defences must.",
  );
});

test("a defended drill says which objectives were missed and what the audit found", () => {
  assert.equal(
    renderVerdictSentence(buildFailedDefendedRecord()),
    "Fail: checkout-outage defended by circuit-breaker and deferred-checkout, judged by its objectives and the audit: 3 of 5 objectives met; checkout-availability and order-success missed; the audit found 1 violation.",
  );
});

test("an incomplete record says so, and why, before anything else", () => {
  assert.match(
    renderVerdictSentence(buildIncompleteRecord()),
    /^Inconclusive, from an incomplete record \(interrupted with Ctrl-C at minute 212\): checkout-outage/,
  );
});

test("a drill that measured nothing claims nothing", () => {
  assert.match(renderVerdictSentence(buildEmptyRecord()), /: no fact was measured\.$/);
  const defended = { ...buildEmptyRecord(), judgedBy: "objectives" as const };
  assert.match(renderVerdictSentence(defended), /: no objective was measured; the audit had no order to check\.$/);
});

test("books that could not be read are not called free of violations", () => {
  const record = buildFailedDefendedRecord();
  const unread = {
    ...record,
    audit: { ...record.audit, violations: [] },
    recorded: { ...record.recorded, audited: false },
  };
  assert.match(renderVerdictSentence(unread), /the books could not be audited/);
});

test("a long list of names is cut short", () => {
  const record = buildSampleRecord();
  record.facts = record.facts.map((fact) => ({ ...fact, verdict: "not-reproduced" }));
  assert.match(renderVerdictSentence(record), /CO-1, CO-2, CO-3, CO-4 and 9 more did not come out/);
});

const select = (record: ReturnType<typeof buildSampleRecord>, changes: object) => ({
  ...record,
  recorded: { ...record.recorded, selection: { ...record.recorded.selection, ...changes } },
});

test("a short form without facts is judged by what it must miss, and says that it measures none", () => {
  const cut = select({ ...buildSampleRecord(), facts: [] }, { phases: [{ phase: "calm", minutes: 50 }] });
  assert.match(
    renderVerdictSentence(cut),
    /as it happened, judged by the objectives it must miss: a short form measures no facts; 2 of 5 objectives missed, as a drill without/,
  );
});

test("a drill for the cost of latency is named so, and need not miss its objectives", () => {
  const slowed = renderVerdictSentence(select(buildSampleRecord(), { addedLatencyMs: 300 }));
  assert.match(slowed, /checkout-outage with 300 ms more on every page, judged by its facts/);
  assert.doesNotMatch(slowed, /as a drill without defences must/);
  assert.match(renderVerdictSentence(select(buildSampleRecord(), { addedLatencyMs: 0 })), /without its incident/);
});
