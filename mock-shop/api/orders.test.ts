import assert from "node:assert/strict";
import { test } from "node:test";
import { buildPlacement } from "../ledger/ledger.fixture.ts";
import { callControl } from "../testing/call-control.ts";
import { anAddress, Customer } from "../testing/customer.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

interface Summary {
  readonly orderNumber: string;
  readonly account: string;
  readonly state: string;
}

async function buy(shop: TestShop, email: string, product = "toys-01"): Promise<string> {
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product, quantity: "1" });
  await customer.post("/checkout/address", { ...anAddress, email });
  await customer.post("/checkout/payment", { card: "4242424242424242" });
  const placed = await customer.order(await customer.readOrderKey());
  return String(placed.headers.location).split("/")[2] as string;
}

async function search(shop: TestShop, query: string): Promise<{ orders: Summary[]; after: number | null }> {
  const response = await callControl(shop, "GET", `/control/orders?${query}`);
  assert.equal(response.statusCode, 200, response.body);
  return response.json();
}

const listNumbers = (found: { orders: readonly Summary[] }) => found.orders.map(({ orderNumber }) => orderNumber);

async function cancel(shop: TestShop, filter: object, more: object = {}) {
  const body = { by: "operator", reason: "a test", filter, ...more };
  return (await callControl(shop, "POST", "/control/actions/cancel-orders", body)).json();
}

test("orders are found by every condition of the filter, alone and together", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const first = await buy(shop, "ada@example.com");
  const second = await buy(shop, "bob@example.com");
  await shop.parts.background.waitUntilSettled(5_000);
  const [{ placed_at_ms: at } = {}] = shop.query(`SELECT placed_at_ms FROM orders WHERE order_number = '${second}'`);
  const expected: readonly [string, string[]][] = [
    ["", [first, second]],
    ["account=bob@example.com", [second]],
    ["states=paid", [first, second]],
    ["states=placed,cancelled", []],
    ["hasParcel=false", [first, second]],
    ["hasParcel=true", []],
    ["voucherCode=DEAL10", []],
    ["minDiscountCents=0", [first, second]],
    ["minDiscountCents=1", []],
    [`orderNumbers=${second},${first},${second},T-NONE`, [second, first]],
    [`orderNumbers=${second}&account=ada@example.com`, []],
    [`placedFromMs=${Number(at) + 1}`, []],
    [`placedFromMs=${at}&account=bob@example.com`, [second]],
    [`placedUntilMs=${at}&account=bob@example.com`, []],
  ];
  for (const [query, numbers] of expected) assert.deepEqual(listNumbers(await search(shop, query)), numbers, query);
  const [order] = (await search(shop, "account=ada@example.com")).orders;
  assert.deepEqual([order?.account, order?.state], ["ada@example.com", "paid"]);
});

test("a long list comes in pages that hold each order once", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const bought = await Promise.all(Array.from({ length: 7 }, (_, index) => buy(shop, `c${index}@example.com`)));
  const found: string[] = [];
  let pages = 0;
  for (let after: number | null = 0; after !== null; pages += 1) {
    const page = await search(shop, `limit=3&after=${after}`);
    assert.ok(page.orders.length <= 3);
    found.push(...listNumbers(page));
    after = page.after;
  }
  assert.deepEqual(found.toSorted(), bought.toSorted());
  assert.equal(pages, 3);
});

test("one look takes a bounded number of rows, found or not, and tells where the next goes on", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  for (const name of ["a", "b", "c"]) await buy(shop, `${name}@example.com`);
  const look = async (after: number, limit = 10) => {
    const filter = { account: "c@example.com" };
    const found = await shop.parts.books.run("listOrders", { filter, after, limit, scanLimit: 2 });
    return [found.orders.length, found.after];
  };
  assert.deepEqual(await look(0), [0, 2]);
  assert.deepEqual(await look(2), [1, null]);
});

test("a search takes at most twenty looks, and only as many as it needs", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  await buy(shop, "ada@example.com");
  const { orders } = await search(shop, "");
  const run = shop.parts.books.run.bind(shop.parts.books);
  let found: readonly Summary[] = [];
  let asked: number[] = [];
  shop.parts.books.run = ((name: "listOrders", input: { after: number; limit: number }) => {
    if (name !== "listOrders") return run(name, input as never);
    asked.push(input.limit);
    return Promise.resolve({ orders: found, after: input.after + 2_000 });
  }) as typeof run;
  assert.deepEqual(await search(shop, "limit=9"), { orders: [], after: 40_000 });
  assert.deepEqual(asked, Array(20).fill(9));
  asked = [];
  found = orders;
  assert.equal((await search(shop, "limit=3")).orders.length, 3);
  assert.deepEqual(asked, [3, 2, 1]);
});

test("cancelling tells what it did, does it once, and stands in the log; a dry run only counts", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const ada = await buy(shop, "ada@example.com");
  await buy(shop, "bob@example.com");
  await shop.parts.background.waitUntilSettled(5_000);
  const filter = { account: "ada@example.com" };
  const counts = { matched: 1, cancelled: 1, alreadyCancelled: 0, tooLate: 0 };
  assert.deepEqual(await cancel(shop, filter, { dryRun: true }), { ...counts, change: null });
  assert.deepEqual(listNumbers(await search(shop, "states=paid")).length, 2);
  const done = await cancel(shop, filter);
  assert.deepEqual({ ...done, change: null }, { ...counts, change: null });
  assert.deepEqual(
    [done.change.key, done.change.by, done.change.says, done.change.value],
    ["orders.cancelled", "operator", "cancelled 1 order", { filter, reason: "a test", ...counts }],
  );
  assert.deepEqual(listNumbers(await search(shop, "states=cancelled,refunded")), [ada]);
  assert.deepEqual(await cancel(shop, filter), {
    matched: 1,
    cancelled: 0,
    alreadyCancelled: 1,
    tooLate: 0,
    change: null,
  });
  assert.equal(shop.parts.changes.list().length, 1);
  await shop.parts.background.waitUntilSettled(5_000);
  const state = (await callControl(shop, "GET", "/control/state")).json();
  assert.deepEqual(state.orders, { paid: 1, refunded: 1 });
});

test("books that fail halfway through a cancellation: what was done stands in the log, and the error is told", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const { books, changes } = shop.parts;
  const indices = Array.from({ length: 201 }, (_, index) => index + 1);
  await Promise.all(indices.map((index) => books.run("placeOrder", buildPlacement(index))));
  const run = books.run.bind(books);
  let batches = 0;
  t.mock.method(books, "run", (name: "cancelBatch", input: never) => {
    if (name === "cancelBatch") batches += 1;
    return batches === 2 && name === "cancelBatch" ? Promise.reject(new Error("disk is full")) : run(name, input);
  });
  const body = { by: "operator", reason: "a test", filter: { states: ["placed"] } };
  const failed = await callControl(shop, "POST", "/control/actions/cancel-orders", body);
  assert.equal(failed.statusCode, 500);
  const counts = { matched: 200, cancelled: 200, alreadyCancelled: 0, tooLate: 0 };
  assert.deepEqual(
    changes.list().map(({ says, value }) => [says, value]),
    [["cancelled 200 orders", { filter: body.filter, reason: "a test", ...counts }]],
  );
});
