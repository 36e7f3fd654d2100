import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { hashIncident } from "../load-incident.ts";
import { renderOrderLines } from "../record/order-lines.ts";
import type { Recorded } from "../record/run-record.ts";
import { judgeRecording } from "./judge-recording.ts";
import { readAuditTerms, readRecording } from "./read-recording.ts";
import { buildRecorded, buildRecording } from "./recording.fixture.ts";

const directory = mkdtempSync(join(tmpdir(), "tilldrill-recording-"));
after(() => rmSync(directory, { recursive: true, force: true }));

/** Writes a drill that was cut short (it needs no books) and reads it back. */
function readBack(changes: Partial<Recorded>) {
  const planText = JSON.stringify(buildRecording({}).plan);
  const planSha256 = createHash("sha256").update(planText).digest("hex");
  const recorded = buildRecorded({ complete: false, planSha256, ...changes });
  const recording = buildRecording({ books: null, recorded });
  writeFileSync(join(directory, "record.json"), JSON.stringify(judgeRecording(recording)));
  writeFileSync(join(directory, "plan.json"), planText);
  writeFileSync(join(directory, "orders.jsonl"), renderOrderLines(recording.history));
  return { written: recording, read: readRecording(directory) };
}

const changed = /judged by expectations that may have changed since the drill/;

describe("what a record tells the audit", () => {
  it("is pace and currency, and that nothing was pending only where the drill ran to its end and says so", () => {
    const read = (changes: Partial<Recorded>) => {
      const recorded = buildRecorded(changes);
      writeFileSync(join(directory, "record.json"), JSON.stringify(judgeRecording(buildRecording({ recorded }))));
      return readAuditTerms(directory);
    };
    const pending = "2 payments were still to be captured, voided or refunded when the drill ended";
    assert.deepEqual(read({ complete: true }), { isSettled: true, pace: 60, currency: "USD" });
    const unsettled = { isSettled: false, pace: 60, currency: "USD" };
    assert.deepEqual(read({ complete: true, warnings: [pending] }), unsettled);
    assert.deepEqual(read({ complete: false }), unsettled);
  });

  it("is an error where there is no record, or none that can be understood", () => {
    assert.throws(() => readAuditTerms(join(directory, "elsewhere")), /has no record\.json that can be read/);
    writeFileSync(join(directory, "record.json"), "{}");
    assert.throws(() => readAuditTerms(directory), /record\.json cannot be understood/);
  });
});

describe("a stored drill", () => {
  it("is read back with its history, plan and faults", () => {
    const { written, read } = readBack({ incidentSha256: hashIncident("smoke") });
    assert.deepEqual(read.history, written.history);
    assert.deepEqual(read.plan, written.plan);
    assert.deepEqual(read.faults, written.faults);
    assert.equal(read.books, null);
  });

  it("carries a warning where the incident's files have changed since, and only there", () => {
    assert.deepEqual(readBack({ incidentSha256: hashIncident("smoke") }).read.recorded.warnings, []);
    const { warnings } = readBack({ incidentSha256: "0", warnings: ["2 payments were open"] }).read.recorded;
    assert.equal(warnings.length, 2);
    assert.match(warnings[1] ?? "", changed);
  });

  it("is refused with the plan of another drill", () => {
    assert.throws(() => readBack({ planSha256: "0" }), /plan\.json cannot be understood/);
  });

  it("carries that warning once, also when it was judged and stored before", () => {
    const { recorded } = readBack({ incidentSha256: "0" }).read;
    assert.equal(readBack({ incidentSha256: "0", warnings: recorded.warnings }).read.recorded.warnings.length, 1);
  });
});
