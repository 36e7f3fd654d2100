import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeferralReport, RunRecord } from "../harness/record/run-record.ts";
import { describeLicence, listDefenceNotes, listFindings, listForestalled, listSelected } from "./drill-notes.ts";
import { renderReport } from "./html/render-report.ts";
import { buildDefendedRecord, buildPreventedRecord } from "./sample-defended.ts";
import { buildSampleRecord } from "./sample-record.ts";
import { renderSummary } from "./summary.ts";
import { renderTerminal } from "./terminal.ts";

const noAssets = { uplotJs: "", uplotCss: "", chartsJs: "" };

function change(record: RunRecord, recorded: Partial<RunRecord["recorded"]>): RunRecord {
  return { ...record, recorded: { ...record.recorded, ...recorded } };
}

/** What every reader sees: page, terminal, step summary. */
const renderAll = (record: RunRecord) => [
  renderReport(record, noAssets),
  renderTerminal(record, { colour: false, width: 400 }),
  renderSummary(record),
];

test("the whole incident without defences has no notes", () => {
  const record = buildSampleRecord();
  assert.deepEqual(listSelected(record), []);
  assert.deepEqual(listDefenceNotes(record), []);
  assert.deepEqual(listFindings(record), []);
  assert.equal(describeLicence(record), null);
});

test("a cut incident, a cause and a mechanism switched off are said at the top of every output", () => {
  const selection = {
    name: "checkout-outage",
    cause: "hung-provider",
    phases: [{ phase: "calm", minutes: 50 }],
    without: "pressing-again" as const,
    addedLatencyMs: null,
  };
  for (const text of renderAll(change(buildSampleRecord(), { selection }))) {
    assert.match(text, /Short form: only calm (\\)?\(50 minutes(\\)?\) was rehearsed/);
    assert.match(text, /Cause drilled: hung-provider/);
    assert.match(text, /Switched off to see what it does: pressing-again/);
  }
});

test("what each defence did and costs stands in every output", () => {
  for (const text of renderAll(buildDefendedRecord())) {
    assert.match(text, /opened 9, refused 1,102, probes 61/);
    assert.match(text, /an order whose card is declined later is cancelled/);
  }
});

test("deferred orders: taken, completed, by their deadline, cancelled, waiting, first and last completion", () => {
  const [page = "", ...texts] = renderAll(buildDefendedRecord());
  for (const text of texts)
    assert.match(
      text,
      /858 orders were taken before their payment: 851 completed, all by their deadline, 7 cancelled, 0 still waiting; completed from 00:03 \+1 d to 01:01 \+1 d/,
    );
  assert.match(page, /<dt>completed by their deadline<\/dt><dd>851<\/dd>/);
  assert.match(page, /<dt>first completed<\/dt><dd>00:03 \+1 d \(minute 333\.1\)<\/dd>/);
});

test("deferred orders completed out of order are told where there are any, and not where there are none", () => {
  const tell = (completedOutOfOrder: number) => {
    const record = buildDefendedRecord();
    const deferrals = { ...(record.recorded.deferrals as DeferralReport), completedOutOfOrder };
    return renderAll(change(record, { deferrals })).map((text) => text.replace(/\s+/g, " "));
  };
  const [page = "", ...texts] = tell(3);
  for (const text of texts)
    assert.match(text, /still waiting.*; 3 out of order, over ten seconds of real time from their place in the line/);
  assert.match(page, /<dt>completed out of order<\/dt><dd>3, over ten seconds of real time/);
  for (const text of tell(0)) assert.doesNotMatch(text, /out of order/);
});

test("orders completed after their deadline are told apart", () => {
  const record = buildDefendedRecord();
  const deferrals = {
    ...(record.recorded.deferrals as NonNullable<typeof record.recorded.deferrals>),
    completedByDeadline: 849,
  };
  assert.match(
    listDefenceNotes(change(record, { deferrals })).at(-1) ?? "",
    /851 completed, 2 of them after their deadline/,
  );
});

test("an alerted action: when the alert fired, how long the reaction took, when it was done, what it forestalled", () => {
  const record = buildPreventedRecord();
  assert.deepEqual(listForestalled(record), ["payment endpoint, all calls (from minute 150)"]);
  const [page = "", ...texts] = renderAll(record);
  for (const text of texts)
    assert.match(
      text,
      /alert at minute 82\.4, reaction 5 min, roll the change back at minute 87\.4; forestalled: payment endpoint, all calls/,
    );
  assert.match(page, /<dt>forestalled<\/dt><dd>payment endpoint, all calls \(from minute 150\)<\/dd>/);
  assert.match(page, /forestalled by a defence/);
});

test("an action that came too late forestalled nothing, and says so", () => {
  const record = buildPreventedRecord();
  const faults = record.faults.map((fault) => ({ ...fault, state: "restored" as const }));
  assert.match(listDefenceNotes({ ...record, faults }).join(), /forestalled: nothing/);
});

test("a metastable finding is said, and decides nothing", () => {
  const record = change(buildDefendedRecord(), {
    findings: [{ kind: "metastable", says: "down 25 minutes after the cause was gone" }],
  });
  for (const text of renderAll(record)) assert.match(text, /down 25 minutes after the cause was gone/);
  assert.equal(record.verdict, "pass");
});

test("a figure says beside it what it may claim at this pace, and in which phases not", () => {
  const [page = "", ...texts] = renderAll(buildDefendedRecord());
  for (const text of texts) assert.match(text, /latency not at this pace in precursors, outage and catch-up/);
  assert.match(
    page,
    /class="licence good" href="#pace"[^>]*><span class="sign" aria-hidden="true">=<\/span> faithful<\/a>/,
  );
  assert.match(
    page,
    /class="licence unknown" href="#pace"[^>]*>.*?not at this pace in precursors, outage and catch-up<\/a>/,
  );
});
