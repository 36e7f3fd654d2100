import assert from "node:assert/strict";
import { test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { Customer } from "./testing/customer.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { startScriptedProvider } from "./testing/scripted-provider.ts";
import { openTestShop } from "./testing/test-shop.ts";
import { waitFor } from "./testing/wait-for.ts";

/** Strict: a comma and a space between entries, each `name;dur=milliseconds`. */
function readServerTiming(response: LightMyRequestResponse): Record<string, number> {
  const header = String(response.headers["server-timing"]);
  return Object.fromEntries(
    header.split(", ").map((entry) => {
      const match = /^([a-z]+);dur=(\d+(?:\.\d+)?)$/.exec(entry);
      assert.ok(match, `expected name;dur=number, got ${header}`);
      return [match[1] as string, Number(match[2])];
    }),
  );
}

function assertAddsUp(timing: Record<string, number>): void {
  const { total, ...parts } = timing;
  const sum = Object.values(parts).reduce((ms, part) => ms + part, 0);
  assert.ok(total !== undefined && sum <= total + 1e-9, JSON.stringify(timing));
}

test("every page and redirect says what its time was spent on, and an asset does not", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const responses = [
    await customer.get("/"),
    await customer.get("/nowhere"),
    await customer.get(`/product/${"x".repeat(5_000)}`),
    await customer.get("/category/%ff"),
    await customer.post("/cart/items", { product: "toys-01", quantity: "0" }),
    await customer.post("/cart/items", { product: "toys-01", quantity: "1" }, { origin: "http://evil.test" }),
    await customer.post("/cart/items", "{}", { "content-type": "application/json" }),
    await customer.get("/checkout/review"),
    await customer.order(key),
  ];
  assert.deepEqual(
    responses.map(({ statusCode }) => statusCode),
    [200, 404, 414, 400, 400, 403, 415, 200, 303],
  );
  for (const response of responses) assertAddsUp(readServerTiming(response));
  assert.equal((await customer.get("/assets/shop.css")).headers["server-timing"], undefined);
});

test("an order says how long its payment and the books took", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const placed = readServerTiming(await customer.order(await customer.fillCheckout()));
  assert.ok((placed.payment ?? 0) > 0, JSON.stringify(placed));
  assert.ok((placed.books ?? 0) > 0, JSON.stringify(placed));
});

test("a page that queued says how long, and how long it was worked on", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider();
  const configuration = { capacityModel: true, workers: 1, serviceMs: 100, queueBoundMs: 10_000 };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration });
  const pages = [1, 2].map(() => new Customer(shop.storefront).get("/"));
  await waitFor("one in the queue", () => shop.parts.capacity.readState().queued === 1);
  clock.advance(5_000);
  const [first, second] = (await Promise.all(pages)).map(readServerTiming);
  assert.equal(first?.queue, 0);
  assert.ok((first?.work ?? 0) > 0, JSON.stringify(first));
  assert.equal(second?.queue, first?.work);
  assert.equal(first?.total, 5_000);
});
