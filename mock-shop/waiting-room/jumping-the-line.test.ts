// Attempts to come in past the line. Each ends at its end.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { type Customer, readPageKind } from "../testing/customer.ts";
import { openDoorScene } from "./door-scene.fixture.ts";

type Scene = Awaited<ReturnType<typeof openDoorScene>>;

function readPlace(answer: LightMyRequestResponse): number {
  assert.equal(readPageKind(answer), "waiting-room");
  return Number(/ data-position="(\d+)"/.exec(answer.body)?.[1]);
}

/** A full shop with somebody honest who waits first. */
async function openWithLine(): Promise<Scene & { readonly first: Customer }> {
  const scene = await openDoorScene();
  scene.fill();
  const first = scene.newCustomer();
  assert.equal(readPlace(await first.get("/")), 1);
  return Object.assign(scene, { first });
}

test("without a cookie each request is another place at the end", async () => {
  await using scene = await openWithLine();
  const stranger = scene.newCustomer();
  for (const place of [2, 3, 4]) {
    assert.equal(readPlace(await stranger.get("/")), place);
    stranger.place = undefined;
  }
  assert.equal(readPlace(await scene.first.get("/")), 1);
});

test("the cart's cookie alone is no ticket, and the cart is kept", async () => {
  await using scene = await openDoorScene();
  const customer = scene.newCustomer();
  await customer.post("/cart/items", { product: "toys-01" });
  scene.fill();
  const { place } = customer;
  customer.place = undefined;
  assert.equal(readPlace(await customer.get("/checkout/review")), 1);
  assert.notEqual(customer.place, place);
  await scene.calmDown();
  const cart = await customer.get("/cart");
  assert.match(cart.body, /toys-01/);
});

test("a forged token is worth nothing, and is counted", async () => {
  await using scene = await openWithLine();
  const second = scene.newCustomer();
  assert.equal(readPlace(await second.get("/")), 2);
  const { place = "" } = second;
  const [opening, , signature] = place.split(".");
  const forgeries = [
    `${opening}.1.${signature}`,
    `${place.slice(0, -1)}${place.endsWith("A") ? "B" : "A"}`,
    "1.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "1.1.",
    "1",
    "true",
    "x".repeat(3_000),
  ];
  for (const [index, forgery] of forgeries.entries()) {
    const forger = scene.newCustomer();
    forger.place = forgery;
    assert.equal(readPlace(await forger.get("/")), index + 3);
    assert.notEqual(forger.place, forgery, "from now on with a token of its own");
  }
  assert.equal(scene.readCounts().bypassAttempts, forgeries.length);
});

test("the token of an earlier opening is no earlier place", async () => {
  await using scene = await openWithLine();
  const { defences } = scene.shop.parts;
  defences.switchOff("waiting-room");
  defences.switchOn("waiting-room");
  const newcomer = scene.newCustomer();
  assert.equal(readPlace(await newcomer.get("/")), 1);
  assert.equal(readPlace(await scene.first.get("/")), 2);
  assert.equal(scene.readCounts().bypassAttempts, 0, "an honest browser has it, too");
});

test("the token of a place that was given up is no place, and of a visit that is over no visit", async () => {
  await using scene = await openWithLine();
  const buyer = scene.newCustomer();
  await scene.calmDown();
  await buyer.get("/");
  scene.clock.advance(101_000);
  scene.fill();
  const newcomer = scene.newCustomer();
  assert.equal(readPlace(await newcomer.get("/")), 1);
  assert.equal(readPlace(await scene.first.get("/")), 2);
  assert.equal(readPlace(await buyer.get("/")), 3);
});

test("a token that was copied lets one cart in", async () => {
  await using scene = await openDoorScene();
  const [owner, copier] = [scene.newCustomer(), scene.newCustomer()];
  await owner.get("/");
  copier.place = owner.place;
  await owner.post("/cart/items", { product: "toys-01" });
  await owner.get("/cart");
  scene.fill();
  const sent = await copier.post("/cart/items", { product: "toys-02" });
  assert.deepEqual([sent.statusCode, copier.cookie], [303, undefined]);
  assert.notEqual(copier.place, owner.place);
  assert.equal(readPlace(await copier.get("/")), 1);
  assert.equal(readPageKind(await owner.get("/checkout/address")), "address");
  assert.equal(scene.readCounts().bypassAttempts, 1);
});

test("many tabs of one browser are one place", async () => {
  await using scene = await openWithLine();
  const hunter = scene.newCustomer();
  assert.equal(readPlace(await hunter.get("/")), 2);
  const tabs = await Promise.all(["/", "/cart", "/category/offers", "/product/offers-01"].map((at) => hunter.get(at)));
  assert.deepEqual(tabs.map(readPlace), [2, 2, 2, 2]);
  const last = scene.newCustomer();
  assert.equal(readPlace(await last.get("/")), 3);
  assert.equal(scene.readCounts().queued, 3);
});

test("no address of the shop is behind the line, whatever the method", async () => {
  await using scene = await openWithLine();
  const addresses = [
    "/checkout/address",
    "/checkout/payment",
    "/checkout/review",
    "/cart",
    "/search?q=mug",
    "/nowhere",
  ];
  for (const [index, address] of addresses.entries()) {
    assert.equal(readPlace(await scene.newCustomer().get(address)), index + 2);
  }
  const before = scene.shop.parts.capacity.readState().admitted;
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"] as const) {
    for (const url of [
      "/",
      "/orders",
      "/orders/T-AAAA-000001",
      "/cart/items",
      "//checkout/review",
      "/CHECKOUT/REVIEW",
    ]) {
      const { statusCode, body } = await scene.shop.storefront.inject({ method, url });
      const waits = method === "HEAD" ? statusCode === 200 && body === "" : statusCode === 303;
      assert.ok(waits, `${method} ${url}: ${statusCode}`);
    }
  }
  assert.equal(scene.shop.parts.capacity.readState().admitted, before, "no worker is asked");
  assert.equal(scene.readCounts().bypassAttempts, 5 * 6, "forms of nobody");
});

test("the order of somebody else opens no door", async () => {
  await using scene = await openDoorScene();
  const buyer = scene.newCustomer();
  const key = await buyer.fillCheckout();
  const path = String((await buyer.order(key)).headers.location);
  scene.fill();
  const stranger = scene.newCustomer();
  assert.equal(readPlace(await stranger.get(path)), 1);
  const sent = await stranger.order(key);
  assert.deepEqual([sent.statusCode, sent.headers.location], [303, "/checkout/review"]);
});
