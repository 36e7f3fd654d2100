import assert from "node:assert/strict";
import { test } from "node:test";
import { Customer } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";

/** Asks without waiting; tells when the answer is there. */
function ask({ storefront }: TestShop, url: string) {
  const asked = { status: undefined as number | undefined, timing: "" };
  void storefront.inject(url).then(({ statusCode, headers }) => {
    asked.status = statusCode;
    asked.timing = String(headers["server-timing"]);
  });
  return asked;
}

test("every page is held for the configured time, pages of trouble too, and what the shop says of its time has it in", async () => {
  await using provider = await startScriptedProvider();
  const clock = new ManualClock();
  const configuration = { pageDelayMs: 300 };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration });
  for (const [url, status] of [
    ["/", 200],
    ["/product/toys-01", 200],
    ["/nowhere", 404],
  ] as const) {
    const held = clock.nextTimer();
    const asked = ask(shop, url);
    await held;
    clock.advance(299);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked.status, undefined, url);
    clock.advance(1);
    await waitFor("the page", () => asked.status !== undefined);
    assert.equal(asked.status, status);
    assert.match(asked.timing, /total;dur=300/);
  }
});

test("redirects and assets are not held", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { pageDelayMs: 300 };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock: new ManualClock(), configuration });
  assert.equal((await shop.storefront.inject("/assets/shop.css")).statusCode, 200);
  const added = await new Customer(shop.storefront).post("/cart/items", { product: "toys-01", quantity: "1" });
  assert.equal(added.statusCode, 303);
});

test("a page that is held holds no worker", async () => {
  await using provider = await startScriptedProvider();
  const clock = new ManualClock();
  const configuration = { pageDelayMs: 10_000, capacityModel: true, workers: 1, serviceMs: 10, queueBoundMs: 250 };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration });
  const asked = ["/", "/", "/"].map((url) => ask(shop, url));
  await waitFor("all to be worked on", () => shop.parts.counters.pages.home === 3, {
    beforeLook: () => {
      if (clock.elapsedMs() < 1_000) clock.advance(10);
    },
  });
  const { busy, queued } = shop.parts.capacity.readState();
  assert.deepEqual([busy, queued], [0, 0]);
  assert.ok(asked.every(({ status }) => status === undefined));
  clock.advance(10_000);
  await waitFor("all pages", () => asked.every(({ status }) => status === 200));
});
