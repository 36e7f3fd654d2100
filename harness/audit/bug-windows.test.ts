import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FaultResult } from "../record/drill-result.ts";
import type { ChangeLogEntry } from "../record/run-record.ts";
import { listBugWindows } from "./bug-windows.ts";

const change = (atMinute: number, key: string, value: string, says = "changed"): ChangeLogEntry => ({
  atMinute,
  key,
  value,
  says,
});

const fault: FaultResult = {
  name: "stage two",
  kind: "voucher-everyone",
  state: "restored",
  plannedFromMinute: 70,
  injectedAtMinute: 69.5,
  restoredAtMinute: 140,
  requestsAffected: 9,
  restoreVerified: true,
};

describe("when a voucher bug was in", () => {
  it("follows from the shop's setting, one stage after the other", () => {
    const log = [
      change(20, "voucher.bug", "kept"),
      change(30, "storefront.orderingPaused", "true"),
      change(70, "voucher.bug", "everyone"),
      change(140, "voucher.bug", "none"),
    ];
    assert.deepEqual(listBugWindows({ changeLog: log, faults: [] }), [
      { stage: "kept", fromMinute: 20, untilMinute: 70 },
      { stage: "everyone", fromMinute: 70, untilMinute: 140 },
    ]);
  });

  it("follows from leased faults in the change log, taken back or run out, and lasts where neither is said", () => {
    const log = [
      change(20, "voucher-kept", "true", "rolled out"),
      change(140, "voucher-kept", "true", "taken back"),
      change(150, "voucher-kept", "true", "rolled out"),
      change(155, "voucher-kept", "true", "lease ran out"),
      change(70, "voucher-everyone", "true", "rolled out"),
    ];
    assert.deepEqual(listBugWindows({ changeLog: log, faults: [] }), [
      { stage: "kept", fromMinute: 20, untilMinute: 140 },
      { stage: "kept", fromMinute: 150, untilMinute: 155 },
      { stage: "everyone", fromMinute: 70, untilMinute: null },
    ]);
  });

  it("follows from the harness's faults, and not from one that was never injected or is another one", () => {
    const faults = [fault, { ...fault, injectedAtMinute: null }, { ...fault, kind: "config-change" }];
    assert.deepEqual(listBugWindows({ changeLog: [], faults }), [
      { stage: "everyone", fromMinute: 69.5, untilMinute: 140 },
    ]);
    assert.deepEqual(
      listBugWindows({ changeLog: [], faults: [{ ...fault, restoredAtMinute: null }] })[0]?.untilMinute,
      null,
    );
  });

  it("is never where nothing tells of one", () => {
    assert.deepEqual(listBugWindows({ changeLog: [change(20, "payment.endpointPath", "/wrong")], faults: [] }), []);
    assert.deepEqual(listBugWindows({ changeLog: [change(0, "voucher.bug", "none")], faults: [] }), []);
  });

  it("is never where voucher-revalidation has the last word, unless somebody switched that defence", () => {
    const changeLog = [change(20, "voucher.bug", "kept")];
    const defences = ["voucher-cap", "voucher-revalidation"];
    assert.deepEqual(listBugWindows({ changeLog, faults: [fault], defences }), []);
    assert.equal(listBugWindows({ changeLog, faults: [fault], defences: ["voucher-cap"] }).length, 2);
    const switched = change(10, "defence.voucher-revalidation", "false", "switched off");
    assert.equal(listBugWindows({ changeLog: [...changeLog, switched], faults: [fault], defences }).length, 2);
  });
});
