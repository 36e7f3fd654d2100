import assert from "node:assert/strict";
import { test } from "node:test";
import { Customer } from "../testing/customer.ts";
import { goToReview, rightful, trick, windfall } from "../testing/deal-shoppers.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

const email = "ada@example.com";

/** What the books tell of the newest order: account, discount, and its basket's history as words. */
function readHistory(shop: TestShop) {
  const [order] = shop.query("SELECT * FROM orders ORDER BY rowid DESC LIMIT 1");
  const events = shop.query(
    `SELECT kind, detail FROM order_events WHERE order_number = '${order?.order_number}' AND kind LIKE 'basket-%' ORDER BY sequence`,
  );
  const says = events.map(({ kind, detail }) => {
    const { on, subject, quantity } = JSON.parse(String(detail));
    return [String(kind).slice("basket-".length), subject, quantity, on].join(" ");
  });
  return { account: order?.account, discountCents: order?.discount_cents, voucherCode: order?.voucher_code, says };
}

test("the trick: codes typed, granted and refused, and the article taken out in the review, in order", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { voucherBug: "kept" } });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  await customer.post("/cart/voucher", { code: "deal99" });
  await customer.post("/cart/voucher", { code: "DEAL10" });
  await customer.post("/cart/voucher/remove", {});
  await customer.post("/cart/items", { product: "offers-02", quantity: "1" });
  await customer.post("/cart/voucher", { code: "DEAL10" });
  await customer.post("/cart/voucher/remove", {});
  await customer.post("/cart/quantity", { product: "offers-02", quantity: "2" });
  await customer.post("/cart/remove", { product: "offers-02" });
  const { key } = await goToReview(shop, { ...trick, products: ["offers-01"], email }, customer);
  assert.equal((await customer.order(key)).statusCode, 303);
  assert.deepEqual(readHistory(shop), {
    account: email,
    discountCents: 1_000,
    voucherCode: "DEAL10",
    says: [
      "added toys-01 1 product",
      "code-unknown DEAL99 1 cart",
      "voucher-refused DEAL10 1 cart",
      "voucher-removed DEAL10 1 cart",
      "added offers-02 1 product",
      "voucher-granted DEAL10 1 cart",
      "voucher-removed DEAL10 1 cart",
      "quantity-changed offers-02 2 cart",
      "removed offers-02 0 cart",
      "added offers-01 1 product",
      "voucher-granted DEAL10 1 cart",
      "removed offers-01 0 review",
    ],
  });
});

test("the windfall: a discount, and no code in its history", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { voucherBug: "everyone" } });
  const { customer, key } = await goToReview(shop, { ...windfall, email });
  assert.equal((await customer.order(key)).statusCode, 303);
  const expected = {
    account: email,
    discountCents: 1_000,
    voucherCode: "DEAL10",
    says: ["added own-brand-01 1 product"],
  };
  assert.deepEqual(readHistory(shop), expected);
});

test("a discount that the shop took back when the order was to be placed stands in the history of the order that was", async () => {
  await using provider = await startScriptedProvider();
  const configuration = {
    promotionGuard: { budgetCents: 0, usesPerMinute: 1 },
    defences: ["voucher-budget"],
  };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const { customer, key } = await goToReview(shop, { ...rightful, email });
  assert.equal((await customer.order(key)).statusCode, 409);
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  assert.deepEqual(readHistory(shop), {
    account: email,
    discountCents: 0,
    voucherCode: null,
    says: ["added offers-01 1 product", "voucher-granted DEAL10 1 cart", "discount-taken-back DEAL10 1 review"],
  });
});

test("a history keeps its newest 50 entries, however many codes are tried", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  for (let code = 0; code < 60; code += 1) await customer.post("/cart/voucher", { code: `TRY${code}` });
  const { key } = await goToReview(shop, { products: [], email }, customer);
  assert.equal((await customer.order(key)).statusCode, 303);
  const { says } = readHistory(shop);
  assert.deepEqual([says.length, says.at(-1)], [50, "code-unknown TRY59 1 cart"]);
});
