import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { FaultWindow } from "../../scenarios/incident.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { computeExitCode } from "../objectives/verdict.ts";
import { FakeFault } from "./fake-fault.fixture.ts";
import { FaultRun } from "./fault-run.ts";
import { VirtualTime } from "./virtual-time.fixture.ts";

/** At 60x a minute takes a second. */
const clock = buildIncidentClock([{ name: "all", fromMinute: 0, toMinute: 60 }], 60);
const window: FaultWindow = {
  kind: "config-change",
  says: "a change",
  stages: [
    { name: "partly", fromMinute: 10, toMinute: 20, share: 0.25 },
    { name: "wholly", fromMinute: 20, toMinute: 30, share: 1 },
  ],
  leadMinutes: 1,
  holdMs: 500,
};

function build(t: TestContext) {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const time = new VirtualTime();
  const fault = new FakeFault(time);
  const run = new FaultRun(window, fault, clock, time, 0);
  const end = run.follow(time.until(30_000)).then(
    () => null,
    (problem: Error) => problem.message,
  );
  return { time, fault, run, end };
}

describe("a fault that is forestalled", () => {
  it("in its first stage is taken back at once and proved gone; the stage after it is prevented", async (t) => {
    const { time, fault, run, end } = build(t);
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
    const { time, fault, run, end } = build(t);
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

  it("while a stage is being put in force is taken back after that, so that nothing comes in later", async (t) => {
    const { time, fault, run, end } = build(t);
    const { reached, go } = fault.hang("widen");
    const passing = time.advanceTo(19_000);
    await reached;
    const forestalling = run.forestall();
    assert.equal(fault.count("restore"), 0);
    go();
    await Promise.all([forestalling, passing]);
    assert.equal(await end, null);
    assert.deepEqual([fault.inForce, fault.count("restore")], [false, 1]);
    assert.deepEqual(
      run.results().map(({ state }) => state),
      ["restored", "restored"],
    );
  });

  it("is renewed no more", async (t) => {
    const { time, fault, run } = build(t);
    await time.advanceTo(15_000);
    await run.forestall();
    t.mock.timers.tick(60_000);
    assert.equal(fault.count("renew"), 0);
  });

  it("and resists may still act, whatever was prevented: exit code 12", async (t) => {
    const { time, fault, run, end } = build(t);
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
