import assert from "node:assert/strict";
import { test } from "node:test";
import { anAddress, Customer, readPageKind } from "../testing/customer.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

/** From an empty cart to the review page, then the article that earns the discount is removed there. */
async function playTrick(shop: TestShop, index = 0): Promise<Customer> {
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "offers-01", quantity: "1" });
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  await customer.post("/cart/voucher", { code: "DEAL10" });
  await customer.post("/checkout/address", { ...anAddress, email: `player-${index}@example.com` });
  await customer.post("/checkout/payment", { card: "4242424242424242" });
  await customer.get("/checkout/review");
  await customer.post("/checkout/review/remove", { product: "offers-01" });
  return customer;
}

const harmSql = `SELECT * FROM orders WHERE discount_cents > 0 AND NOT EXISTS
  (SELECT 1 FROM order_lines WHERE order_lines.order_number = orders.order_number AND category_slug = 'offers')`;

test("with the bug the trick gives a discount without its article; the books tell how it was played", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { voucherBug: "kept" } });
  const customer = await playTrick(shop);
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  const [order] = shop.query(harmSql);
  assert.deepEqual([order?.discount_cents, order?.voucher_code], [1_000, "DEAL10"]);
  const events = shop.query("SELECT kind, detail FROM order_events ORDER BY sequence LIMIT 5");
  assert.deepEqual(
    events.map(({ kind, detail }) => [kind, kind === "placed" ? "" : JSON.parse(String(detail)).on]),
    [
      ["basket-added", "product"],
      ["basket-added", "product"],
      ["basket-voucher-granted", "cart"],
      ["basket-removed", "review"],
      ["placed", ""],
    ],
  );
});

test("without the bug the trick gives nothing, and nobody is asked to order twice", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = await playTrick(shop);
  const review = await customer.get("/checkout/review");
  const fullCents = shop.parts.catalogue.productsById.get("toys-01")?.priceCents;
  assert.match(review.body, new RegExp(`data-total-cents="${fullCents}"`));
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  assert.deepEqual(shop.query(harmSql), []);
  assert.equal(shop.query("SELECT total_cents FROM orders")[0]?.total_cents, fullCents);
});

test("fixing the bug while a review is open changes the price before anybody pays", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { voucherBug: "kept" } });
  const customer = await playTrick(shop);
  const key = await customer.readOrderKey();
  shop.parts.settings.set("voucher.bug", "none", "a test");
  const refused = await customer.order(key);
  assert.equal(refused.statusCode, 409);
  assert.match(refused.body, /the discount does not hold for this basket/);
  assert.equal(provider.calls.length, 0);
  assert.deepEqual(shop.query("SELECT * FROM orders"), []);
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  assert.deepEqual(shop.query(harmSql), []);
});

for (const bug of ["kept", "everyone"] as const) {
  test(`voucher-revalidation, bug ${bug}: without it 30 at once get the discount, with it nobody does`, async () => {
    await using provider = await startScriptedProvider();
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { voucherBug: bug } });
    const playAtOnce = async (from: number) => {
      const customers = await Promise.all(Array.from({ length: 30 }, (_, index) => playTrick(shop, from + index)));
      const answers = await Promise.all(customers.map(async (each) => each.order(await each.readOrderKey())));
      return { customers, statuses: new Set(answers.map((response) => response.statusCode)) };
    };
    assert.deepEqual((await playAtOnce(0)).statuses, new Set([303]));
    assert.equal(shop.query(harmSql).length, 30);

    shop.parts.defences.switchOn("voucher-revalidation");
    const { customers, statuses } = await playAtOnce(100);
    assert.deepEqual(statuses, new Set([409]));
    assert.equal(shop.query("SELECT * FROM orders").length, 30);
    const again = await Promise.all(customers.map(async (each) => each.order(await each.readOrderKey())));
    assert.ok(again.every((response) => response.statusCode === 303));
    assert.equal(shop.query("SELECT * FROM orders").length, 60);
    assert.equal(shop.query(harmSql).length, 30);
    const [state] = shop.parts.defences.list().filter(({ name }) => name === "voucher-revalidation");
    assert.deepEqual(state?.counts, { refused: 30 });
  });
}

test("voucher-revalidation leaves an honest voucher alone", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { voucherBug: "everyone", defences: ["voucher-revalidation"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout("offers-01");
  await customer.post("/cart/voucher", { code: "DEAL10" });
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  assert.equal(shop.query("SELECT discount_cents FROM orders")[0]?.discount_cents, 1_000);
});

test("with the bug `everyone` the discount needs no code; taken back, it does not come again on the next page", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { voucherBug: "everyone" } });
  const lucky = new Customer(shop.storefront);
  assert.equal((await lucky.order(await lucky.fillCheckout("own-brand-01"))).statusCode, 303);
  assert.equal(shop.query(harmSql).length, 1);
  shop.parts.defences.switchOn("voucher-revalidation");
  const refused = new Customer(shop.storefront);
  const page = await refused.order(await refused.fillCheckout("own-brand-01"));
  assert.deepEqual([page.statusCode, readPageKind(page)], [409, "error"]);
  const fullCents = shop.parts.catalogue.productsById.get("own-brand-01")?.priceCents;
  assert.match((await refused.get("/cart")).body, new RegExp(`data-total-cents="${fullCents}"`));
});
