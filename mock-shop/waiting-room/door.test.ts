// The waiting room in the storefront: who waits, who does not, and how those who wait come in.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { readPageKind } from "../testing/customer.ts";
import { openDoorScene } from "./door-scene.fixture.ts";

function readData({ body }: LightMyRequestResponse, name: string): number {
  return Number(new RegExp(` data-${name}="([\\d.]+)"`).exec(body)?.[1]);
}

test("in a calm shop nobody waits, and each browser gets one token", async () => {
  await using scene = await openDoorScene();
  const customer = scene.newCustomer();
  const first = await customer.get("/");
  assert.equal(readPageKind(first), "home");
  assert.match(String(first.headers["set-cookie"]), /^till_place=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  const second = await customer.get("/category/toys");
  assert.deepEqual([readPageKind(second), second.headers["set-cookie"]], ["category", undefined]);
  assert.deepEqual([scene.readCounts().enteredAtOnce, scene.readCounts().queued], [1, 0]);
});

test("in a full shop a newcomer gets a place, the page asks again, and then shows what was asked for", async () => {
  await using scene = await openDoorScene();
  scene.fill();
  const { admitted } = scene.shop.parts.capacity.readState();
  const customer = scene.newCustomer();
  const waiting = await customer.get("/product/toys-01?from=a+link");
  assert.deepEqual(
    [readPageKind(waiting), waiting.statusCode, readData(waiting, "position")],
    ["waiting-room", 200, 1],
  );
  assert.equal(scene.shop.parts.capacity.readState().admitted, admitted, "no worker is asked");
  const retryMinutes = readData(waiting, "retry-minutes");
  assert.ok(retryMinutes >= 0.25 && retryMinutes <= 2.5, String(retryMinutes));
  assert.equal(waiting.headers.refresh, String(Math.ceil(retryMinutes * 10)));
  assert.ok(readData(waiting, "estimate-minutes") > 0);
  assert.equal(waiting.headers["cache-control"], "no-store");

  const again = await customer.get("/product/toys-01?from=a+link");
  assert.deepEqual([readPageKind(again), readData(again, "position")], ["waiting-room", 1]);
  assert.equal(again.headers["set-cookie"], undefined);

  await scene.calmDown();
  const inside = await customer.get("/product/toys-01?from=a+link");
  assert.equal(readPageKind(inside), "product");
  scene.fill();
  assert.equal(readPageKind(await customer.get("/cart")), "cart");
  const { queued, admitted: cameIn, bypassAttempts } = scene.readCounts();
  assert.deepEqual([queued, cameIn, bypassAttempts], [1, 1, 0]);
});

test("the line is kept in order, and each sees the own place", async () => {
  await using scene = await openDoorScene();
  scene.fill();
  const line = [scene.newCustomer(), scene.newCustomer(), scene.newCustomer()];
  const places: number[] = [];
  for (const customer of line) places.push(readData(await customer.get("/"), "position"));
  assert.deepEqual(places, [1, 2, 3]);
});

test("whoever is inside orders while the shop is full, and the order's pages are never queued for", async () => {
  await using scene = await openDoorScene();
  const customer = scene.newCustomer();
  const key = await customer.fillCheckout();
  scene.fill();
  const ordered = await customer.order(key);
  assert.equal(ordered.statusCode, 303);
  const confirmation = String(ordered.headers.location);

  scene.clock.advance(200_000);
  /** The answer in a shop that is full at this moment: reading the books takes the test's clock some time. */
  const askInFullShop = (ask: () => Promise<LightMyRequestResponse>) => {
    scene.fill();
    return ask();
  };
  const away = await askInFullShop(() => customer.get("/"));
  assert.equal(readPageKind(away), "waiting-room", "has been away for too long");
  assert.equal(readPageKind(await askInFullShop(() => customer.get(confirmation))), "confirmation");
  const status = confirmation.replace("/confirmation", "");
  assert.equal(readPageKind(await askInFullShop(() => customer.get(status))), "order-status");
  const again = await askInFullShop(() => customer.order(key));
  assert.deepEqual([again.statusCode, again.headers.location], [303, confirmation], "the same order, once more");
  assert.equal(readPageKind(await askInFullShop(() => customer.get("/track"))), "track");
  assert.equal(readPageKind(await askInFullShop(() => customer.get("/checkout/review"))), "waiting-room");
});

test("style sheet and news of payments pass by", async () => {
  await using scene = await openDoorScene();
  scene.fill();
  const customer = scene.newCustomer();
  const sheet = await customer.get("/assets/shop.css");
  assert.match(String(sheet.headers["content-type"]), /^text\/css/);
  const news = await scene.shop.storefront.inject({ method: "POST", url: "/webhooks/payments", payload: {} });
  assert.ok(news.statusCode >= 400, "unsigned, and refused as ever");
  assert.equal(scene.readCounts().queued, 0);
});

test("a form that is sent from outside waits at the page that has it, and changes nothing", async () => {
  await using scene = await openDoorScene();
  scene.fill();
  for (const [path, fields, page] of [
    ["/cart/items", { product: "toys-01" }, "/product/toys-01"],
    ["/cart/items", { product: "//elsewhere.test" }, "/"],
    ["/cart/voucher", { code: "DEAL10" }, "/cart"],
    ["/checkout/address", {}, "/checkout/address"],
    ["/checkout/payment", { card: "4242424242424242" }, "/checkout/payment"],
    ["/checkout/review/remove", { product: "toys-01" }, "/checkout/review"],
    ["/orders", { idempotencyKey: "a-key-of-nobody" }, "/checkout/review"],
  ] as const) {
    const customer = scene.newCustomer();
    const sent = await customer.post(path, fields);
    assert.deepEqual([sent.statusCode, sent.headers.location], [303, page]);
    assert.equal(customer.cookie, undefined, "no cart");
    assert.equal(readPageKind(await customer.get(page)), "waiting-room");
  }
  assert.equal(scene.readCounts().queued, 7);
});

test("where even the line is full, newcomers get the busy page", async (t) => {
  await using scene = await openDoorScene();
  const { visitorAdmission } = scene.shop.parts.defences;
  assert.ok(visitorAdmission);
  t.mock.method(visitorAdmission, "admit", () => ({ kind: "full" }));
  const answer = await scene.newCustomer().get("/");
  assert.deepEqual([readPageKind(answer), answer.statusCode, answer.headers["retry-after"]], ["busy", 503, "2"]);
  assert.equal(answer.headers["set-cookie"], undefined);
});

test("switched off while people wait, the room lets everybody in", async () => {
  await using scene = await openDoorScene();
  scene.fill();
  const customer = scene.newCustomer();
  assert.equal(readPageKind(await customer.get("/")), "waiting-room");
  scene.shop.parts.defences.switchOff("waiting-room");
  assert.equal(readPageKind(await customer.get("/")), "home");
});
