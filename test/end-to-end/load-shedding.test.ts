// A flood of browsing customers at twice what the shop can serve, while others are about to pay: over real HTTP.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { drawUniform } from "../../mock-shop/rules/draw.ts";
import { type PlannedCall, sendOpenLoop } from "./open-loop-client.ts";
import { startShop } from "./running-shop.ts";

const capacity = { workers: 2, serviceMs: 16, queueBoundMs: 250 };
const capacityPerSecond = (capacity.workers * 1_000) / capacity.serviceMs;
const seconds = 6;
const orders = 48;
const patienceMs = 1_000;
const formHeaders = { "content-type": "application/x-www-form-urlencoded" };

/** A customer at the review page: what placing the order takes. */
async function fillCheckout(origin: string): Promise<Omit<PlannedCall, "atMs">> {
  let cookie = "";
  const send = async (path: string, fields?: Record<string, string>) => {
    const init = fields ? { method: "POST", body: new URLSearchParams(fields) } : {};
    const response = await fetch(origin + path, { ...init, redirect: "manual", headers: { cookie } });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response.text();
  };
  await send("/cart/items", { product: "toys-01", quantity: "1" });
  await send("/checkout/address", {
    email: "a@b.de",
    name: "N",
    street: "S",
    city: "C",
    postcode: "123",
    country: "DE",
  });
  await send("/checkout/payment", { card: "4242424242424242" });
  const key = /name="idempotencyKey" value="([^"]+)"/.exec(await send("/checkout/review"))?.[1];
  if (key === undefined) throw new Error("expected a key on the review page");
  const body = new URLSearchParams({ idempotencyKey: key }).toString();
  return { path: "/orders", method: "POST", headers: { ...formHeaders, cookie }, body };
}

function planFlood(): PlannedCall[] {
  const calls: PlannedCall[] = [];
  for (let atMs = 0; atMs < seconds * 1_000; ) {
    atMs -= (Math.log(drawUniform("flood", calls.length)) * 1_000) / (2 * capacityPerSecond);
    calls.push({ atMs, path: "/" });
  }
  return calls;
}

/** The shares of orders placed, and of pages shown, in good time. The flood fills the queue in the first second. */
async function flood(defences: readonly string[]) {
  await using shop = await startShop({ ...capacity, defences });
  const buyers: Omit<PlannedCall, "atMs">[] = [];
  for (let count = 0; count < orders; count += 4) {
    buyers.push(...(await Promise.all(Array.from({ length: 4 }, () => fillCheckout(shop.origin)))));
  }
  const gapMs = ((seconds - 1) * 1_000) / orders;
  const purchases = buyers.map((buyer, index) => ({ ...buyer, atMs: 1_000 + index * gapMs }));
  const calls = [...planFlood(), ...purchases].toSorted((a, b) => a.atMs - b.atMs);
  const answers = await sendOpenLoop(shop.origin, calls);
  const computeGoodRatio = (path: string, goodStatus: number) => {
    const asked = answers.filter(({ call }) => call.path === path);
    const good = asked.filter(
      ({ status, sentAtMs, endedAtMs }) => status === goodStatus && endedAtMs - sentAtMs < patienceMs,
    );
    return good.length / asked.length;
  };
  return {
    placedRatio: computeGoodRatio("/orders", 303),
    shownRatio: computeGoodRatio("/", 200),
    capacity: await shop.readCapacity(),
  };
}

describe("a flood of browsing customers", () => {
  it("keeps about half of all orders from being placed, without the defence", async () => {
    const { placedRatio, capacity } = await flood([]);
    assert.ok(placedRatio < 0.75, String(placedRatio));
    assert.ok(capacity.rejected > 300 && capacity.shed === 0, JSON.stringify(capacity));
  });

  it("keeps hardly any order from being placed with load-shedding, and sees what the workers have left", async () => {
    const { placedRatio, shownRatio, capacity } = await flood(["load-shedding"]);
    assert.ok(placedRatio > 0.95, String(placedRatio));
    assert.ok(shownRatio > 0.25, String(shownRatio));
    assert.ok(capacity.shed > 300, JSON.stringify(capacity));
  });
});
