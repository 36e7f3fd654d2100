import assert from "node:assert/strict";
import { test } from "node:test";
import { callControl as call, type Method } from "../testing/call-control.ts";
import { Customer } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { controlToken, openTestShop } from "../testing/test-shop.ts";

const fault = {
  name: "precursor",
  kind: "config-change",
  key: "payment.endpointPath",
  value: "/v0",
  share: 1,
  leaseMs: 60_000,
};

/** Knows /v1 only, as the real provider does. */
const strictScript = (request: Parameters<typeof agreeableScript>[0]) =>
  request.path.startsWith("/v1/") ? agreeableScript(request) : ([404, {}] as [number, object]);

test("nobody gets in without the token", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  for (const authorization of [undefined, "", "Bearer ", "Bearer wrong", controlToken, `Basic ${controlToken}`]) {
    for (const [method, url] of [
      ["GET", "/control/state"],
      ["POST", "/control/faults"],
      ["GET", "/nowhere"],
    ] as const) {
      const response = await shop.controls.inject({ method, url, headers: authorization ? { authorization } : {} });
      assert.equal(response.statusCode, 401, `${authorization} ${url}`);
    }
  }
  assert.deepEqual((await call(shop, "GET", "/control/health")).json(), { ok: true });
});

test("the state has counters, capacity, configuration, defences, orders and stock, and no secrets", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider();
  const configuration = { pace: 120, stock: { "toys-02": 0, "home-01": 0 }, defences: ["status-message"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  await call(shop, "POST", "/control/settle", { timeoutMs: 5_000 });
  shop.parts.counters.webhooks.applied = 3;
  clock.advance(30_000);
  const response = await call(shop, "GET", "/control/state");
  const state = response.json();
  assert.equal(state.counters.ordersPlaced, 1);
  assert.equal(state.counters.paymentCalls, 2);
  assert.equal(state.counters.pendingCaptures, 0);
  assert.equal(state.counters.pages.review, 1);
  assert.equal(state.counters.sessions, 1);
  assert.equal(state.counters.webhooks.applied, 3);
  assert.deepEqual(state.incident, { minute: 60, pace: 120 });
  assert.deepEqual(state.stock, { articles: 216, soldOut: 2 });
  assert.deepEqual(state.orders, { paid: 1 });
  assert.equal(state.capacity.workers, 4);
  assert.equal(state.configuration["payment.endpointPath"], "/v1");
  assert.equal(state.configuration.paymentProvider, provider.origin);
  assert.deepEqual(
    state.defences.filter(({ isOn }: { isOn: boolean }) => isOn).map(({ name }: { name: string }) => name),
    ["status-message"],
  );
  assert.doesNotMatch(response.body, /a-control-token|a-provider-key/);
});

test("a fault goes in, fails payments, shows in probe and log, is taken back, and payments work again", async () => {
  await using provider = await startScriptedProvider(strictScript);
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const injected = await call(shop, "POST", "/control/faults", fault);
  assert.equal(injected.statusCode, 201);
  const { id } = injected.json();
  assert.equal((await call(shop, "POST", "/control/probe/payment", { calls: 20 })).json().failed, 20);
  assert.equal((await customer.order(key)).statusCode, 502);
  assert.equal((await call(shop, "POST", "/control/faults", fault)).statusCode, 409);
  const ended = await call(shop, "DELETE", `/control/faults/${id}`);
  assert.equal(ended.json().state, "ended");
  assert.equal(ended.json().requestsAffected, 1);
  assert.deepEqual((await call(shop, "DELETE", `/control/faults/${id}`)).json(), ended.json());
  assert.deepEqual((await call(shop, "GET", "/control/faults")).json(), [ended.json()]);
  const probe = (await call(shop, "POST", "/control/probe/payment", { calls: 20 })).json();
  assert.deepEqual([probe.calls, probe.failed], [20, 0]);
  assert.equal((await customer.order(key)).statusCode, 303);
  const log = (await call(shop, "GET", "/control/changes")).json() as Record<string, unknown>[];
  assert.deepEqual(
    log.map(({ key: changed, value, share, by, says }) => [changed, value, share, by, says]),
    [
      ["payment.endpointPath", "/v0", 1, "precursor", "rolled out"],
      ["payment.endpointPath", "/v0", 0, "precursor", "taken back"],
    ],
  );
});

test("a fault is widened in place and its lease renewed, but not after its end", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const { id } = (await call(shop, "POST", "/control/faults", { ...fault, share: 0.2 })).json();
  const widened = (await call(shop, "PATCH", `/control/faults/${id}`, { share: 1, name: "outage" })).json();
  assert.deepEqual([widened.share, widened.name, widened.stages.length], [1, "outage", 2]);
  assert.equal((await call(shop, "PUT", `/control/faults/${id}/lease`, { leaseMs: 3_000 })).statusCode, 200);
  await call(shop, "DELETE", `/control/faults/${id}`);
  assert.equal((await call(shop, "PUT", `/control/faults/${id}/lease`, { leaseMs: 3_000 })).statusCode, 409);
  assert.equal((await call(shop, "PATCH", `/control/faults/${id}`, { share: 1, name: "x" })).statusCode, 409);
  assert.equal((await call(shop, "DELETE", "/control/faults/none")).statusCode, 404);
});

test("what does not fit is refused with all problems, and nothing changes", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const wrong: readonly [Method, string, object][] = [
    ["POST", "/control/faults", { ...fault, share: 2 }],
    ["POST", "/control/faults", { ...fault, kind: "meteor" }],
    ["POST", "/control/faults", { ...fault, key: "storefront.orderingPaused" }],
    ["POST", "/control/faults", { ...fault, value: "http://evil.test/" }],
    ["POST", "/control/faults", { ...fault, value: "/../etc" }],
    ["POST", "/control/faults", { ...fault, leaseMs: -1 }],
    ["POST", "/control/faults", { ...fault, more: true }],
    ["POST", "/control/changes", { key: "payment.endpointPath", value: "/v0", by: "x" }],
    ["POST", "/control/changes", { key: "storefront.orderingPaused", value: "yes", by: "x" }],
    ["POST", "/control/changes", { key: "storefront.statusMessage", value: "x".repeat(301), by: "x" }],
    ["POST", "/control/changes", { key: "nothing", value: "x", by: "x" }],
    ["POST", "/control/probe/payment", { calls: 201 }],
    ["POST", "/control/settle", { timeoutMs: "long" }],
  ];
  for (const [method, url, payload] of wrong) {
    const response = await call(shop, method, url, payload);
    assert.equal(response.statusCode, 400, JSON.stringify(payload));
    assert.ok(response.json().problems.length > 0);
  }
  const many = await call(shop, "POST", "/control/faults", { ...fault, share: 2, leaseMs: 1, more: true });
  assert.equal(many.json().problems.length, 3);
  assert.deepEqual((await call(shop, "GET", "/control/changes")).json(), []);
});

test("a plain change is applied at once and written down", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const change = { key: "storefront.statusMessage", value: "we know", by: "operator" };
  const response = await call(shop, "POST", "/control/changes", change);
  assert.equal(response.statusCode, 201);
  assert.match((await shop.storefront.inject("/")).body, /data-status-message="notice">we know/);
  const log = (await call(shop, "GET", "/control/changes")).json();
  assert.deepEqual([log[0].by, log[0].value, log[0].says], ["operator", "we know", "changed"]);
});

test("settling reports what is still to be captured when the time is out", async () => {
  await using provider = await startScriptedProvider((request) =>
    request.path.endsWith("/captures") ? [503, {}] : agreeableScript(request),
  );
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  assert.equal((await call(shop, "POST", "/control/settle", { timeoutMs: 20 })).json().pendingCaptures, 1);
  provider.script = agreeableScript;
  assert.equal((await call(shop, "POST", "/control/settle", { timeoutMs: 10_000 })).json().pendingCaptures, 0);
});

test("a HEAD goes where a GET does, and another method is told which ones the path has", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const headers = { authorization: `Bearer ${controlToken}` };
  const head = await shop.controls.inject({ method: "HEAD", url: "/control/health", headers });
  assert.deepEqual([head.statusCode, head.body], [200, ""]);
  for (const [method, url, allow] of [
    ["DELETE", "/control/changes", "GET, HEAD, POST"],
    ["GET", "/control/faults/none/lease", "PUT"],
    ["POST", "/control/openapi.json?x=1", "GET, HEAD"],
  ] as const) {
    const answer = await shop.controls.inject({ method, url, headers });
    assert.deepEqual([answer.statusCode, answer.headers.allow], [405, allow], url);
  }
  const unknown = await shop.controls.inject({ method: "POST", url: "/control/none", headers });
  assert.deepEqual([unknown.statusCode, unknown.headers.allow], [404, undefined]);
});
