import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { FakeFault } from "./fake-fault.fixture.ts";
import { FakeShopControl } from "./fake-shop-control.fixture.ts";
import { FaultRun } from "./fault-run.ts";
import { buildProbedFault, looksInForce } from "./probed-fault.ts";
import { VirtualTime } from "./virtual-time.fixture.ts";

const partly = { name: "partly", fromMinute: 60, toMinute: 150, share: 0.25 };
const wholly = { name: "wholly", fromMinute: 150, toMinute: 330, share: 1 };

async function inject() {
  const shop = new FakeShopControl();
  const kind = buildProbedFault(shop, {
    kind: "hung-provider",
    seat: "payment-provider",
    put: { kind: "hang" },
    touchedCallMs: 500,
  });
  return { shop, kind, fault: await kind.inject(partly) };
}

describe("a probe", () => {
  it("sees a fault in force by a share of failures near that of its stage", () => {
    assert.equal(looksInForce(10, 40, 0.25), true);
    assert.equal(looksInForce(1, 40, 0.25), true);
    assert.equal(looksInForce(23, 40, 0.25), true);
    assert.equal(looksInForce(40, 40, 1), true);
  });

  it("does not see it where nothing fails, too much fails, or less than all of all", () => {
    assert.equal(looksInForce(0, 40, 0.25), false);
    assert.equal(looksInForce(0, 40, 0.01), false);
    assert.equal(looksInForce(24, 40, 0.25), false);
    assert.equal(looksInForce(40, 40, 0.25), false);
    assert.equal(looksInForce(39, 40, 1), false);
  });
});

describe("a fault that touches payment calls", () => {
  it("is put in at the stage's share where it belongs, under a lease, and widened to the next", async () => {
    const { shop, fault } = await inject();
    await fault.widen(wholly);
    assert.equal(await fault.renew(), true);
    assert.deepEqual(shop.calls, [
      "inject payment-provider partly hang 0.25 3000",
      "widen payment-provider f-1 wholly 1",
      "renew payment-provider f-1 3000",
    ]);
  });

  it("says how long a proof of it takes", async () => {
    assert.equal((await inject()).kind.proofMs, 500);
  });

  it("is begun so much earlier, so that it is proved in force in time", async () => {
    // At 60x a minute takes a second; the stage is to be in force a minute before minute 10.
    const clock = buildIncidentClock([{ name: "all", fromMinute: 0, toMinute: 60 }], 60);
    const stages = [{ name: "wholly", fromMinute: 10, toMinute: 20, share: 1 }];
    const window = { kind: "hung-provider", says: "it hangs", stages, leadMinutes: 1, holdMs: 500 } as const;
    for (const [proofMs, begunAtMs] of [
      [0, 8_600],
      [500, 8_100],
    ] as const) {
      const time = new VirtualTime();
      const fault = new FakeFault(time);
      fault.proofMs = proofMs;
      const following = new FaultRun(window, fault, clock, time, 0).follow();
      await time.advanceTo(60_000);
      await following;
      assert.deepEqual(fault.calls[0], { call: "inject", stage: "wholly", atMs: begunAtMs });
    }
  });

  it("is proved by the shop's own payment calls", async () => {
    const { shop, fault } = await inject();
    assert.equal(await fault.proveEffect(partly), true);
    assert.equal(await fault.proveEffect(wholly), false);
    shop.failed = 0;
    assert.equal(await fault.proveEffect(partly), false);
  });

  it("is proved gone when its target says that it ended and no payment call fails", async () => {
    const { shop, fault } = await inject();
    shop.failed = 0;
    assert.equal(await fault.proveRestore(), false);
    assert.equal(await fault.restore(), true);
    assert.equal(await fault.proveRestore(), true);
    shop.failed = 1;
    assert.equal(await fault.proveRestore(), false);
  });

  it("whose lease ran out is neither renewed nor there to be taken back", async () => {
    const { shop, fault } = await inject();
    for (const one of shop.faults) one.state = "expired";
    assert.equal(await fault.renew(), false);
    assert.equal(await fault.restore(), false);
  });

  it("counts the attempts to order that it touched by stage, also when it has ended", async () => {
    const { fault } = await inject();
    await fault.widen(wholly);
    await fault.restore();
    assert.deepEqual(
      [...(await fault.countAffected())],
      [
        ["partly", 3],
        ["wholly", 5],
      ],
    );
  });
});
