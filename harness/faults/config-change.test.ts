import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildConfigChange, looksInForce } from "./config-change.ts";
import { FakeShopControl } from "./fake-shop-control.fixture.ts";

const partly = { name: "partly", fromMinute: 60, toMinute: 150, share: 0.25 };
const wholly = { name: "wholly", fromMinute: 150, toMinute: 330, share: 1 };

async function inject() {
  const shop = new FakeShopControl();
  return { shop, fault: await buildConfigChange(shop).inject(partly) };
}

describe("a probe", () => {
  it("sees a change in force by a share of failures near that of its stage", () => {
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

describe("the change of the payment endpoint", () => {
  it("is made at the stage's share, under a lease, and widened to the next", async () => {
    const { shop, fault } = await inject();
    await fault.widen(wholly);
    await fault.renew();
    assert.deepEqual(shop.calls, [
      "inject partly payment.endpointPath=/v0 0.25 3000",
      "widen f-1 wholly 1",
      "renew f-1 3000",
    ]);
  });

  it("is proved by the shop's own payment calls", async () => {
    const { shop, fault } = await inject();
    assert.equal(await fault.proveEffect(partly), true);
    assert.equal(await fault.proveEffect(wholly), false);
    shop.failed = 0;
    assert.equal(await fault.proveEffect(partly), false);
  });

  it("is proved gone when the shop says that it ended and no payment call fails", async () => {
    const { shop, fault } = await inject();
    shop.failed = 0;
    assert.equal(await fault.proveRestore(), false);
    await fault.restore();
    assert.equal(await fault.proveRestore(), true);
    shop.failed = 1;
    assert.equal(await fault.proveRestore(), false);
  });

  it("counts the payment calls it touched by stage, also when it has ended", async () => {
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
