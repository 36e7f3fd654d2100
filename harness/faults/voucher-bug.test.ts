import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listen } from "../../mock-shop/process/listen.ts";
import { callControl } from "../../mock-shop/testing/call-control.ts";
import { controlToken, openTestShop, type TestShop } from "../../mock-shop/testing/test-shop.ts";
import type { FaultWindow, VoucherFaultName } from "../../scenarios/incident.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { FakeShopControl } from "./fake-shop-control.fixture.ts";
import { FaultRun } from "./fault-run.ts";
import { buildShopControl } from "./shop-control.ts";
import { VirtualTime } from "./virtual-time.fixture.ts";
import { buildVoucherBug } from "./voucher-bug.ts";

const stage = { name: "wrong", fromMinute: 20, toMinute: 140, share: 1 };

async function openShop() {
  const shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const control = buildShopControl(await listen(shop.controls, "127.0.0.1", 0), controlToken);
  const inject = (kind: VoucherFaultName) => buildVoucherBug(control, kind).inject(stage);
  return { shop, control, inject };
}

const fix = (shop: TestShop) => callControl(shop, "POST", "/control/actions/fix-voucher", { by: "somebody" });

describe("a voucher bug as a fault", () => {
  for (const kind of ["voucher-kept", "voucher-everyone"] as const)
    it(`${kind} is seen to act in a real shop, and seen to be gone`, async () => {
      const { shop, inject } = await openShop();
      await using _ = shop;
      const fault = await inject(kind);
      assert.equal(await fault.proveEffect(stage), true);
      assert.equal(await fault.proveRestore(), false);
      assert.equal(await fault.renew(), true);
      assert.equal(await fault.restore(), true);
      assert.equal(await fault.proveEffect(stage), false);
      assert.equal(await fault.proveRestore(), true);
      assert.equal(fault.wasEndedElsewhere?.(), false);
      assert.deepEqual([...(await fault.countAffected())], [["wrong", 0]]);
    });

  it("is proved one by one where both are in, whichever is taken back first", async () => {
    for (const first of ["voucher-kept", "voucher-everyone"] as const) {
      const { shop, inject } = await openShop();
      await using _ = shop;
      const faults = {
        "voucher-kept": await inject("voucher-kept"),
        "voucher-everyone": await inject("voucher-everyone"),
      };
      const second = first === "voucher-kept" ? "voucher-everyone" : "voucher-kept";
      for (const fault of Object.values(faults)) assert.equal(await fault.proveEffect(stage), true);
      await faults[first].restore();
      assert.equal(await faults[first].proveEffect(stage), false, first);
      assert.equal(await faults[first].proveRestore(), true, first);
      assert.equal(await faults[second].proveEffect(stage), true, second);
      assert.equal(await faults[second].proveRestore(), false, second);
      await faults[second].restore();
      assert.equal(await faults[second].proveRestore(), true, second);
    }
  });

  it("of the first stage is not proved by the second one's trick: neither in force, nor gone while the shop keeps it", async () => {
    const { shop, inject } = await openShop();
    await using _ = shop;
    const kept = await inject("voucher-kept");
    await inject("voucher-everyone");
    await kept.restore();
    assert.equal(await kept.proveEffect(stage), false);
    assert.equal(await kept.proveRestore(), true);
    shop.parts.settings.set("voucher.bug", "kept", "a test");
    assert.equal(await kept.proveRestore(), false);
    shop.parts.settings.set("voucher.bug", "everyone", "a test");
    assert.equal(await kept.proveRestore(), true);
  });

  it("is not proved gone where the shop goes on with it, or gives nobody a discount", async () => {
    const shop = new FakeShopControl();
    const fault = await buildVoucherBug(shop, "voucher-kept").inject(stage);
    await fault.restore();
    shop.voucher = { trickWorks: true, trickWorksByFirstStage: true, worksWithoutCode: false, worksWithCode: true };
    assert.equal(await fault.proveRestore(), false);
    shop.voucher = { trickWorks: false, trickWorksByFirstStage: false, worksWithoutCode: false, worksWithCode: false };
    assert.equal(await fault.proveRestore(), false);
    shop.voucher = { trickWorks: false, trickWorksByFirstStage: false, worksWithoutCode: false, worksWithCode: true };
    assert.equal(await fault.proveRestore(), true);
  });

  it("that a person ends by mending the voucher is told from one whose lease ran out", async () => {
    const { shop, inject } = await openShop();
    await using _ = shop;
    const fault = await inject("voucher-kept");
    await fix(shop);
    assert.equal(await fault.renew(), false);
    assert.equal(fault.wasEndedElsewhere?.(), true);
    const unnoticed = await inject("voucher-everyone");
    await fix(shop);
    assert.equal(await unnoticed.restore(), true);
    assert.equal(unnoticed.wasEndedElsewhere?.(), true);
  });
});

describe("a drill whose voucher somebody mends before its time", () => {
  it("says so, with the fault restored and proved, and does not take it for a lost lease", async (t) => {
    t.mock.timers.enable({ apis: ["setInterval"] });
    const shop = new FakeShopControl();
    shop.voucher = { trickWorks: true, trickWorksByFirstStage: true, worksWithoutCode: false, worksWithCode: true };
    const clock = buildIncidentClock([{ name: "all", fromMinute: 0, toMinute: 60 }], 60);
    const time = new VirtualTime();
    const stages = [{ name: "kept", fromMinute: 10, toMinute: 30, share: 1 }];
    const window: FaultWindow = { kind: "voucher-kept", says: "a bug", stages, leadMinutes: 1, holdMs: 500 };
    const run = new FaultRun(window, buildVoucherBug(shop, "voucher-kept"), clock, time, 0);
    const end = run.follow();
    await time.advanceTo(20_000);
    for (const fault of shop.faults) fault.state = "ended";
    shop.voucher = { trickWorks: false, trickWorksByFirstStage: false, worksWithoutCode: false, worksWithCode: true };
    t.mock.timers.tick(1_000);
    await time.advanceTo(60_000);
    await end;
    assert.deepEqual(run.problems(), [
      "The fault kept was ended by somebody else, as seen at minute 20.00, before the drill took it back.",
    ]);
    const [result] = run.results();
    assert.deepEqual([result?.state, result?.restoreVerified, result?.restoredAtMinute], ["restored", true, 20]);
  });
});
