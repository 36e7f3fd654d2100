import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "../../mock-shop/process/listen.ts";
import { anAddress, Customer } from "../../mock-shop/testing/customer.ts";
import { openTestProvider } from "../../mock-shop/testing/test-provider.ts";
import { controlToken, openTestShop, type TestShop } from "../../mock-shop/testing/test-shop.ts";
import { vouchers } from "../deal/deal-books.fixture.ts";
import { FakeShopControl } from "../faults/fake-shop-control.fixture.ts";
import { buildShopControl } from "../faults/shop-control.ts";
import { Operator } from "./operator.ts";
import { readRunningOrders } from "./read-running-orders.ts";

interface Purchase {
  readonly account: string;
  readonly products: readonly string[];
  readonly code?: string;
  /** Taken out in the review. */
  readonly removes?: string;
}

async function buy({ storefront }: TestShop, { account, products, code, removes }: Purchase): Promise<void> {
  const customer = new Customer(storefront);
  for (const product of products) await customer.post("/cart/items", { product, quantity: "1" });
  if (code !== undefined) await customer.post("/cart/voucher", { code });
  await customer.post("/checkout/address", { ...anAddress, email: account });
  await customer.post("/checkout/payment", { card: "4242424242424242" });
  await customer.get("/checkout/review");
  if (removes !== undefined) await customer.post("/checkout/review/remove", { product: removes });
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
}

const trick = { code: "DEAL10", removes: "offers-01" } as const;

/** In order: two rightful, a trick with goods and one with a file; with the banner a windfall and two of one account. */
async function sellDeals(shop: TestShop): Promise<void> {
  shop.parts.settings.set("voucher.bug", "kept", "test");
  await buy(shop, { account: "plain@x.test", products: ["toys-01"] });
  await buy(shop, { account: "code@x.test", products: ["offers-01"], code: "DEAL10" });
  await buy(shop, { account: "reader@x.test", products: ["offers-01", "toys-01"], ...trick });
  await buy(shop, { account: "gamer@x.test", products: ["offers-01", "games-01"], ...trick });
  shop.parts.settings.set("voucher.bug", "everyone", "test");
  await buy(shop, { account: "lucky@x.test", products: ["own-brand-01", "electronics-01"] });
  await buy(shop, { account: "hunter@x.test", products: ["offers-02"] });
  await buy(shop, { account: "hunter@x.test", products: ["own-brand-02"] });
  shop.parts.settings.set("voucher.bug", "none", "test");
  await shop.parts.background.waitUntilSettled(5_000);
}

test("cancelling takes the affected orders out of the running shop's books, tells each customer and pays back", async () => {
  await using provider = await openTestProvider();
  await using shop = await openTestShop({
    providerOrigin: await listen(provider.app, "127.0.0.1", 0),
    configuration: { voucherCapCheck: "off" },
  });
  await sellDeals(shop);
  const control = await listen(shop.controls, "127.0.0.1", 0);
  const minutes = [903, 903.25, 903.5, 904, 904, 904.25];
  const operator = new Operator({
    shop: buildShopControl(control, controlToken),
    readOrders: () => readRunningOrders(shop.booksPath),
    vouchers,
    nowMinute: () => minutes.shift() ?? assert.fail("asked for the time too often"),
  });
  assert.equal(operator.cancellation(), null);
  await operator.carryOut("cancel-orders");
  assert.deepEqual(operator.cancellation(), {
    filter: "eligibility-and-behaviour",
    lookedAt: 7,
    selected: 4,
    cancelled: 3,
    tooLate: 1,
    startedMinute: 903,
    tookMinutes: 0.5,
  });
  await shop.parts.background.waitUntilSettled(5_000);
  const states = shop.query(`SELECT account, state, (SELECT COUNT(*) FROM messages
    WHERE messages.order_number = orders.order_number AND subject LIKE '%was cancelled') AS told
    FROM orders ORDER BY placed_at_ms, rowid`);
  assert.deepEqual(
    states.map((row) => [row.account, row.state, row.told]),
    [
      ["plain@x.test", "paid", 0],
      ["code@x.test", "paid", 0],
      ["reader@x.test", "refunded", 1],
      ["gamer@x.test", "delivered", 0],
      ["lucky@x.test", "paid", 0],
      ["hunter@x.test", "refunded", 1],
      // Cost no more than the discount: there is nothing to pay back.
      ["hunter@x.test", "cancelled", 1],
    ],
  );
  await operator.carryOut("cancel-orders");
  const again = operator.cancellation();
  assert.deepEqual([again?.selected, again?.cancelled, again?.tooLate], [1, 0, 1]);
});

test("an order whose parcel has left is not cancelled: its money would go after its goods", async () => {
  await using provider = await openTestProvider();
  await using shop = await openTestShop({ providerOrigin: await listen(provider.app, "127.0.0.1", 0) });
  shop.parts.settings.set("voucher.bug", "kept", "test");
  await buy(shop, { account: "reader@x.test", products: ["offers-01", "toys-01"], ...trick });
  await shop.parts.background.waitUntilSettled(5_000);
  const control = buildShopControl(await listen(shop.controls, "127.0.0.1", 0), controlToken);
  const [order] = readRunningOrders(shop.booksPath);
  const orderNumbers = [order?.orderNumber ?? ""];
  for (const kind of ["picked", "packed", "shipped"])
    await shop.parts.books.run("changeOrders", { orderNumbers, kind, atMs: Date.now(), detail: null });
  assert.equal(await control.cancelOrders(orderNumbers, "a test"), 0);
});

test("nothing is asked of the shop where no order is affected", async () => {
  const shop = new FakeShopControl();
  const operator = new Operator({ shop, readOrders: () => [], vouchers, nowMinute: () => 903 });
  await operator.carryOut("cancel-orders");
  await operator.carryOut("pause-ordering");
  assert.deepEqual(shop.calls, ["act pause-ordering"]);
  assert.equal(operator.cancellation()?.selected, 0);
});

test("books that are not there are an error that names them", () => {
  assert.throws(() => readRunningOrders("/nowhere/ledger.sqlite"), /books cannot be read[\s\S]*nowhere/);
});
