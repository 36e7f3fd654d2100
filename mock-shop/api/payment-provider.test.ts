import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "../process/listen.ts";
import { openTestProvider } from "../testing/test-provider.ts";
import { controlToken, openTestShop, type TestShop } from "../testing/test-shop.ts";

async function openBoth() {
  const provider = await openTestProvider();
  const providerOrigin = await listen(provider.app, "127.0.0.1", 0);
  const providerControlUrl = await listen(provider.controls, "127.0.0.1", 0);
  const shop = await openTestShop({ providerOrigin, configuration: { providerControlUrl } });
  return {
    provider,
    shop,
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

async function call(
  shop: TestShop,
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
  path: string,
  payload?: object,
) {
  const headers = { authorization: `Bearer ${controlToken}` };
  const url = `/control/payment-provider${path}`;
  const response = await shop.controls.inject(payload ? { method, url, headers, payload } : { method, url, headers });
  return { status: response.statusCode, body: response.json() };
}

test("a fault of the provider is put in, seen by the shop's own probe, widened, kept and taken out through the shop", async () => {
  await using it = await openBoth();
  const value = { status: 503 };
  const injected = await call(it.shop, "POST", "/faults", {
    name: "f",
    kind: "failure",
    value,
    share: 0,
    leaseMs: 9_000,
  });
  assert.equal(injected.status, 201);
  assert.deepEqual([injected.body.key, injected.body.value, injected.body.state], ["failure", value, "active"]);
  const path = `/faults/${injected.body.id}`;
  assert.equal(await it.shop.parts.payments.ping(), true);
  assert.equal((await call(it.shop, "PATCH", path, { name: "all", share: 1 })).status, 200);
  assert.equal(await it.shop.parts.payments.ping(), false);
  assert.equal((await call(it.shop, "PUT", `${path}/lease`, { leaseMs: 5_000 })).status, 200);
  assert.equal((await call(it.shop, "DELETE", path)).body.state, "ended");
  assert.equal(await it.shop.parts.payments.ping(), true);
  assert.equal((await call(it.shop, "PUT", `${path}/lease`, { leaseMs: 5_000 })).status, 409);
  assert.deepEqual(
    (await call(it.shop, "GET", "/faults")).body[0].stages.map(({ name, share }: { name: string; share: number }) => [
      name,
      share,
    ]),
    [
      ["f", 0],
      ["all", 1],
    ],
  );
  assert.deepEqual(
    (await call(it.shop, "GET", "/changes")).body.map(({ says }: { says: string }) => says),
    ["rolled out", "rolled out further", "taken back"],
  );
});

test("the provider's state and its refusals come through as they are", async () => {
  await using it = await openBoth();
  const state = await call(it.shop, "GET", "/state");
  assert.equal(state.status, 200);
  assert.deepEqual(state.body.webhooks, { url: null, pending: 0, parked: 0 });
  assert.equal(state.body.counters.requests, 0);
  assert.deepEqual(await call(it.shop, "GET", "/health"), { status: 200, body: { ok: true } });
  assert.equal((await call(it.shop, "DELETE", "/faults/none")).status, 404);
  const wrong = await call(it.shop, "POST", "/faults", { name: "f", kind: "sabotage", share: 2, leaseMs: 1 });
  assert.deepEqual([wrong.status, wrong.body.problems.length], [400, 2]);
  const status = await call(it.shop, "POST", "/faults", {
    name: "f",
    kind: "failure",
    value: { status: 200 },
    share: 1,
    leaseMs: 9_000,
  });
  assert.deepEqual([status.status, status.body.problems.length], [400, 1]);
});

test("without the provider's address, and when it does not answer, the shop says so", async () => {
  await using alone = await openTestShop({ providerOrigin: "http://127.0.0.1:1" });
  assert.match((await call(alone, "GET", "/state")).body.problems[0], /`providerControlUrl`/);
  const providerControlUrl = "http://127.0.0.1:1";
  await using cut = await openTestShop({ providerOrigin: providerControlUrl, configuration: { providerControlUrl } });
  const answer = await call(cut, "GET", "/state");
  assert.deepEqual(answer, { status: 503, body: { problems: ["the payment provider's controls do not answer"] } });
});
