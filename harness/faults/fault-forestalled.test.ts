import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { computeExitCode } from "../objectives/verdict.ts";
import { followFaultRun } from "./fault-run.fixture.ts";

describe("a fault that is forestalled", () => {
  it("in its first stage is taken back at once and proved gone; the stage after it is prevented", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.affected.set("partly", 7);
    await time.advanceTo(15_000);
    assert.deepEqual(run.begunMinute !== null, true);
    await run.forestall();
    assert.equal(await end, null);
    await time.advanceTo(60_000);
    assert.deepEqual(
      fault.calls.filter(({ call }) => call === "restore" || call === "widen"),
      [{ call: "restore", stage: "", atMs: 15_000 }],
    );
    const [partly, wholly] = run.results();
    assert.deepEqual([partly?.state, partly?.restoredAtMinute, partly?.requestsAffected], ["restored", 15, 7]);
    assert.deepEqual(wholly, {
      name: "wholly",
      kind: "fake",
      state: "prevented",
      plannedFromMinute: 20,
      injectedAtMinute: null,
      restoredAtMinute: null,
      requestsAffected: 0,
      restoreVerified: true,
    });
    assert.deepEqual([run.isOpen(), run.problems()], [false, []]);
  });

  it("before it began is never begun, and leaves nothing to take back", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    await time.advanceTo(5000);
    assert.equal(run.begunMinute, null);
    await run.forestall();
    assert.equal(await end, null);
    await time.advanceTo(60_000);
    assert.deepEqual(fault.calls, []);
    assert.deepEqual(
      run.results().map(({ state }) => state),
      ["prevented", "prevented"],
    );
  });

  it("while a stage is being put in force is taken back after that, so that nothing comes in later; the stage is prevented", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.affected.set("partly", 7).set("wholly", 2);
    const { reached, go } = fault.hang("widen");
    const passing = time.advanceTo(19_000);
    await reached;
    const forestalling = run.forestall();
    assert.equal(fault.count("restore"), 0);
    go();
    await Promise.all([forestalling, passing]);
    assert.equal(await end, null);
    assert.deepEqual([fault.inForce, fault.count("restore")], [false, 1]);
    assert.equal(fault.count("proveEffect"), 1);
    const [partly, wholly] = run.results();
    assert.equal(partly?.state, "restored");
    // What it touched meanwhile is not hidden.
    assert.deepEqual(
      [wholly?.state, wholly?.injectedAtMinute, wholly?.restoredAtMinute, wholly?.requestsAffected],
      ["prevented", null, null, 2],
    );
    assert.deepEqual(run.problems(), []);
  });

  for (const [answer, isSeen] of [
    ["no", false],
    ["yes, too late to count", true],
  ] as const)
    it(`while a stage is being proved, and the proof says ${answer}, is proved no further; the stage is prevented`, async (t) => {
      const { time, fault, run, end } = followFaultRun(t);
      fault.effects.push(true, isSeen);
      await time.advanceTo(15_000);
      const { reached, go } = fault.hang("proveEffect");
      const passing = time.advanceTo(19_000);
      await reached;
      const forestalling = run.forestall();
      go();
      await Promise.all([forestalling, passing]);
      assert.equal(await end, null);
      assert.equal(fault.count("proveEffect"), 2);
      assert.deepEqual(
        run.results().map(({ state }) => state),
        ["restored", "prevented"],
      );
    });

  it("after a stage was proved in force has prevented nothing", async (t) => {
    const { time, run, end } = followFaultRun(t);
    await time.advanceTo(19_500);
    await run.forestall();
    assert.equal(await end, null);
    assert.deepEqual(
      run.results().map(({ state, restoredAtMinute }) => [state, restoredAtMinute]),
      [
        ["restored", 19.5],
        ["restored", 19.5],
      ],
    );
  });

  it("after all proofs of a stage had failed does not excuse it: it was never in force", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.effects.push(true, ...new Array<boolean>(5).fill(false));
    await time.advanceTo(19_500);
    await run.forestall();
    assert.equal(await end, null);
    assert.deepEqual(
      run.results().map(({ state }) => state),
      ["restored", "not-injected"],
    );
  });

  it("while a stage is being put in force, by a target that keeps it, may still act in both stages", async (t) => {
    const { time, fault, run } = followFaultRun(t);
    fault.restores.push(...new Array<boolean>(25).fill(false));
    const { reached, go } = fault.hang("widen");
    const passing = time.advanceTo(19_000);
    await reached;
    const forestalling = run.forestall();
    go();
    await Promise.all([forestalling, passing]);
    assert.deepEqual(
      run.results().map(({ state }) => state),
      ["not-restored", "not-restored"],
    );
  });

  it("is renewed no more", async (t) => {
    const { time, fault, run } = followFaultRun(t);
    await time.advanceTo(15_000);
    await run.forestall();
    t.mock.timers.tick(60_000);
    assert.equal(fault.count("renew"), 0);
  });

  it("and resists may still act, whatever was prevented: exit code 12", async (t) => {
    const { time, fault, run, end } = followFaultRun(t);
    fault.refuse("restore");
    await time.advanceTo(15_000);
    await assert.rejects(run.forestall(), /refused restore/);
    assert.equal(await end, "the target refused restore");
    assert.deepEqual(
      run.results().map(({ state }) => state),
      ["not-restored", "prevented"],
    );
    assert.equal(computeExitCode([{ verdict: "pass", faults: run.results() }]), 12);
  });
});
