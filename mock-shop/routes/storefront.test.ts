import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "../pages/layout.ts";
import { renderDeferred } from "../pages/orders.ts";
import {
  renderBusy,
  renderDeclined,
  renderInternalError,
  renderMaintenance,
  renderPaymentFailure,
  renderPaymentPaused,
  renderPriceChanged,
  renderSoldOut,
  renderVoucherRefused,
} from "../pages/problems.ts";
import { sampleStory } from "../pages/sample-story.ts";
import { renderWaitingRoom } from "../pages/waiting-room.ts";
import { readPageKind } from "../testing/customer.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";
import { sendPage } from "./storefront.ts";

/** What a shop answers that sends that page. */
async function send(page: Page) {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  shop.storefront.get("/sent", (_request, reply) => sendPage(shop.parts, reply, page));
  const answer = await shop.storefront.inject("/sent");
  const { refresh, "retry-after": retryAfter } = answer.headers;
  const text = answer.body.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  return {
    kind: readPageKind(answer),
    status: answer.statusCode,
    refresh,
    retryAfter,
    text,
    counters: shop.parts.counters,
  };
}

test("the five pages of a bad day are told apart by content and status", async () => {
  for (const [page, kind, status, says] of [
    [renderInternalError(), "error", 500, /it was not placed, and your cart is kept/],
    [renderBusy(), "busy", 503, /Nothing was changed, and your cart is kept/],
    [renderWaitingRoom(42, 3), "waiting-room", 200, /Your place 42 Your wait about 3 minutes/],
    [renderMaintenance(), "maintenance", 503, /Ordering is paused\. Nothing was charged/],
    [renderDeferred(sampleStory), "deferred", 202, /Order number T-AAAA-000001 /],
  ] as const) {
    const sent = await send(page);
    assert.deepEqual([sent.kind, sent.status], [kind, status]);
    assert.match(sent.text, says);
    assert.equal(sent.counters.pages[kind], 1);
  }
});

test("the waiting room asks again by itself, and nothing else does", async () => {
  assert.equal((await send(renderWaitingRoom(42, 3))).refresh, "5");
  assert.equal((await send(renderWaitingRoom(42, 3, { minutes: 2, seconds: 1 }))).refresh, "1");
  for (const page of [renderBusy(), renderMaintenance(), renderDeferred(sampleStory)])
    assert.equal((await send(page)).refresh, undefined);
});

test("a place in the queue is told in whole minutes, rounded up", async () => {
  assert.match((await send(renderWaitingRoom(1, 0.4))).text, /Your wait less than a minute/);
  assert.match((await send(renderWaitingRoom(1, 1))).text, /Your wait about 1 minute This/);
  assert.match((await send(renderWaitingRoom(1, 1.2))).text, /Your wait about 2 minutes This/);
});

test("who is sent away is told when to come back", async () => {
  assert.equal((await send(renderBusy())).retryAfter, "2");
  assert.equal((await send(renderMaintenance())).retryAfter, "2");
  const paused = await send(renderPaymentPaused(4_001));
  assert.deepEqual([paused.kind, paused.status, paused.retryAfter], ["error", 503, "5"]);
  assert.match(paused.text, /nothing was charged, and your cart is kept\. Please try again in 5 seconds/);
  assert.equal((await send(renderPaymentPaused(0))).retryAfter, "1");
  assert.match((await send(renderPaymentPaused(600_000))).text, /again in 10 minutes/);
  assert.equal((await send(renderDeclined())).retryAfter, undefined);
});

test("an order that was not placed is an error page that says so, and what to do", async () => {
  for (const [page, status, says] of [
    [renderPaymentFailure(true), 502, /You were not charged\. Try again/],
    [renderPaymentFailure(false), 502, /it is being released\. Try again/],
    [
      renderSoldOut(["Oak Kettle", "Tin <Box>"]),
      409,
      /There is not enough left of Oak Kettle Tin &lt;Box&gt; .* not placed.* Change your cart/,
    ],
    [renderVoucherRefused("it was used before"), 409, /it was used before\. .* not placed.* Back to your cart/],
    [renderPriceChanged("the discount is gone"), 409, /the discount is gone\. .* not placed.* See the new total/],
  ] as const) {
    const sent = await send(page);
    assert.deepEqual([sent.kind, sent.status], ["error", status]);
    assert.match(sent.text, says);
    assert.equal(sent.counters.errorPages, 1);
  }
});

test("a defence speaks at the top of every page, and the operator's own words go first", async (t) => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const read = async () => {
    const { body } = await shop.storefront.inject("/");
    return /data-status-message="([a-z-]+)">([^<]*)</.exec(body)?.slice(1);
  };
  assert.equal(await read(), undefined);
  t.mock.method(shop.parts.defences, "composeStatusMessage", () => ({ kind: "come-back", text: "a defence" }));
  assert.deepEqual(await read(), ["come-back", "a defence"]);
  shop.parts.settings.set("storefront.statusMessage", "the operator", "a test");
  assert.deepEqual(await read(), ["notice", "the operator"]);
});
