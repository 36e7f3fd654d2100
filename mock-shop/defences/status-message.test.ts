import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaymentOutcome, RunningDefence } from "./defence.ts";
import { buildWorld } from "./defence-world.fixture.ts";
import { statusMessage } from "./status-message.ts";

type Message = Required<Pick<RunningDefence, "readCounts" | "observePayment" | "composeStatusMessage">>;

const start = (changes = {}) => statusMessage.start(buildWorld(changes)) as Message;

function tell(message: Message, atMs: number, takesOrders = false): string {
  const notice = message.composeStatusMessage(atMs, takesOrders);
  return `${notice?.kind}: ${notice?.text}`;
}

function hear(message: Message, outcome: PaymentOutcome, times: number, atMs: number): void {
  for (let index = 0; index < times; index += 1) message.observePayment(outcome, atMs);
}

test("nothing is said while payments work, nor while some of them fail", () => {
  const message = start();
  for (let index = 0; index < 100; index += 1) message.observePayment(index % 3 === 0 ? "failed" : "ok", index);
  assert.equal(message.composeStatusMessage(100, false), null);
  assert.deepEqual(message.readCounts(), { begun: 0, ended: 0, shown: 0 });
});

test("it is said when payments mostly fail, and on how many pages is counted", () => {
  const message = start();
  hear(message, "failed", 4, 0);
  assert.equal(message.composeStatusMessage(0, false), null);
  message.observePayment("failed", 0);
  assert.match(tell(message, 0), /^come-back: Payments are not going through/);
  assert.match(tell(message, 4_000), /^come-back: Payments are not going through/);
  assert.deepEqual(message.readCounts(), { begun: 1, ended: 0, shown: 2 });
});

test("it ends by itself after five payments in a row that work", () => {
  const message = start();
  hear(message, "failed", 5, 0);
  hear(message, "ok", 4, 100);
  message.observePayment("failed", 100);
  hear(message, "ok", 4, 100);
  assert.notEqual(message.composeStatusMessage(100, false), null);
  message.observePayment("ok", 100);
  assert.equal(message.composeStatusMessage(100, false), null);
  assert.equal(message.readCounts().ended, 1);
});

test("after its end one failure does not bring it back: the trouble before is forgotten", () => {
  const message = start();
  hear(message, "failed", 5, 0);
  hear(message, "ok", 5, 100);
  message.observePayment("failed", 200);
  assert.equal(message.composeStatusMessage(200, false), null);
});

test("it ends when nobody has tried for ten incident minutes, and at a high pace for five seconds", () => {
  const slow = start();
  hear(slow, "failed", 5, 0);
  assert.notEqual(slow.composeStatusMessage(9_999, false), null);
  assert.equal(slow.composeStatusMessage(10_000, false), null);
  const fast = start({ toWallMs: (minutes: number) => minutes * 10 });
  hear(fast, "failed", 5, 0);
  assert.notEqual(fast.composeStatusMessage(4_999, false), null);
  assert.equal(fast.composeStatusMessage(5_000, false), null);
});

test("a payment that was not made after all says nothing about payments", () => {
  const message = start();
  hear(message, "unmade", 100, 0);
  assert.equal(message.composeStatusMessage(0, false), null);
  hear(message, "failed", 5, 0);
  assert.notEqual(message.composeStatusMessage(0, false), null);
});

test("a pause of ordering is said as such, for as long as it lasts", () => {
  let isPaused = true;
  const message = start({ isOrderingPaused: () => isPaused });
  hear(message, "failed", 5, 0);
  assert.match(tell(message, 0), /^paused: Ordering is paused/);
  isPaused = false;
  assert.match(tell(message, 0), /^come-back: Payments are not going through/);
});

test("where orders are taken before their payment it asks nobody to come back, and says that payments are late", () => {
  const message = start();
  assert.equal(message.composeStatusMessage(0, true), null);
  hear(message, "failed", 5, 0);
  assert.match(
    tell(message, 0, true),
    /^orders-taken: Payments are late .* You can order now, .* confirm .* by e-mail\.$/,
  );
  assert.match(tell(message, 0, false), /^come-back: /);
});
