import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { AlertAction, Incident } from "../../scenarios/incident.ts";
import { smoke } from "../../scenarios/smoke/incident.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { FakeShopControl } from "../faults/fake-shop-control.fixture.ts";
import { VirtualTime } from "../faults/virtual-time.fixture.ts";
import { buildObjectiveCount } from "../judge/recording.fixture.ts";
import { computeAlerts } from "../objectives/burn-rate-alerts.ts";
import { LiveAlerts } from "../objectives/live-alerts.ts";
import type { AlertResult } from "../record/drill-result.ts";
import type { ObjectiveEvent } from "../record/run-record.ts";
import { TimeLine } from "./time-line.ts";

const action: AlertAction = {
  defence: "auto-rollback",
  name: "roll the change back",
  onAlert: { severity: "page" },
  reactionMinutes: 1,
  does: "restore-faults",
};
const [window] = smoke.faults;
const incident: Incident = {
  ...smoke,
  alertActions: [action],
  faults: [
    {
      ...(window as Incident["faults"][number]),
      stages: [
        { name: "partly", fromMinute: 3, toMinute: 7, share: 0.25 },
        { name: "wholly", fromMinute: 7, toMinute: 10, share: 1 },
      ],
    },
  ],
};
const alert: AlertResult = {
  objective: "checkout-availability",
  severity: "page",
  longWindow: "1h",
  shortWindow: "5m",
  firedAtMinute: 4,
  resolutionMinutes: 0.1,
};

const objective = buildObjectiveCount({ expectedPerMinute: 10, good: 0, bad: 0, events: [] });

/** The alerts that can be seen at `minute`. */
type ListAlerts = (severity: AlertResult["severity"], fromMinute: number, minute: number) => readonly AlertResult[];

/** Alerts as a test states them: each seen from its minute on, and hidden by none. */
const listOf =
  (fires: readonly AlertResult[]): ListAlerts =>
  (severity, fromMinute, minute) =>
    fires.filter((one) => one.severity === severity && one.firedAtMinute >= fromMinute && one.firedAtMinute <= minute);

function build(t: TestContext, list: ListAlerts, defences: readonly string[], phases = smoke.phases) {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const time = new VirtualTime();
  const shop = new FakeShopControl();
  const clock = buildIncidentClock(phases, 60);
  const timeLine = new TimeLine({
    incident: { ...incident, phases },
    clock,
    time,
    shop,
    leaveOutFaults: false,
    variant: "defended",
    carryOut: async () => {},
    defences,
    listAlerts: (severity, fromMinute) => list(severity, fromMinute, clock.minuteAt(time.nowMs())),
  });
  return { time, shop, timeLine, following: timeLine.follow() };
}

const asStated = [{ name: "take the change back", atMinute: 10 }];

describe("an action bound to an alert", () => {
  it("is carried out its reaction after the firing, in place of the planned one; the next stage is prevented", async (t) => {
    const { time, shop, timeLine, following } = build(t, listOf([alert]), ["auto-rollback"]);
    await time.advanceTo(20_000);
    await following;
    assert.deepEqual(
      shop.calls.map((call) => call.split(" ")[0]),
      ["inject", "end"],
    );
    assert.deepEqual(timeLine.actions(), [{ name: "roll the change back", atMinute: 5 }]);
    assert.deepEqual(timeLine.alertedActions(), [
      {
        name: "roll the change back",
        defence: "auto-rollback",
        objective: "checkout-availability",
        alertedAtMinute: 4,
        reactionMinutes: 1,
        actedAtMinute: 5,
      },
    ]);
    assert.deepEqual(
      timeLine.faults().map(({ name, state, restoredAtMinute }) => [name, state, restoredAtMinute]),
      [
        ["partly", "restored", 5],
        ["wholly", "prevented", null],
      ],
    );
  });

  it("changes nothing where its defence is off", async (t) => {
    const { time, timeLine, following } = build(t, listOf([alert]), ["circuit-breaker"]);
    await time.advanceTo(20_000);
    await following;
    assert.deepEqual([timeLine.actions(), timeLine.alertedActions()], [asStated, []]);
  });

  it("changes nothing where no alert of its severity fires", async (t) => {
    const { time, timeLine, following } = build(t, listOf([{ ...alert, severity: "ticket" }]), ["auto-rollback"]);
    await time.advanceTo(20_000);
    await following;
    assert.deepEqual([timeLine.actions(), timeLine.alertedActions()], [asStated, []]);
    assert.deepEqual(
      timeLine.faults().map(({ state }) => state),
      ["restored", "restored"],
    );
  });

  it("is not carried out where the reaction ends after all was taken back", async (t) => {
    const { time, timeLine, following } = build(t, listOf([{ ...alert, firedAtMinute: 9.5 }]), ["auto-rollback"]);
    await time.advanceTo(20_000);
    await following;
    assert.deepEqual([timeLine.actions(), timeLine.alertedActions()], [asStated, []]);
  });

  it("is not set off by an alert that fired before there was anything to take back", async (t) => {
    const { time, timeLine, following } = build(t, listOf([{ ...alert, firedAtMinute: 1 }]), ["auto-rollback"]);
    await time.advanceTo(20_000);
    await following;
    assert.deepEqual(timeLine.alertedActions(), []);
  });

  for (const [rule, badFromMinute, actions] of [
    ["is set off by the fault's own alert, though a chance alert had used the same windows before it", 3.5, 1],
    ["is not set off by a chance alert alone", Number.POSITIVE_INFINITY, 0],
  ] as const)
    it(rule, async (t) => {
      // Ten attempts a minute: twenty fail by chance up to minute 2, all fail from `badFromMinute` on.
      const attempts = Array.from({ length: 150 }, (_, index): ObjectiveEvent => {
        const minute = (index + 1) / 10;
        return [minute, minute <= 2 || minute >= badFromMinute ? 0 : 1];
      });
      const seen = { minute: 0 };
      const soFar = () => attempts.filter(([minute]) => minute <= seen.minute);
      const counts = {
        countAlertingBad: () => soFar().filter(([, good]) => good === 0).length,
        finish: () => [{ ...objective, events: soFar() }],
      };
      const alerts = new LiveAlerts(counts);
      const list: ListAlerts = (severity, fromMinute, minute) => {
        seen.minute = minute;
        return alerts.list(severity, fromMinute);
      };
      const { time, timeLine, following } = build(t, list, ["auto-rollback"]);
      await time.advanceTo(20_000);
      await following;
      const [chance] = computeAlerts([{ ...objective, events: attempts }]);
      assert.ok((chance?.firedAtMinute ?? Number.NaN) <= 2);
      assert.equal(timeLine.alertedActions().length, actions);
      assert.ok(timeLine.alertedActions().every(({ alertedAtMinute }) => alertedAtMinute >= badFromMinute));
    });

  it("waits for nothing in a jump", async (t) => {
    const phases = [
      { ...(smoke.phases[0] as Incident["phases"][number]), toMinute: 4.5 },
      { ...(smoke.phases[1] as Incident["phases"][number]), fromMinute: 5.5, toMinute: 15 },
    ];
    const { time, timeLine, following } = build(t, listOf([alert]), ["auto-rollback"], phases);
    await time.advanceTo(20_000);
    await following;
    // The firing is seen at minute 4; minute 5 lies in the jump, so the deed is done at its end, 4.5 s after T0.
    assert.deepEqual(timeLine.actions(), [{ name: "roll the change back", atMinute: 5.5 }]);
  });

  it("is given up when the drill is cut short", async (t) => {
    const { time, timeLine, following } = build(t, listOf([]), ["auto-rollback"]);
    following.catch(() => {});
    await time.advanceTo(4000);
    await time.abort();
    await assert.rejects(following, /cut short/);
    await timeLine.restore();
    assert.deepEqual(timeLine.alertedActions(), []);
    assert.deepEqual(
      timeLine.faults().map(({ state }) => state),
      ["restored", "not-injected"],
    );
  });
});
