import assert from "node:assert/strict";
import { test } from "node:test";
import { callControl } from "../testing/call-control.ts";
import { anAddress, Customer, readPageKind } from "../testing/customer.ts";
import { openDeferralScene } from "../testing/deferral-scene.ts";
import { agreeableScript } from "../testing/scripted-provider.ts";

const readText = (body: string) => body.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

/** A customer whose order waits, and where the form led them. */
async function order(scene: Awaited<ReturnType<typeof openDeferralScene>>) {
  const customer = new Customer(scene.shop.storefront);
  const key = await customer.fillCheckout();
  const answer = await customer.order(key);
  assert.equal(answer.statusCode, 303);
  const address = String(answer.headers.location);
  return { customer, key, address, page: await customer.get(address) };
}

test("a customer whose order is taken reads its number, its total and that it will be confirmed, by when", async () => {
  await using scene = await openDeferralScene();
  const { page } = await order(scene);
  const [row] = scene.shop.query("SELECT order_number, total_cents FROM orders");
  assert.deepEqual([page.statusCode, readPageKind(page)], [202, "deferred"]);
  assert.match(page.body, new RegExp(`data-order-number="${row?.order_number}"`));
  assert.match(page.body, new RegExp(`data-total-cents="${row?.total_cents}"`));
  const text = readText(page.body);
  assert.match(text, new RegExp(`Order number ${row?.order_number} `));
  assert.match(text, /we are trying again and will confirm by e-mail\. You do not need to order again/);
  assert.match(text, /Should the payment not go through until 2023-11-15, 04:13:20 UTC , we cancel the order/);
});

test("order status and tracking tell the same, from another browser too", async () => {
  await using scene = await openDeferralScene();
  const { customer, address } = await order(scene);
  const status = await customer.get(address.replace("/confirmation", ""));
  assert.match(status.body, /data-order-state="deferred"/);
  assert.match(readText(status.body), /will confirm it as soon as the payment went through\. Should the payment not/);
  const other = new Customer(scene.shop.storefront);
  const orderNumber = address.split("/")[2] ?? "";
  const tracked = await other.post("/track", { orderNumber, email: anAddress.email ?? "" });
  assert.equal(readPageKind(await other.get(String(tracked.headers.location))), "order-status");
});

test("the same form again gives the same order, and the basket is empty", async () => {
  await using scene = await openDeferralScene();
  const { customer, key, address } = await order(scene);
  const again = await customer.order(key);
  assert.deepEqual([again.statusCode, again.headers.location], [303, address]);
  assert.equal(scene.shop.parts.counters.ordersReplayed, 1);
  assert.equal(scene.shop.query("SELECT * FROM orders").length, 1);
  assert.doesNotMatch((await customer.get("/cart")).body, /data-line=/);
});

test("once it is completed the usual confirmation comes, and the status shows the message", async () => {
  await using scene = await openDeferralScene();
  const { customer, address } = await order(scene);
  scene.bringBack();
  await scene.letRun("no order waiting", () => scene.shop.parts.deferred.waiting === 0);
  assert.equal(readPageKind(await customer.get(address)), "confirmation");
  const status = await customer.get(address.replace("/confirmation", ""));
  assert.match(readText(status.body), /Your order \S+ is confirmed Your payment went through/);
  assert.match(readText(status.body), /Order taken .* Order placed /);
});

test("once it is cancelled nobody is thanked for it, and its message says what becomes of the money", async () => {
  await using scene = await openDeferralScene();
  const { customer, key, address } = await order(scene);
  const cancel = { by: "operator", reason: "the article is broken", filter: { states: ["deferred"] } };
  const answer = await callControl(scene.shop, "POST", "/control/actions/cancel-orders", cancel);
  assert.deepEqual([answer.statusCode, answer.json().cancelled], [200, 1]);
  await customer.order(key);
  const page = await customer.get(address);
  assert.equal(readPageKind(page), "order-status");
  assert.match(readText(page.body), /the article is broken\. You are not charged/);
});

test("a declined card is never deferred", async () => {
  await using scene = await openDeferralScene();
  scene.bringBack((call) => (call.path.endsWith("/authorizations") ? [402, {}] : agreeableScript(call)));
  const customer = new Customer(scene.shop.storefront);
  const answer = await customer.order(await customer.fillCheckout());
  assert.deepEqual([answer.statusCode, readPageKind(answer)], [402, "declined"]);
  assert.deepEqual(scene.readStates(), []);
});

test("when no more orders may wait, the customer sees the error page, and what the order took is back", async () => {
  await using scene = await openDeferralScene();
  const { shop } = scene;
  const deferral = shop.parts.defences.orderDeferral;
  assert.ok(deferral);
  deferral.admitOrder = () => undefined;
  const customer = new Customer(shop.storefront);
  const answer = await customer.order(await customer.fillCheckout());
  assert.deepEqual([answer.statusCode, readPageKind(answer)], [502, "error"]);
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  assert.equal(shop.query("SELECT SUM(initial - available) AS gone FROM stock")[0]?.gone, 0);
});

test("state and metrics tell how many orders wait, and the card's token is in neither", async () => {
  await using scene = await openDeferralScene();
  await order(scene);
  const state = (await callControl(scene.shop, "GET", "/control/state")).json();
  const { ordersDeferred, pendingDeferred, ordersPlaced } = state.counters;
  assert.deepEqual([ordersDeferred, pendingDeferred, ordersPlaced], [1, 1, 0]);
  assert.deepEqual(state.orders, { deferred: 1 });
  const metrics = (await callControl(scene.shop, "GET", "/metrics")).body;
  assert.match(metrics, /^shop_deferred_orders_waiting 1$/m);
  assert.match(metrics, /^shop_deferred_orders_total\{event="taken"\} 1$/m);
  assert.doesNotMatch(JSON.stringify(state) + metrics, /tok_/);
});

test("the page of an order that cannot be shown never says that nothing was ordered", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using scene = await openDeferralScene();
  const { customer, address } = await order(scene);
  const { books } = scene.shop.parts;
  books.run = (() => Promise.reject(new Error("books: refused by a test"))) as never;
  for (const path of [address, address.replace("/confirmation", "")]) {
    const page = await customer.get(path);
    assert.deepEqual([page.statusCode, readPageKind(page)], [500, "error"]);
    assert.match(readText(page.body), /please do not order again/);
    assert.doesNotMatch(readText(page.body), /not placed|was not/);
  }
});
