import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { smoke } from "../../scenarios/smoke/incident.ts";
import { buildIncidentClock, roundMinute } from "../../scenarios/time.ts";
import { FakeShopControl } from "../faults/fake-shop-control.fixture.ts";
import { VirtualTime } from "../faults/virtual-time.fixture.ts";
import { buildDrillTime, TimeLine } from "./time-line.ts";

const clock = buildIncidentClock(smoke.phases, smoke.pace);

function build(t: TestContext, leaveOutFaults = false) {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const time = new VirtualTime();
  const shop = new FakeShopControl();
  const options = {
    ...{ incident: smoke, clock, time, shop, leaveOutFaults, defences: [], listAlerts: () => [] },
    variant: "as-it-happened" as const,
    carryOut: shop.act.bind(shop),
  };
  return { time, shop, timeLine: new TimeLine(options) };
}

describe("the time line", () => {
  it("carries out the incident's faults and actions at their minutes", async (t) => {
    const { time, shop, timeLine } = build(t);
    const following = timeLine.follow();
    await time.advanceTo(20_000);
    await following;
    assert.deepEqual(shop.calls, [
      "inject shop payment-endpoint config-change payment.endpointPath=/v0 1 3000",
      "end shop f-1",
    ]);
    const [fault] = timeLine.faults();
    // Half a minute and a tenth of a second before minute 5; 550 ms after minute 10.
    assert.deepEqual([fault?.injectedAtMinute, fault?.restoredAtMinute], [4.4, 10.55]);
    assert.deepEqual(timeLine.actions(), [{ name: "take the change back", atMinute: 10 }]);
  });

  it("takes back what is in force when the drill is cut short, and can be asked again", async (t) => {
    const { time, shop, timeLine } = build(t);
    const following = timeLine.follow();
    following.catch(() => {});
    await time.advanceTo(7000);
    await time.abort();
    await assert.rejects(following, /cut short/);
    await timeLine.restore();
    await timeLine.restore();
    assert.deepEqual(shop.calls.slice(1), ["end shop f-1"]);
    assert.equal(timeLine.faults()[0]?.restoreVerified, true);
    assert.deepEqual(timeLine.actions(), []);
  });

  it("leaves a fault that resists in its results, and fails nothing", async (t) => {
    const { time, shop, timeLine } = build(t);
    const following = timeLine.follow();
    following.catch(() => {});
    await time.advanceTo(7000);
    await time.abort();
    shop.endFault = () => Promise.reject(new Error("no answer"));
    await timeLine.restore();
    assert.equal(timeLine.faults()[0]?.state, "not-restored");
    timeLine.confirmGone();
    assert.deepEqual([timeLine.faults()[0]?.state, timeLine.faults()[0]?.restoredAtMinute], ["restored", null]);
  });

  it("without its faults has no faults and no actions at all", async (t) => {
    const { time, shop, timeLine } = build(t, true);
    const following = timeLine.follow();
    await time.advanceTo(20_000);
    await following;
    assert.deepEqual([timeLine.faults(), timeLine.actions(), shop.calls], [[], [], []]);
  });
});

describe("a drill's time", () => {
  it("does not wait for what is past, and not once the drill is cut short", async () => {
    const abort = new AbortController();
    const time = buildDrillTime(Date.now() - 1000, abort.signal);
    assert.ok(time.nowMs() >= 1000);
    await time.until(500);
    const hour = time.until(3_600_000);
    abort.abort();
    await assert.rejects(hour, { name: "AbortError" });
    await assert.rejects(time.until(0), { name: "AbortError" });
  });
});

describe("minutes in a record", () => {
  it("are rounded to the ten-thousandth", () => {
    assert.equal(roundMinute(1 / 3), 0.3333);
    assert.equal(roundMinute(2), 2);
  });
});
