// Who leaves while the shop is busy: over real sockets, with the workers' clock in the test's hand.
import assert from "node:assert/strict";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { test } from "node:test";
import { listen } from "../process/listen.ts";
import { Customer } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShopOptions } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";

async function openBusyShop(configuration: TestShopOptions["configuration"] = {}) {
  const provider = await startScriptedProvider(agreeableScript);
  const clock = new ManualClock();
  const shop = await openTestShop({
    providerOrigin: provider.origin,
    clock,
    configuration: { capacityModel: true, workers: 1, serviceMs: 10, queueBoundMs: 1_000, ...configuration },
  });
  const origin = await listen(shop.storefront, "127.0.0.1", 0);
  return {
    clock,
    shop,
    ask: (path: string, method = "GET", headers: Record<string, string> = {}) =>
      request(origin + path, { method, headers, agent: false }).on("error", () => undefined),
    /** Lets the event loop turn until so many are at the workers, in the queue, or gone from it. */
    reach: (name: "busy" | "queued" | "abandoned", count: number) =>
      waitFor(`${count} ${name}`, () => shop.parts.capacity.readState()[name] === count),
    /** Who is still at the workers when a test fails gets through: the shop waits for open connections. */
    [Symbol.asyncDispose]: async () => {
      clock.advance(60_000);
      await shop[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

async function readAnswer(asked: ClientRequest) {
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.resume();
  await once(answer, "end");
  return answer;
}

test("who closes the connection while waiting is not served, and the next is served instead", async () => {
  await using open = await openBusyShop();
  const first = open.ask("/").end();
  await open.reach("busy", 1);
  const leaver = open.ask("/").end();
  await open.reach("queued", 1);
  const last = open.ask("/").end();
  await open.reach("queued", 2);
  leaver.destroy();
  await open.reach("abandoned", 1);
  const answers = [readAnswer(first), readAnswer(last)];
  open.clock.advance(1_000);
  assert.deepEqual(
    (await Promise.all(answers)).map(({ statusCode }) => statusCode),
    [200, 200],
  );
  assert.deepEqual(open.shop.parts.counters.pages, { home: 2 });
  assert.equal(open.shop.parts.capacity.readState().admitted, 3);
});

/** A customer at the order button, with a way to press it. */
async function reachOrderButton(open: Awaited<ReturnType<typeof openBusyShop>>) {
  const customer = new Customer(open.shop.storefront);
  const keyRead = customer.fillCheckout();
  let isAtReview = false;
  void keyRead.then(() => {
    isAtReview = true;
  });
  const beforeLook = () => open.clock.advance(1);
  await waitFor("a key on the review page", () => isAtReview, { beforeLook });
  const idempotencyKey = await keyRead;
  const cookie = { cookie: `till_session=${customer.cookie}` };
  const headers = { ...cookie, "content-type": "application/x-www-form-urlencoded" };
  const form = new URLSearchParams({ idempotencyKey }).toString();
  return { beforeLook, cookie, press: () => open.ask("/orders", "POST", headers).end(form) };
}

test("who is sent to the confirmation of an order is not told there that the shop is busy, once", async () => {
  await using open = await openBusyShop({ queueBoundMs: 0 });
  const { beforeLook, cookie, press } = await reachOrderButton(open);
  const sent = readAnswer(press());
  await waitFor("an order", () => open.shop.parts.counters.ordersPlaced === 1, { beforeLook });
  const path = String((await sent).headers.location);
  const crowd = readAnswer(open.ask("/").end());
  await open.reach("busy", 1);
  const confirmation = readAnswer(open.ask(path, "GET", cookie).end());
  await open.reach("queued", 1);
  const reload = await readAnswer(open.ask(path, "GET", cookie).end());
  open.clock.advance(1_000);
  assert.deepEqual([(await crowd).statusCode, (await confirmation).statusCode, reload.statusCode], [200, 200, 503]);
});

test("an order whose work was begun is placed, though the customer is gone", async () => {
  await using open = await openBusyShop();
  const { beforeLook, press } = await reachOrderButton(open);
  const leaver = press();
  await open.reach("busy", 1);
  leaver.destroy();
  await new Promise((resolve) => leaver.once("close", resolve));
  await waitFor("an order", () => open.shop.parts.counters.ordersPlaced === 1, { beforeLook });
  assert.equal(open.shop.query("SELECT count(*) AS orders FROM orders")[0]?.orders, 1);
  assert.equal(open.shop.parts.capacity.readState().abandoned, 0);
});

test("an answer says how long it waited for a worker and how long it was worked on", async () => {
  await using open = await openBusyShop();
  const first = open.ask("/").end();
  await open.reach("busy", 1);
  const second = open.ask("/").end();
  await open.reach("queued", 1);
  const answers = [readAnswer(first), readAnswer(second)];
  open.clock.advance(1_000);
  const [one, other] = (await Promise.all(answers)).map(({ headers }) => String(headers["server-timing"]));
  const workMs = /work;dur=([\d.]+)/.exec(one ?? "")?.[1];
  assert.match(one ?? "", /queue;dur=0, work;dur=\d/);
  assert.equal(/queue;dur=([\d.]+)/.exec(other ?? "")?.[1], workMs);
});

test("who is sent away gets the busy page, and a hint when to come again", async () => {
  await using open = await openBusyShop({ queueBoundMs: 0 });
  const first = open.ask("/").end();
  await open.reach("busy", 1);
  const second = await readAnswer(open.ask("/").end());
  assert.deepEqual([second.statusCode, second.headers["retry-after"]], [503, "2"]);
  assert.deepEqual(open.shop.parts.counters.pages, { busy: 1 });
  open.clock.advance(1_000);
  assert.equal((await readAnswer(first)).statusCode, 200);
});
