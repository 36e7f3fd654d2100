import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunRecord } from "../harness/record/run-record.ts";
import type { WaitingRecord } from "../harness/record/waiting-record.ts";
import { renderReport } from "./html/render-report.ts";
import { buildSampleRecord } from "./sample-record.ts";
import { renderSummary } from "./summary.ts";
import { renderTerminal } from "./terminal.ts";
import { describeFairness, listWaitingNotes } from "./waiting-words.ts";

const measured: WaitingRecord = {
  waits: 40,
  letIn: 36,
  gaveUp: 3,
  stillWaiting: 1,
  waitMinutes: { p50: 4, p95: 11, max: 12.5 },
  inversions: 6,
  comparablePairs: 600,
  toleranceMinutes: 2.5,
};
const calm: WaitingRecord = {
  ...measured,
  waits: 0,
  letIn: 0,
  gaveUp: 0,
  stillWaiting: 0,
  waitMinutes: null,
  inversions: 0,
  comparablePairs: 0,
};

function buildRecord(waiting: WaitingRecord | undefined, isOn: boolean): RunRecord {
  const sample = buildSampleRecord();
  const report = {
    name: "waiting-room",
    kind: "containing",
    by: "shop",
    says: "",
    costs: "",
    counts: { bypassAttempts: 7, waitP95Seconds: 720 },
  } as const;
  return {
    ...sample,
    defences: isOn ? ["waiting-room"] : [],
    recorded: { ...sample.recorded, defenceReports: isOn ? [report] : [], ...(waiting && { waiting }) },
  };
}

const render = (record: RunRecord) => ({
  page: renderReport(record, { uplotJs: "", uplotCss: "", chartsJs: "" }),
  terminal: renderTerminal(record, { colour: false, width: 400 }),
  markdown: renderSummary(record),
});

test("a drill with waits has them in all outputs, the shop's own counts beside them in the page", () => {
  const { page, terminal, markdown } = render(buildRecord(measured, true));
  assert.ok(page.includes('<a href="#waiting-room">') && page.includes('<h2 id="waiting-room">'));
  assert.match(page, /wrong order: 6 of 600 \(1\s%\) pairs of customers who joined the line more than 2\.5\smin apart/);
  assert.match(page, /The shop's own counts: bypass attempts 7, wait p95 seconds 720\./);
  assert.match(terminal, /line: 40 waits .* 36 let in, 3 gave up, 1 still waiting at the end/);
  assert.match(markdown, /line: 40 waits/);
});

test("no waiting room and nobody in line: no section and no line, also in an older record", () => {
  for (const record of [buildRecord(calm, false), buildRecord(undefined, false)]) {
    assert.deepEqual(listWaitingNotes(record), []);
    assert.ok(!render(record).page.includes('id="waiting-room"'));
  }
});

test("somebody in line without the defence, and the defence without a line, are both told of", () => {
  assert.equal(listWaitingNotes(buildRecord(measured, false)).length, 1);
  assert.deepEqual(listWaitingNotes(buildRecord(calm, true)), ["line: nobody had to wait"]);
  assert.ok(render(buildRecord(undefined, true)).page.includes("Waits were not measured in this drill."));
});

test("fairness says first come, first served only where there was something to compare", () => {
  assert.match(describeFairness({ ...measured, inversions: 0 }), /first come, first served\.$/);
  assert.doesNotMatch(describeFairness(measured), /first served/);
  assert.match(describeFairness({ ...measured, inversions: 0, comparablePairs: 0 }), /nothing to compare/);
});
