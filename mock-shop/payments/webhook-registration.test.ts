import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { ManualClock } from "../testing/manual-clock.ts";
import type { ChangeResult } from "./provider-answers.ts";
import { WebhookRegistration } from "./webhook-registration.ts";

const url = "http://127.0.0.1:1/webhooks/payments";

function createRegistration(answerOf: (attempt: number) => ChangeResult) {
  const clock = new ManualClock();
  const asked: string[] = [];
  const payments = {
    registerWebhook: async (asking: string) => {
      asked.push(asking);
      return answerOf(asked.length);
    },
  };
  const registration = new WebhookRegistration({ payments, clock, seed: 1, url });
  const pass = async (ms: number) => {
    await setImmediate();
    clock.advance(ms);
    await setImmediate();
  };
  return { asked, registration, pass };
}

test("the shop asks for webhooks until the provider agrees, and then no more", async () => {
  const { asked, registration, pass } = createRegistration((attempt) => (attempt < 4 ? "failed" : "done"));
  registration.start();
  for (let tick = 0; tick < 20; tick += 1) await pass(10_000);
  assert.deepEqual(asked, [url, url, url, url]);
});

test("it waits longer and longer, not at once", async () => {
  const { asked, registration, pass } = createRegistration(() => "failed");
  registration.start();
  for (let tick = 0; tick < 10; tick += 1) await pass(0);
  assert.equal(asked.length, 1);
});

test("a refusal is final, and failures end after fifty", async (t) => {
  const said = t.mock.method(console, "error", () => undefined);
  const refused = createRegistration(() => "refused");
  const failing = createRegistration(() => "failed");
  for (const { registration } of [refused, failing]) registration.start();
  for (let tick = 0; tick < 100; tick += 1) {
    await refused.pass(10_000);
    await failing.pass(10_000);
  }
  assert.deepEqual([refused.asked.length, failing.asked.length], [1, 50]);
  assert.equal(said.mock.callCount(), 2);
});

test("once closed it asks no more, also when it is closed while it waits for an answer", async () => {
  const waiting = createRegistration(() => "failed");
  waiting.registration.start();
  await waiting.pass(0);
  waiting.registration.close();
  const asking = createRegistration(() => "failed");
  asking.registration.start();
  asking.registration.close();
  for (const { asked, pass } of [waiting, asking]) {
    for (let tick = 0; tick < 10; tick += 1) await pass(10_000);
    assert.equal(asked.length, 1);
  }
});
