import assert from "node:assert/strict";
import { test } from "node:test";
import { checkSignature, signatureHeader } from "../../payments/webhook-signature.ts";
import { numbersOf, openSender, range, secret, url } from "../../testing/webhook-scene.ts";
import { attemptLimit } from "./webhook-sender.ts";

test("events of the same moment are told together, at most 100 at a time, signed, and leave the outbox", async () => {
  await using it = await openSender();
  await it.sender.register(url);
  await it.authorize(...range(1, 250));
  await it.seeOutbox(250, 0);
  it.clock.advance(20);
  const posts = [await it.endpoint.next(), await it.endpoint.next(), await it.endpoint.next()];
  assert.deepEqual(
    posts.map(({ events }) => events.length),
    [100, 100, 50],
  );
  assert.deepEqual(
    posts.flatMap(({ events }) => numbersOf(events)),
    range(1, 250),
  );
  assert.deepEqual(posts[0]?.events[0], {
    eventId: "evt_pay_1_1",
    type: "payment.authorized",
    paymentId: "pay_1",
    orderNumber: "T-AAAA-1",
    sequence: 1,
    atMs: 1,
    cents: 100,
  });
  for (const { body, headers, answer } of posts) {
    const signature = String(headers[signatureHeader]);
    assert.equal(checkSignature(secret, signature, it.clock.nowMs(), Buffer.from(body)), "right");
    answer(true);
  }
  await it.seeOutbox(0, 0);
  assert.equal(it.counters.webhooksDelivered, 250);
});

test("the events of a payment are numbered in their order", async () => {
  await using it = await openSender();
  await it.sender.register(url);
  await it.authorize(1);
  await it.books.run("capture", { paymentId: "pay_1", amountCents: 100, atMs: 2 });
  await it.books.run("capture", { paymentId: "pay_1", amountCents: 100, atMs: 3 });
  await it.books.run("refund", { paymentId: "pay_1", amountCents: 40, atMs: 4 });
  it.clock.advance(20);
  const { events } = await it.endpoint.next();
  assert.deepEqual(
    events.map(({ sequence, type, cents }) => [sequence, type, cents]),
    [
      [1, "payment.authorized", 100],
      [2, "payment.captured", 100],
      [3, "payment.refunded", 40],
    ],
  );
});

test("without an endpoint nothing is kept for one", async () => {
  await using it = await openSender();
  await it.authorize(1, 2);
  await it.seeOutbox(0, 0);
});

test("at most four requests are under way, however many events wait", async () => {
  await using it = await openSender();
  await it.sender.register(url);
  await it.authorize(...range(1, 1_000));
  it.clock.advance(20);
  const first = await it.endpoint.next();
  await it.pass(0);
  await it.pass(0);
  assert.equal(it.endpoint.posts.length, 4);
  first.answer(true);
  for (let number = 1; number < 4; number += 1) await it.endpoint.next();
  assert.deepEqual(numbersOf((await it.endpoint.next()).events), range(401, 500));
});

test("what the endpoint refuses is told again after a while, and is parked in the end until an endpoint registers", async () => {
  await using it = await openSender();
  await it.sender.register(url);
  await it.authorize(1, 2);
  it.clock.advance(20);
  for (let attempt = 1; attempt <= attemptLimit; attempt += 1) {
    const { events, answer } = await it.endpoint.next();
    assert.deepEqual(numbersOf(events), [1, 2]);
    const waits = it.clock.nextTimer();
    answer(false);
    if (attempt === attemptLimit) break;
    await waits;
    assert.equal(it.endpoint.posts.length, attempt);
    it.clock.advance(5_000);
  }
  await it.seeOutbox(0, 2);
  assert.deepEqual([it.counters.webhookFailures, it.counters.webhooksParked], [20, 2]);
  await it.sender.register(url);
  await it.pass(20);
  const { events, answer } = await it.endpoint.next();
  assert.deepEqual(numbersOf(events), [1, 2]);
  answer(true);
  await it.seeOutbox(0, 0);
});

test("events that are under way when the endpoint registers again are not told twice for it", async () => {
  await using it = await openSender();
  await it.sender.register(url);
  await it.authorize(1);
  it.clock.advance(20);
  const first = await it.endpoint.next();
  await it.sender.register(url);
  await it.authorize(2);
  await it.pass(20);
  const second = await it.endpoint.next();
  assert.deepEqual([numbersOf(first.events), numbersOf(second.events)], [[1], [2]]);
  for (const { answer } of [first, second]) answer(true);
  await it.seeOutbox(0, 0);
  assert.equal(it.endpoint.posts.length, 2);
});

test("attempts are counted over restarts, and a new process goes on where the last one stopped", async () => {
  await using it = await openSender();
  await it.sender.register(url);
  await it.authorize(1);
  it.clock.advance(20);
  (await it.endpoint.next()).answer(false);
  await it.seeOutbox(1, 0);
  it.sender.close();
  const [delivery] = await it.books.run("listDeliveries", { after: 0, limit: 10 });
  assert.equal(delivery?.attempts, 1);
  const again = it.build();
  await again.open();
  it.clock.advance(20);
  (await it.endpoint.next()).answer(true);
  await it.seeOutbox(0, 0);
  again.close();
});

test("an outbox that grows too long parks its oldest", async () => {
  await using it = await openSender();
  await it.books.run("registerWebhook", { url });
  await it.authorize(...range(1, 10));
  await it.books.run("countFailedDeliveries", { deliveryIds: [10], attemptLimit: 20, queueLimit: 3 });
  await it.seeOutbox(3, 7);
  const left = await it.books.run("listDeliveries", { after: 0, limit: 10 });
  assert.deepEqual(
    left.map(({ deliveryId }) => deliveryId),
    [8, 9, 10],
  );
});
