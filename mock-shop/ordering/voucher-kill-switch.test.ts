import assert from "node:assert/strict";
import { test } from "node:test";
import { callControl } from "../testing/call-control.ts";
import {
  goToReview,
  multiply,
  orderAllAtOnce,
  orderInTurn,
  rightful,
  trick,
  windfall,
} from "../testing/deal-shoppers.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

/** More than 5 uses in 10 minutes are too many. */
const guarded = {
  promotionGuard: { budgetCents: 0, usesPerMinute: 0.5 },
  voucherBug: "everyone",
  voucherCapCheck: "off",
};

const countDiscounted = (shop: TestShop) => shop.query("SELECT * FROM orders WHERE discount_cents > 0").length;
const readCounts = (shop: TestShop) => shop.parts.defences.read("voucher-kill-switch").counts;
const act = (shop: TestShop, action: string) => callControl(shop, "POST", `/control/actions/${action}`, { by: "me" });
const listSwitches = (shop: TestShop) =>
  shop.parts.changes
    .list()
    .filter(({ key }) => key === "voucher.isOff")
    .map(({ value, by }) => [value, by]);

test("the use that is one too many switches all vouchers off; without the defence they go on", async () => {
  await using provider = await startScriptedProvider();
  for (const [defences, discounted] of [
    [[], 12],
    [["voucher-kill-switch"], 6],
  ] as const) {
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { ...guarded, defences } });
    const statuses = await orderInTurn(shop, [
      ...multiply(4, trick, "t"),
      ...multiply(4, windfall, "w"),
      ...multiply(4, rightful, "r"),
    ]);
    assert.deepEqual(new Set(statuses), new Set([303]));
    assert.equal(countDiscounted(shop), discounted);
    assert.deepEqual(listSwitches(shop), discounted === 6 ? [[true, "voucher-kill-switch"]] : []);
    if (discounted === 6)
      assert.deepEqual(readCounts(shop), { switchedOffAtMinute: 0, usesAtSwitch: 6, refusedAfter: 0 });
  }
});

test("orders at once: who was paying keeps the discount, later ones see the new total first, and nobody gets one after", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { ...guarded, defences: ["voucher-kill-switch"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const late = await Promise.all(multiply(5, windfall, "late").map((shopping) => goToReview(shop, shopping)));
  await orderAllAtOnce(shop, multiply(20, windfall));
  const discounted = countDiscounted(shop);
  assert.ok(discounted >= 6 && discounted <= 20, `${discounted}`);
  for (const { customer, key } of late) {
    const refused = await customer.order(key);
    assert.match(refused.body, /data-price-changed.*vouchers cannot be used at the moment/s);
    assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  }
  assert.equal(countDiscounted(shop), discounted);
  assert.equal(readCounts(shop).refusedAfter, 5);
});

test("while vouchers are off a code is refused with the reason, and a basket without one is sold as ever", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { voucherBug: "everyone" } });
  await act(shop, "switch-voucher-off");
  const { customer, key } = await goToReview(shop, { email: "ada@example.com", products: ["toys-01"] });
  assert.equal((await customer.order(key)).statusCode, 303);
  await customer.post("/cart/items", { product: "offers-01", quantity: "1" });
  const typed = await customer.post("/cart/voucher", { code: "DEAL10" });
  assert.deepEqual([typed.statusCode, /Vouchers cannot be used at the moment/.test(typed.body)], [422, true]);
  assert.match((await customer.get("/cart")).body, /data-discount-cents="0"/);
});

test("vouchers stay off until a person switches them on, each once in the log; uses are then counted anew", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { ...guarded, defences: ["voucher-kill-switch"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  await orderInTurn(shop, multiply(8, windfall, "first"));
  assert.equal(countDiscounted(shop), 6);
  assert.equal((await act(shop, "fix-voucher")).statusCode, 200);
  await orderInTurn(shop, multiply(1, rightful, "still-off"));
  assert.equal(countDiscounted(shop), 6);
  assert.notEqual((await act(shop, "switch-voucher-on")).json().change, null);
  assert.equal((await act(shop, "switch-voucher-on")).json().change, null);
  await orderInTurn(shop, multiply(5, rightful, "second"));
  assert.equal(countDiscounted(shop), 11);
  await orderInTurn(shop, multiply(2, rightful, "third"));
  assert.equal(countDiscounted(shop), 12);
  assert.deepEqual(listSwitches(shop), [
    [true, "voucher-kill-switch"],
    [false, "me"],
    [true, "voucher-kill-switch"],
  ]);
});
