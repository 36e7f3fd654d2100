import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { computeExitCode } from "../objectives/verdict.ts";
import type { FaultResult } from "../record/drill-result.ts";
import { followFaultRun } from "./fault-run.fixture.ts";

function exitCodeOf(faults: readonly FaultResult[]): number {
  return computeExitCode([{ verdict: "inconclusive", faults }]);
}

describe("a fault window", () => {
  it("is put in force stage by stage, each proved before its minute, then taken back and proved gone", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.affected.set("partly", 7).set("wholly", 30);
    await time.advanceTo(60_000);
    assert.equal(await end, null);
    assert.deepEqual(
      fault.calls.filter(({ call }) => call !== "countAffected"),
      [
        { call: "inject", stage: "partly", atMs: 8600 },
        { call: "proveEffect", stage: "partly", atMs: 8600 },
        { call: "widen", stage: "wholly", atMs: 18_600 },
        { call: "proveEffect", stage: "wholly", atMs: 18_600 },
        { call: "restore", stage: "", atMs: 30_500 },
        { call: "proveRestore", stage: "", atMs: 30_500 },
      ],
    );
    const [partly, wholly] = run.results();
    assert.deepEqual(partly, {
      name: "partly",
      kind: "fake",
      state: "restored",
      plannedFromMinute: 10,
      injectedAtMinute: 8.6,
      restoredAtMinute: 30.5,
      requestsAffected: 7,
      restoreVerified: true,
    });
    assert.deepEqual([wholly?.injectedAtMinute, wholly?.requestsAffected], [18.6, 30]);
    assert.equal(run.isOpen(), false);
  });

  it("is not touched before its time", async (t) => {
    const { time, fault, run } = followFaultRun(t);
    await time.advanceTo(8599);
    assert.deepEqual(fault.calls, []);
    assert.equal(run.isOpen(), false);
    assert.deepEqual(
      run.results().map(({ state, restoreVerified }) => [state, restoreVerified]),
      [
        ["not-injected", true],
        ["not-injected", true],
      ],
    );
  });

  it("is proved by the first probe that sees it, and tried five times at most", async (t) => {
    const { time, fault, run } = followFaultRun(t);
    fault.effects.push(false, false, false, false, true);
    await time.advanceTo(15_000);
    assert.equal(fault.count("proveEffect"), 5);
    await time.advanceTo(60_000);
    assert.deepEqual(
      run.results().map(({ state }) => state),
      ["restored", "restored"],
    );
  });

  it("whose effect is never seen was not injected, though it is taken back all the same", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.effects.push(...new Array<boolean>(10).fill(false));
    await time.advanceTo(60_000);
    assert.equal(await end, null);
    assert.deepEqual(
      run.results().map(({ state, restoreVerified }) => [state, restoreVerified]),
      [
        ["not-injected", true],
        ["not-injected", true],
      ],
    );
    assert.equal(fault.inForce, false);
    assert.equal(exitCodeOf(run.results()), 11);
  });

  it("whose restore is never proved is not restored, and the run ends with 12", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.restores.push(...new Array<boolean>(25).fill(false));
    await time.advanceTo(60_000);
    assert.equal(await end, null);
    assert.deepEqual([fault.count("restore"), fault.count("proveRestore")], [5, 25]);
    assert.equal(run.isOpen(), true);
    for (const { state, restoredAtMinute, restoreVerified } of run.results())
      assert.deepEqual([state, restoredAtMinute, restoreVerified], ["not-restored", null, false]);
    assert.equal(exitCodeOf(run.results()), 12);
  });

  it("whose target refuses the restore rejects, and is not restored either", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.refuse("restore");
    await time.advanceTo(60_000);
    assert.equal(await end, "the target refused restore");
    assert.equal(fault.count("restore"), 5);
    await assert.rejects(run.restore(), /refused restore/);
    assert.equal(exitCodeOf(run.results()), 12);
  });

  it("whose restore is refused once is taken back by the next try", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.refuseOnce("restore");
    await time.advanceTo(60_000);
    assert.equal(await end, null);
    assert.deepEqual([fault.count("restore"), run.isOpen()], [2, false]);
    assert.deepEqual(run.problems(), []);
  });

  it("ends with the target's process, and the drill says that its restore was not seen", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.refuse("restore");
    await time.advanceTo(40_000);
    await end;
    run.confirmGone();
    for (const { state, restoredAtMinute, restoreVerified } of run.results())
      assert.deepEqual([state, restoredAtMinute, restoreVerified], ["restored", null, true]);
    assert.equal(exitCodeOf(run.results()), 11);
    assert.deepEqual(run.problems(), ["The restore of wholly was not verified before the shop's process was ended."]);
  });

  it("that can be seen after its restore was acknowledged ends with 12, whatever becomes of the target's process", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.restores.push(...new Array<boolean>(25).fill(false));
    await time.advanceTo(40_000);
    await end;
    run.confirmGone();
    for (const { state, restoredAtMinute, restoreVerified } of run.results())
      assert.deepEqual([state, restoredAtMinute, restoreVerified], ["not-restored", null, false]);
    assert.equal(exitCodeOf(run.results()), 12);
    assert.deepEqual(run.problems(), []);
  });

  it("whose restore cannot be seen because the target's process has ended is tried once, and ends with that", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.restores.push(...new Array<boolean>(25).fill(false));
    await time.advanceTo(25_000);
    run.confirmGone();
    await time.advanceTo(40_000);
    await end;
    assert.equal(fault.count("restore"), 1);
    assert.equal(exitCodeOf(run.results()), 11);
    assert.deepEqual(run.problems(), ["The restore of wholly was not verified before the shop's process was ended."]);
  });

  it("that its target ended by itself lapsed, and the drill says so", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    await time.advanceTo(25_000);
    assert.deepEqual(run.problems(), []);
    fault.lapsed = true;
    await time.advanceTo(60_000);
    assert.equal(await end, null);
    assert.deepEqual(run.problems(), [
      "The fault wholly lapsed before it was taken back: its lease was not renewed in time.",
    ]);
  });

  it("that is verified too late is no measurement, and the drill says so", async (t) => {
    const { time, fault, run } = followFaultRun(t);
    const { reached, go } = fault.hang("proveEffect");
    const passing = time.advanceTo(9500);
    await reached;
    await passing;
    go();
    await time.advanceTo(60_000);
    assert.deepEqual(run.problems(), ["The fault partly was verified in force at minute 9.50, later than 9.00."]);
  });

  it("keeps the moment of its restore when the target's process ends later", async (t) => {
    const { time, run } = followFaultRun(t);
    await time.advanceTo(40_000);
    run.confirmGone();
    assert.equal(run.results()[0]?.restoredAtMinute, 30.5);
  });

  it("whose injection is refused rejects, and was not injected", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.refuse("inject");
    await time.advanceTo(60_000);
    assert.equal(await end, "the target refused inject");
    await run.restore();
    assert.deepEqual(
      run.results().map(({ state }) => state),
      ["not-injected", "not-injected"],
    );
    assert.equal(fault.count("restore"), 0);
  });
});

describe("a drill that is cut short", () => {
  it("before its fault leaves nothing to take back", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    await time.advanceTo(5000);
    await time.abort();
    await run.restore();
    assert.equal(await end, "the drill was cut short");
    assert.deepEqual(fault.calls, []);
  });

  for (const [state, atMs] of [
    ["in its first stage", 12_000],
    ["in its last stage", 25_000],
    ["while the fault is held", 30_200],
  ] as const)
    it(`${state} has it taken back and proved gone at once`, async (t) => {
      const { time, fault, run, end } = followFaultRun(t);
      await time.advanceTo(atMs);
      await time.abort();
      await run.restore();
      assert.equal(await end, "the drill was cut short");
      assert.equal(fault.inForce, false);
      assert.equal(run.isOpen(), false);
      assert.equal(run.results()[0]?.restoredAtMinute, atMs / 1000);
      assert.equal(run.results()[0]?.restoreVerified, true);
    });

  for (const call of ["inject", "proveEffect", "widen"] as const)
    it(`during ${call} has it taken back, and its lease renewed no more`, async (t) => {
      const { time, fault, run, end } = followFaultRun(t);
      const { reached, go } = fault.hang(call);
      const passing = time.advanceTo(18_600);
      await reached;
      await time.abort();
      const restoring = run.restore();
      go();
      await Promise.all([restoring, passing]);
      assert.equal(await end, "the drill was cut short");
      assert.equal(fault.inForce, false);
      assert.equal(run.isOpen(), false);
      assert.equal(fault.count("restore"), 1);
      const renewals = fault.count("renew");
      t.mock.timers.tick(60_000);
      assert.equal(fault.count("renew"), renewals);
      assert.notEqual(exitCodeOf(run.results()), 12);
    });

  it("while its fault is being taken back takes it back once", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    const { reached, go } = fault.hang("restore");
    const passing = time.advanceTo(31_000);
    await reached;
    await time.abort();
    const again = run.restore();
    go();
    await Promise.all([again, passing]);
    assert.equal(await end, null);
    assert.equal(fault.count("restore"), 1);
    assert.equal(run.isOpen(), false);
  });
});

describe("a fault's lease", () => {
  it("is renewed three times in its length while the fault is in force, and no more after the restore", async (t) => {
    const { time, fault } = followFaultRun(t);
    t.mock.timers.tick(10_000);
    assert.equal(fault.count("renew"), 0);
    await time.advanceTo(12_000);
    t.mock.timers.tick(6000);
    assert.equal(fault.count("renew"), 6);
    await time.advanceTo(60_000);
    t.mock.timers.tick(60_000);
    assert.equal(fault.count("renew"), 6);
  });

  it("that could not be renewed once is tried again, and fails nothing", async (t) => {
    const { time, fault, end } = followFaultRun(t);
    fault.refuse("renew");
    await time.advanceTo(12_000);
    t.mock.timers.tick(3000);
    assert.equal(fault.count("renew"), 3);
    await time.advanceTo(60_000);
    assert.equal(await end, null);
  });

  it("is renewed no more when the target's process has ended", async (t) => {
    const { time, fault, run } = followFaultRun(t);
    await time.advanceTo(12_000);
    run.confirmGone();
    t.mock.timers.tick(60_000);
    assert.equal(fault.count("renew"), 0);
  });
});
