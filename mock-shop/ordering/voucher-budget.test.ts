import assert from "node:assert/strict";
import { test } from "node:test";
import { goToReview, multiply, orderAllAtOnce, rightful, trick, windfall } from "../testing/deal-shoppers.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { cancelOrders } from "./cancel-orders.ts";

const budgetCents = 5_500;
const guarded = {
  promotionGuard: { budgetCents, usesPerMinute: 1_000 },
  voucherBug: "everyone",
  voucherCapCheck: "off",
};

const sumDiscounts = (shop: TestShop) =>
  Number(shop.query("SELECT COALESCE(SUM(discount_cents), 0) AS cents FROM orders")[0]?.cents);
const readCounts = (shop: TestShop) => shop.parts.defences.read("voucher-budget").counts;
const count = (statuses: readonly number[], wanted: number) => statuses.filter((status) => status === wanted).length;

test("the promotion's discounts at once: without the defence the budget is overdrawn, with it never", async () => {
  await using provider = await startScriptedProvider();
  const everybody = [
    ...multiply(8, trick, "trick"),
    ...multiply(8, windfall, "windfall"),
    ...multiply(8, rightful, "code"),
  ];
  for (const [defences, discountCents, refused] of [
    [[], 24_000, 0],
    [["voucher-budget"], 5_000, 19],
  ] as const) {
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { ...guarded, defences } });
    const statuses = await orderAllAtOnce(shop, everybody);
    assert.deepEqual([count(statuses, 303), count(statuses, 409)], [24 - refused, refused]);
    assert.equal(sumDiscounts(shop), discountCents);
    if (refused > 0) assert.deepEqual(readCounts(shop), { refused, spentCents: discountCents });
  }
});

for (const [name, wish] of Object.entries({ trick, windfall, rightful }))
  test(`who comes after the budget is spent sees the price without the discount, and buys: ${name}`, async () => {
    await using provider = await startScriptedProvider();
    const configuration = {
      ...guarded,
      promotionGuard: { budgetCents: 0, usesPerMinute: 1 },
      defences: ["voucher-budget"],
    };
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
    const { customer, key } = await goToReview(shop, { ...wish, email: "late@example.com" });
    const refused = await customer.order(key);
    assert.equal(refused.statusCode, 409);
    assert.match(refused.body, /data-price-changed.*all discounts are given away/s);
    assert.equal(provider.calls.filter(({ path }) => path.endsWith("/authorizations")).length, 0);
    assert.match((await customer.get("/checkout/review")).body, /data-discount-cents="0"/);
    assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
    assert.equal(shop.query("SELECT discount_cents FROM orders")[0]?.discount_cents, 0);
  });

test("who has no discount is left alone when the budget is spent", async () => {
  await using provider = await startScriptedProvider();
  const configuration = {
    ...guarded,
    promotionGuard: { budgetCents: 0, usesPerMinute: 1 },
    defences: ["voucher-budget"],
  };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  assert.deepEqual(await orderAllAtOnce(shop, multiply(5, { products: ["toys-01"] })), [303, 303, 303, 303, 303]);
  assert.deepEqual(readCounts(shop), { refused: 0, spentCents: 0 });
});

test("what a cancelled order, or one that failed, took off can be given again", async () => {
  await using provider = await startScriptedProvider();
  const configuration = {
    ...guarded,
    promotionGuard: { budgetCents: 1_000, usesPerMinute: 1 },
    defences: ["voucher-budget"],
  };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const agreeable = provider.script;
  provider.script = () => [404, {}];
  const order = (who: string) => orderAllAtOnce(shop, multiply(1, windfall, who));
  assert.deepEqual(await order("failing"), [502]);
  provider.script = agreeable;
  assert.deepEqual(await order("first"), [303]);
  assert.deepEqual(await order("second"), [409]);
  await cancelOrders(shop.parts, {}, { reason: "a test", by: "a test" });
  assert.deepEqual(await order("third"), [303]);
  assert.equal(shop.query("SELECT spent_cents FROM promotions")[0]?.spent_cents, 1_000);
  assert.deepEqual(
    shop.query("SELECT state FROM voucher_uses ORDER BY state").map(({ state }) => state),
    ["cancelled", "used"],
  );
});

test("without a guard it leaves vouchers as they are", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { voucherBug: "everyone", defences: ["voucher-budget", "voucher-kill-switch"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  assert.deepEqual(new Set(await orderAllAtOnce(shop, multiply(20, windfall))), new Set([303]));
  assert.equal(sumDiscounts(shop), 20_000);
});
