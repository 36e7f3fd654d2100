import assert from "node:assert/strict";
import { test } from "node:test";
import { type ScriptedAnswer, startScriptedProvider } from "../testing/scripted-provider.ts";
import { authorization, deadlineMs, openClient } from "./open-client.fixture.ts";

const authorized: ScriptedAnswer = [201, { paymentId: "pay_1" }];
const dry = { name: "dry", kind: "exhausted-pool", key: "payment.connections", value: null, leaseMs: 60_000 } as const;

for (const [waitsMs, deadline] of [
  [200, deadlineMs],
  [50, 100],
] as const)
  test(`a call that finds no free connection waits ${waitsMs} ms, fails for certain, and never leaves`, async () => {
    await using provider = await startScriptedProvider(() => authorized);
    await using shop = openClient(provider.origin, { deadlineMs: deadline });
    const fault = shop.faults.inject({ ...dry, share: 1 });
    assert.ok(fault);
    let result: unknown;
    const pending = shop.client.authorize(authorization).then((settled) => {
      result = settled;
    });
    shop.clock.advance(waitsMs - 1);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(result, undefined);
    shop.clock.advance(1);
    await pending;
    const says = `no free connection to the provider within ${waitsMs} ms`;
    assert.deepEqual(result, { kind: "failed", says });
    assert.equal(provider.calls.length, 0);
    assert.deepEqual([shop.counters.paymentRetries, shop.counters.paymentFailures], [0, 1]);
    assert.equal(fault.requestsAffected, 1);
    shop.faults.end(fault);
    assert.equal((await shop.client.authorize(authorization)).kind, "authorized");
  });

test("a dry pool touches orders, follow-ups and probes alike, counts orders alone, and who is hit in part is hit by all", async () => {
  await using provider = await startScriptedProvider(() => authorized);
  const countFailed = async (share: number) => {
    await using shop = openClient(provider.origin);
    const fault = shop.faults.inject({ ...dry, share });
    const calls = Array.from({ length: 100 }, () => shop.client.authorize(authorization));
    const pings = Array.from({ length: 100 }, () => shop.client.ping());
    shop.clock.advance(200);
    const failed = (await Promise.all(calls)).flatMap(({ kind }, index) => (kind === "failed" ? [index] : []));
    assert.equal(fault?.requestsAffected, failed.length);
    return { failed, pingsFailed: (await Promise.all(pings)).filter((isOk) => !isOk).length };
  };
  provider.script = ({ path }) => (path.endsWith("/ping") ? [200, {}] : authorized);
  const some = await countFailed(0.25);
  const more = await countFailed(0.5);
  assert.ok(some.failed.length > 10 && some.failed.length < 40, `${some.failed.length}`);
  assert.ok(some.pingsFailed > 10 && some.pingsFailed < 40, `${some.pingsFailed}`);
  assert.ok(some.failed.every((index) => more.failed.includes(index)));
  assert.ok(more.failed.length > some.failed.length);
  assert.deepEqual((await countFailed(0)).failed, []);
});
