import assert from "node:assert/strict";
import { test } from "node:test";
import { numbersOf, openSender, range, url } from "../../testing/webhook-scene.ts";

test("a late event waits as long as the fault says, and no longer than the fault lasts", async () => {
  await using it = await openSender();
  await it.sender.register(url);
  const fault = it.inject("webhook-late", 1, { delayMs: 5_000 });
  await it.authorize(1);
  await it.pass(20);
  await it.pass(4_000);
  assert.equal(it.endpoint.posts.length, 0);
  await it.pass(1_000);
  assert.deepEqual(numbersOf((await it.endpoint.next()).events), [1]);
  await it.authorize(2);
  await it.pass(20);
  await it.pass(100);
  assert.equal(it.endpoint.posts.length, 1);
  it.end(fault);
  assert.deepEqual(numbersOf((await it.endpoint.next()).events), [2]);
  assert.equal(fault.requestsAffected, 2);
});

test("a doubled event is told twice, and then no more", async () => {
  await using it = await openSender();
  await it.sender.register(url);
  const fault = it.inject("webhook-doubled", 1);
  await it.authorize(1);
  it.clock.advance(20);
  const first = await it.endpoint.next();
  const waits = it.clock.nextTimer();
  first.answer(true);
  await waits;
  it.clock.advance(100);
  const second = await it.endpoint.next();
  assert.deepEqual(second.events, first.events);
  second.answer(true);
  await it.seeOutbox(0, 0);
  assert.equal(fault.requestsAffected, 1);
  assert.equal(it.endpoint.posts.length, 2);
});

test("shuffled events come in another order, all of them", async () => {
  await using it = await openSender();
  await it.sender.register(url);
  it.inject("webhook-shuffled", 0.5);
  await it.authorize(...range(1, 40));
  await it.pass(20);
  const told: number[] = [];
  for (let tick = 0; tick < 100 && told.length < 40; tick += 1) {
    await it.pass(20);
    for (const { events, answer } of it.endpoint.posts.splice(0)) {
      told.push(...numbersOf(events));
      answer(true);
    }
  }
  assert.notDeepEqual(told, range(1, 40));
  assert.deepEqual(
    told.toSorted((a, b) => a - b),
    range(1, 40),
  );
  await it.seeOutbox(0, 0);
});
