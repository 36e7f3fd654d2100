import assert from "node:assert/strict";
import { once } from "node:events";
import { request as openRequest } from "node:http";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { ChangeLog } from "../../changes.ts";
import type { CallStream } from "../../faults/call-numbers.ts";
import { FaultRegistry } from "../../faults/registry.ts";
import { listen } from "../../process/listen.ts";
import { ManualClock } from "../../testing/manual-clock.ts";
import { openTestProvider, providerKey, type TestProvider } from "../../testing/test-provider.ts";
import { CallFaults } from "./call-faults.ts";
import { callFaults, providerFaultKinds } from "./catalogue.ts";

const answer = { status: 200, body: { ok: true } };
const values: Record<string, object | undefined> = { latency: { addedMs: 300 }, failure: { status: 503 } };

function createFaults() {
  const clock = new ManualClock();
  const registry = new FaultRegistry(clock, new ChangeLog(clock));
  const faults = new CallFaults(registry, clock, 1);
  const inject = (kind: string, share: number) => {
    const target = providerFaultKinds.get(kind)?.parse(undefined, values[kind]);
    assert.ok(target);
    const fault = registry.inject({ name: kind, kind, share, leaseMs: 3_000, ...target });
    assert.ok(fault);
    return fault;
  };
  const hangUp = Promise.withResolvers<void>();
  const watchCaller = (listener: () => void) => {
    void hangUp.promise.then(listener);
    return () => undefined;
  };
  const call = async (stream: CallStream = "order", work = async () => answer) =>
    faults.surround(stream, watchCaller, work);
  return { clock, registry, inject, call, hangUp };
}

test("without a fault every call is worked on and answered", async () => {
  const { call } = createFaults();
  for (const stream of ["order", "follow-up", "probe"] as const) assert.equal(await call(stream), answer);
});

test("every stream is hit, and only orders are counted", async () => {
  const { call, inject } = createFaults();
  const fault = inject("failure", 1);
  for (const stream of ["order", "follow-up", "probe"] as const) {
    assert.deepEqual(await call(stream), { status: 503, body: { problems: ["the provider is out of order"] } });
  }
  assert.equal(fault.requestsAffected, 1);
});

test("who is hit at 15 % is hit at 30 %, and probes change nobody's fate", async () => {
  const drawHits = async (share: number, probes: number) => {
    const { call, inject } = createFaults();
    inject("failure", share);
    const hits: boolean[] = [];
    for (let number = 0; number < 2_000; number += 1) {
      for (let probe = 0; probe < probes; probe += 1) await call("probe");
      hits.push((await call()) !== answer);
    }
    return hits;
  };
  const [few, many, probed] = [await drawHits(0.15, 0), await drawHits(0.3, 0), await drawHits(0.15, 2)];
  const count = few.filter(Boolean).length;
  assert.ok(count > 240 && count < 360, String(count));
  assert.ok(few.every((isHit, number) => !isHit || many[number]));
  assert.deepEqual(probed, few);
});

test("a failure does nothing; a hang and a reset have done the work", async () => {
  for (const [kind, works] of [
    ["failure", 0],
    ["hang", 1],
    ["reset", 1],
  ] as const) {
    const { call, inject, registry } = createFaults();
    const fault = inject(kind, 1);
    let worked = 0;
    const pending = call("order", async () => {
      worked += 1;
      return answer;
    });
    await Promise.race([pending, setImmediate()]);
    assert.equal(worked, works, kind);
    registry.end(fault);
    await pending;
  }
});

test("added latency comes before the work, and lasts as long as it says", async () => {
  const { call, clock, inject } = createFaults();
  inject("latency", 1);
  let isWorked = false;
  const pending = call("order", async () => {
    isWorked = true;
    return answer;
  });
  clock.advance(299);
  await setImmediate();
  assert.equal(isWorked, false);
  clock.advance(1);
  assert.equal(await pending, answer);
});

for (const kind of ["latency", "hang"]) {
  test(`a call that ${kind} holds goes on when the fault is taken back, its lease runs out or its caller hangs up`, async () => {
    const releases = {
      "taken back": ({ registry, fault }: Held) => registry.end(fault),
      "lease over": ({ clock }: Held) => clock.advance(3_000),
      "hung up": ({ hangUp }: Held) => hangUp.resolve(),
      "shut down": ({ registry }: Held) => registry.close(),
    };
    for (const [name, release] of Object.entries(releases)) {
      const faults = createFaults();
      const fault = faults.inject(kind, 1);
      const pending = faults.call();
      assert.equal(await Promise.race([pending, setImmediate()]), undefined, name);
      release({ ...faults, fault });
      assert.equal(await pending, answer, name);
    }
  });
}

type Held = ReturnType<typeof createFaults> & { fault: ReturnType<ReturnType<typeof createFaults>["inject"]> };

test("each kind refuses a value and a key that are not its own", () => {
  for (const { kind, parse } of callFaults) {
    assert.throws(() => parse("other", values[kind]), /`key`: expected/, kind);
    assert.throws(() => parse(undefined, { wrong: 1 }), new RegExp(`\`value\` of ${kind}`), kind);
  }
});

test("a kind without a value takes none, null and an empty object as the same, and nothing else", () => {
  for (const kind of ["hang", "reset", "webhook-doubled", "webhook-shuffled"]) {
    const { parse } = providerFaultKinds.get(kind) ?? {};
    for (const value of [undefined, null, {}]) assert.deepEqual(parse?.(undefined, value), { key: kind, value: null });
    for (const value of [[], "", 0, false, { a: 1 }]) {
      assert.throws(() => parse?.(undefined, value), /expected null/, `${kind} ${JSON.stringify(value)}`);
    }
  }
});

/** A call on a socket of its own: its status, or how the connection ended. */
async function callOverSocket(origin: string): Promise<number | string> {
  const headers = { authorization: `Bearer ${providerKey}` };
  const request = openRequest(`${origin}/v1/ping`, { headers, agent: false }).end();
  try {
    const [response] = await once(request, "response");
    response.resume();
    await once(response, "end");
    return response.statusCode;
  } catch (error) {
    return (error as Error).message;
  }
}

async function listenOn(provider: TestProvider): Promise<string> {
  return listen(provider.app, "127.0.0.1", 0);
}

test("a reset is seen as one by the caller", async () => {
  await using provider = await openTestProvider();
  const origin = await listenOn(provider);
  const { id } = await provider.inject("reset", 1);
  assert.equal(await callOverSocket(origin), "read ECONNRESET");
  await provider.controls.inject({
    method: "DELETE",
    url: `/control/faults/${id}`,
    headers: { authorization: "Bearer a-control-token" },
  });
  assert.equal(await callOverSocket(origin), 200);
});

test("on restore no request stays hanging: all that hang are answered at once", async () => {
  await using provider = await openTestProvider();
  const origin = await listenOn(provider);
  const { id } = await provider.inject("hang", 1);
  let worked = 0;
  const allWorked = Promise.withResolvers<void>();
  const { callFaults: faults } = provider.parts;
  const surround = faults.surround.bind(faults);
  faults.surround = (stream, watchCaller, work) =>
    surround(stream, watchCaller, async () => {
      worked += 1;
      if (worked === 20) allWorked.resolve();
      return work();
    });
  const pending = Array.from({ length: 20 }, () => callOverSocket(origin));
  await allWorked.promise;
  assert.equal(await Promise.race([...pending, setImmediate()]), undefined);
  provider.parts.faults.end(provider.parts.faults.find(id) ?? assert.fail("expected the fault"));
  assert.deepEqual(await Promise.all(pending), new Array(20).fill(200));
});
