import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { listen } from "../process/listen.ts";
import type { ManualClock } from "../testing/manual-clock.ts";
import { type ScriptedAnswer, type ScriptedProvider, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestProvider } from "../testing/test-provider.ts";
import { waitFor } from "../testing/wait-for.ts";
import { authorization, deadlineMs, openClient } from "./open-client.fixture.ts";

/** Lets time pass whenever the client waits for its next attempt; too little for a deadline. */
async function letRetry<Result>(clock: ManualClock, pending: Promise<Result>): Promise<Result> {
  let isDone = false;
  void pending.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await Promise.race([pending, clock.nextTimer()]);
    if (!isDone) clock.advance(50);
  }
  return pending;
}

const authorized: ScriptedAnswer = [201, { paymentId: "pay_1" }];

/** Gives these answers one after the other, then the last one again. */
function answerInTurn(...answers: readonly [ScriptedAnswer, ...ScriptedAnswer[]]) {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)] ?? "hang";
}

/** Resolves when the provider has got a request. */
function nextCall(provider: ScriptedProvider): Promise<void> {
  const { script } = provider;
  return new Promise((resolve) => {
    provider.script = (call) => {
      provider.script = script;
      resolve();
      return script(call);
    };
  });
}

for (const failure of [[500, {}], [503, {}], "reset"] as const) {
  const name = typeof failure === "string" ? "a reset connection" : `a ${failure[0]}`;
  test(`${name} is asked again with the same key, and counts as one call`, async () => {
    await using provider = await startScriptedProvider(answerInTurn(failure, authorized));
    await using shop = openClient(provider.origin);
    const result = await letRetry(shop.clock, shop.client.authorize(authorization));
    assert.deepEqual(result, { kind: "authorized", paymentId: "pay_1" });
    assert.deepEqual(
      provider.calls.map((call) => call.body.idempotencyKey),
      ["pay-T-AAAA-000001", "pay-T-AAAA-000001"],
    );
    const { paymentCalls, paymentRetries, paymentFailures } = shop.counters;
    assert.deepEqual([paymentCalls, paymentRetries, paymentFailures], [1, 1, 0]);
  });

  test(`${name} three times is given up, and nobody knows what the provider did`, async () => {
    await using provider = await startScriptedProvider(() => failure);
    await using shop = openClient(provider.origin);
    const result = await letRetry(shop.clock, shop.client.authorize(authorization));
    assert.equal(result.kind, "unknown");
    assert.equal(provider.calls.length, 3);
    assert.equal(shop.counters.paymentFailures, 1);
  });
}

test("a 4xx is the provider's word: certain, and not asked again", async () => {
  await using provider = await startScriptedProvider(() => [404, {}]);
  await using shop = openClient(provider.origin);
  assert.deepEqual(await shop.client.authorize(authorization), { kind: "failed", says: "provider answered 404" });
  assert.equal(provider.calls.length, 1);
  assert.equal(shop.counters.paymentRetriesRefused, 0);
});

test("a refused connection is tried three times, and certainly did nothing", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await using shop = openClient(`http://127.0.0.1:${port}`);
  const result = await letRetry(shop.clock, shop.client.authorize(authorization));
  assert.deepEqual(result, { kind: "failed", says: "no answer (ECONNREFUSED)" });
  assert.equal(shop.counters.paymentRetries, 2);
});

test("a certain failure after one that is not leaves the outcome unknown", async () => {
  for (const first of ["reset", [500, {}]] as const) {
    await using provider = await startScriptedProvider(answerInTurn(first, [404, {}]));
    await using shop = openClient(provider.origin);
    assert.equal((await letRetry(shop.clock, shop.client.authorize(authorization))).kind, "unknown");
    assert.equal(provider.calls.length, 2);
  }
});

test("no answer is waited for until the deadline, not asked for again, and unknown", async () => {
  await using provider = await startScriptedProvider(() => "hang");
  await using shop = openClient(provider.origin);
  const arrived = nextCall(provider);
  const pending = shop.client.authorize(authorization);
  await arrived;
  shop.clock.advance(deadlineMs - 1);
  assert.equal(await Promise.race([pending, Promise.resolve("still waiting")]), "still waiting");
  shop.clock.advance(1);
  assert.deepEqual(await pending, { kind: "unknown", says: "no answer within the deadline" });
  assert.equal(provider.calls.length, 1);
  assert.equal(shop.counters.paymentRetries, 0);
});

test("a request that never left certainly did nothing, and does not leave later", async () => {
  await using provider = await startScriptedProvider(() => "hang");
  await using shop = openClient(provider.origin, { connections: 1 });
  const arrived = nextCall(provider);
  const first = shop.client.authorize(authorization);
  await arrived;
  const second = shop.client.authorize({ ...authorization, orderNumber: "T-AAAA-000002" });
  shop.clock.advance(deadlineMs);
  assert.deepEqual([(await first).kind, (await second).kind], ["unknown", "failed"]);
  provider.script = () => authorized;
  assert.equal((await shop.client.authorize({ ...authorization, orderNumber: "T-AAAA-000003" })).kind, "authorized");
  assert.deepEqual(
    provider.calls.map((call) => call.body.orderNumber),
    ["T-AAAA-000001", "T-AAAA-000003"],
  );
});

test("an answer after the deadline changes nothing, and the next call is answered as ever", async () => {
  const late = Promise.withResolvers<ScriptedAnswer>();
  await using provider = await startScriptedProvider(() => late.promise);
  await using shop = openClient(provider.origin);
  const arrived = nextCall(provider);
  const pending = shop.client.authorize(authorization);
  await arrived;
  shop.clock.advance(deadlineMs);
  late.resolve(authorized);
  assert.equal((await pending).kind, "unknown");
  assert.equal((await shop.client.authorize(authorization)).kind, "authorized");
});

test("one deadline covers all attempts", async () => {
  const first = Promise.withResolvers<ScriptedAnswer>();
  await using provider = await startScriptedProvider(answerInTurn("hang"));
  provider.script = () => first.promise;
  await using shop = openClient(provider.origin);
  const arrived = nextCall(provider);
  const pending = shop.client.authorize(authorization);
  await arrived;
  shop.clock.advance(900);
  const waiting = shop.clock.nextTimer();
  provider.script = () => "hang";
  const again = nextCall(provider);
  first.resolve([500, {}]);
  await waiting;
  shop.clock.advance(24);
  await again;
  shop.clock.advance(deadlineMs - 924 - 1);
  assert.equal(await Promise.race([pending, Promise.resolve("still waiting")]), "still waiting");
  shop.clock.advance(1);
  assert.equal((await pending).kind, "unknown");
  assert.equal(provider.calls.length, 2);
});

test("a retry that would have to wait beyond the deadline is not begun", async () => {
  await using provider = await startScriptedProvider(() => [500, {}]);
  await using shop = openClient(provider.origin, { deadlineMs: 1 });
  assert.deepEqual(await shop.client.authorize(authorization), { kind: "unknown", says: "provider answered 500" });
  assert.equal(provider.calls.length, 1);
  assert.equal(shop.counters.paymentRetries, 0);
});

test("under total failure, orders and follow-ups each have a budget of 1.1 requests a call and one burst", async () => {
  await using provider = await startScriptedProvider(() => [500, {}]);
  await using shop = openClient(provider.origin);
  for (let call = 0; call < 100; call += 1) await letRetry(shop.clock, shop.client.authorize(authorization));
  assert.equal(provider.calls.length, 100 + 10 + 9);
  assert.equal(shop.counters.paymentRetries, 19);
  provider.calls.length = 0;
  for (let call = 0; call < 100; call += 1) await letRetry(shop.clock, shop.client.capture("pay_1", 1));
  assert.equal(provider.calls.length, 100 + 10 + 9);
  assert.equal(shop.counters.paymentCalls, 200);
  assert.equal(shop.counters.paymentRetriesRefused, 2 * 95);
});

test("a probe is asked once, whatever comes of it", async () => {
  await using provider = await startScriptedProvider(() => [500, {}]);
  await using shop = openClient(provider.origin);
  assert.equal(await shop.client.ping(), false);
  assert.equal(provider.calls.length, 1);
  assert.equal(shop.counters.paymentCalls, 0);
});

test("captures in one call have a result each, and one that the answer leaves out has failed", async () => {
  await using provider = await startScriptedProvider(() => [
    200,
    {
      results: [
        { paymentId: "pay_2", status: 409 },
        { paymentId: "pay_1", status: 200 },
        { paymentId: "pay_3", status: 404 },
      ],
    },
  ]);
  await using shop = openClient(provider.origin);
  const captures = ["pay_1", "pay_2", "pay_3", "pay_4"].map((paymentId) => ({ paymentId, amountCents: 100 }));
  assert.deepEqual(await shop.client.captureMany(captures), ["done", "refused", "failed", "failed"]);
  assert.deepEqual([shop.counters.paymentCalls, shop.counters.paymentFailures], [1, 3]);
  assert.deepEqual(provider.calls[0]?.body, { captures });
});

test("captures whose call failed have all failed", async () => {
  await using provider = await startScriptedProvider(() => [404, { results: [{ paymentId: "pay_1", status: 200 }] }]);
  await using shop = openClient(provider.origin);
  assert.deepEqual(await shop.client.captureMany([{ paymentId: "pay_1", amountCents: 100 }]), ["failed"]);
});

test("a list of payments is read as it is, and anything else is no list", async () => {
  const payment = {
    paymentId: "pay_1",
    orderNumber: "T-AAAA-000001",
    idempotencyKey: "key",
    state: "captured",
    authorizedCents: 100,
    capturedCents: 100,
    refundedCents: 0,
    createdAtMs: 5,
  };
  await using provider = await startScriptedProvider(
    answerInTurn([200, { payments: [payment] }], [200, {}], [404, {}], [400, {}]),
  );
  await using shop = openClient(provider.origin);
  assert.deepEqual(await shop.client.listPayments("pay_0", 10), [payment]);
  assert.equal(provider.calls[0]?.path, "/v1/payments?limit=10&after=pay_0");
  assert.equal(await shop.client.listPayments(null, 10), undefined);
  assert.equal(await shop.client.listPayments("pay_9", 10), "not-found");
  assert.equal(await shop.client.listPayments(null, 10), undefined);
});

test("a webhook is registered at the right path whatever the configuration says", async () => {
  await using provider = await startScriptedProvider(answerInTurn([200, {}], [400, {}], [500, {}]));
  await using shop = openClient(provider.origin);
  const url = "http://127.0.0.1:1/webhooks/payments";
  assert.deepEqual(
    [
      await shop.client.registerWebhook(url),
      await shop.client.registerWebhook(url),
      await shop.client.registerWebhook(url),
    ],
    ["done", "refused", "failed"],
  );
  assert.deepEqual(provider.calls[0], { path: "/v1/webhook", body: { url } });
});

test("a follow-up says so to the provider, whose faults touch it and count customers' calls alone", async () => {
  await using provider = await openTestProvider();
  await using shop = openClient(await listen(provider.app, "127.0.0.1", 0));
  const { id } = await provider.inject("failure", 1, { status: 500 });
  const countAffected = () => provider.parts.faults.find(id)?.requestsAffected;
  const ask = async (stream: "order" | "follow-up") => {
    let isOver = false;
    const asked = shop.client.authorize(authorization, stream).finally(() => {
      isOver = true;
    });
    await waitFor("an answer", () => isOver, { beforeLook: () => shop.clock.advance(1) });
    return (await asked).kind;
  };
  assert.deepEqual([await ask("follow-up"), countAffected()], ["unknown", 0]);
  assert.deepEqual([await ask("order"), Number(countAffected()) > 0], ["unknown", true]);
});
