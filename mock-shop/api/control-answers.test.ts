import assert from "node:assert/strict";
import { test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { listen } from "../process/listen.ts";
import { callControl } from "../testing/call-control.ts";
import { Customer } from "../testing/customer.ts";
import { openTestProvider } from "../testing/test-provider.ts";
import { controlToken, openTestShop, type TestShop } from "../testing/test-shop.ts";
import type { ControlRoute } from "./control-route.ts";
import { controlRoutes } from "./control-routes.ts";
import { listAnswers } from "./openapi.ts";

/** Asks routes by their names and holds every answer against what the document says about it. */
class DocumentedClient {
  readonly seen = new Set<string>();
  readonly #shop: TestShop;

  constructor(shop: TestShop) {
    this.#shop = shop;
  }

  async ask(name: string, status: number, options: { at?: string; query?: string; body?: object } = {}) {
    const route = findRoute(name);
    const path = route.path.replace(/\{\w+\}/, options.at ?? "none");
    const response = await callControl(this.#shop, route.method, `${path}${options.query ?? ""}`, options.body);
    return this.check(route, status, response);
  }

  check(route: ControlRoute, status: number, response: LightMyRequestResponse): LightMyRequestResponse {
    const label = `${route.method} ${route.path} ${status}`;
    assert.equal(response.statusCode, status, `${label}: ${response.body}`);
    const answer = listAnswers(route)[status];
    assert.ok(answer, `${label} is not documented`);
    if ("schema" in answer) {
      assert.match(String(response.headers["content-type"]), /^application\/json/, label);
      const parsed = answer.schema.safeParse(response.json());
      assert.ok(parsed.success, `${label}: ${parsed.error?.message}`);
    } else {
      assert.ok(String(response.headers["content-type"]).startsWith(answer.contentType), label);
      assert.ok(response.body.length > 0, label);
    }
    this.seen.add(label);
    return response;
  }

  /** The ways in, which are the same for all: no token, a query, path or body that does not fit, is too large or no JSON. */
  async checkWaysIn(route: ControlRoute): Promise<void> {
    const authorization = `Bearer ${controlToken}`;
    const send = (headers: Record<string, string>, payload?: string, query = "", at = "none") => {
      const url = route.path.replace(/\{\w+\}/, at) + query;
      return this.#shop.controls.inject({ method: route.method, url, headers, ...(payload ? { payload } : {}) });
    };
    const answers = listAnswers(route);
    this.check(route, 401, await send({}));
    const json = { authorization, "content-type": "application/json" };
    this.check(route, 400, await send({ authorization }, undefined, "?unknown=1"));
    if (route.body) this.check(route, 400, await send(json, "[1]"));
    if (answers[414]) this.check(route, 414, await send({ authorization }, undefined, "", "x".repeat(101)));
    if (answers[413] || answers[415]) {
      this.check(route, 413, await send(json, JSON.stringify("x".repeat(20_000))));
      this.check(route, 415, await send({ authorization, "content-type": "text/plain" }, "x"));
    }
  }
}

function findRoute(name: string): ControlRoute {
  const route = controlRoutes.find((known) => known.name === name);
  assert.ok(route, `no route ${name}`);
  return route;
}

const by = "operator";
const fault = {
  name: "f",
  kind: "config-change",
  key: "payment.endpointPath",
  value: "/v0",
  share: 1,
  leaseMs: 60_000,
};

/** The payment provider's controls, which the shop passes on. */
async function visitProvider(client: DocumentedClient): Promise<void> {
  for (const what of ["readProviderHealth", "readProviderState", "listProviderChanges"]) await client.ask(what, 200);
  const hang = { name: "f", kind: "hang", share: 1, leaseMs: 60_000 };
  const { id } = (await client.ask("injectProviderFault", 201, { body: hang })).json() as { id: string };
  await client.ask("injectProviderFault", 409, { body: hang });
  for (const status of [200, 409, 404]) {
    const at = status === 404 ? "none" : id;
    await client.ask("widenProviderFault", status, { at, body: { share: 0.5, name: "wider" } });
    await client.ask("renewProviderLease", status, { at, body: { leaseMs: 1_000 } });
    if (status !== 409) await client.ask("endProviderFault", status, { at });
  }
  await client.ask("listProviderFaults", 200);
}

async function visitAll(client: DocumentedClient, shop: TestShop): Promise<void> {
  for (const name of ["readHealth", "readReadiness", "readMetrics", "readState", "readDocument"]) {
    await client.ask(name, 200);
  }
  await client.ask("changeSetting", 201, { body: { key: "storefront.statusMessage", value: "hello", by } });
  const { id } = (await client.ask("injectFault", 201, { body: fault })).json() as { id: string };
  await client.ask("injectFault", 409, { body: fault });
  await client.ask("readState", 200);
  for (const status of [200, 409, 404]) {
    const at = status === 404 ? "none" : id;
    await client.ask("widenFault", status, { at, body: { share: 0.5, name: "wider" } });
    await client.ask("renewLease", status, { at, body: { leaseMs: 1_000 } });
    if (status !== 409) await client.ask("endFault", status, { at });
  }
  await client.ask("listFaults", 200);
  await client.ask("readStyleSheet", 200);
  await client.ask("switchDefence", 200, { at: "circuit-breaker", body: { on: true, by } });
  await client.ask("switchDefence", 404, { body: { on: true, by } });
  await client.ask("listDefences", 200);
  for (const name of ["pauseOrdering", "resumeOrdering", "fixVoucher", "switchVoucherOff", "switchVoucherOn"])
    await client.ask(name, 200, { body: { by } });
  await client.ask("setStatusMessage", 200, { body: { by, message: "we know" } });
  await client.ask("probePayment", 200, { body: { calls: 2 } });
  await client.ask("probeVoucher", 200, { body: {} });
  await client.ask("settlePayments", 200, { body: { timeoutMs: 5_000 } });
  await client.ask("listOrders", 200, { query: "?states=paid,placed" });
  await client.ask("cancelOrders", 200, { body: { by, reason: "a test", filter: { account: "ada@example.com" } } });
  await client.ask("listChanges", 200);
  const pages = { error: 500, busy: 503, "waiting-room": 200, maintenance: 503, deferred: 202, none: 404 };
  for (const [at, status] of Object.entries(pages)) await client.ask("previewPage", status, { at });
  await fillChangeLog(client, shop);
}

/** What changes nothing any more when the log is full, because nobody could read of it. */
async function fillChangeLog(client: DocumentedClient, { parts: { changes } }: TestShop): Promise<void> {
  while (changes.list().length < 10_000) changes.append({ key: "x", value: 1, share: 1, by, says: "filled" });
  await client.ask("changeSetting", 409, { body: { key: "storefront.statusMessage", value: "more", by } });
  await client.ask("injectFault", 409, { body: fault });
  await client.ask("switchDefence", 409, { at: "circuit-breaker", body: { on: false, by } });
  await client.ask("pauseOrdering", 409, { body: { by } });
  await client.ask("setStatusMessage", 409, { body: { by, message: "more" } });
  await client.ask("cancelOrders", 409, { body: { by, reason: "x", filter: { account: "ada@example.com" } } });
  assert.equal(changes.list().length, 10_000);
}

test("every route answers as the document says, under every status that the document names", async () => {
  await using provider = await openTestProvider();
  const providerOrigin = await listen(provider.app, "127.0.0.1", 0);
  const providerControlUrl = await listen(provider.controls, "127.0.0.1", 0);
  await using shop = await openTestShop({ providerOrigin, configuration: { providerControlUrl, voucherBug: "kept" } });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  const client = new DocumentedClient(shop);
  for (const route of controlRoutes) await client.checkWaysIn(route);
  await visitAll(client, shop);
  await visitProvider(client);
  await Promise.all([provider.app.close(), provider.controls.close()]);
  await client.ask("readReadiness", 503);
  for (const { name, answers } of controlRoutes) {
    if (answers[503] && name.includes("Provider")) await client.ask(name, 503, { body: {} });
  }
  const documented = controlRoutes.flatMap((route) =>
    Object.keys(listAnswers(route)).map((status) => `${route.method} ${route.path} ${status}`),
  );
  const unseen = documented.filter((label) => !client.seen.has(label));
  // With a full log they have nothing to change here; pause-ordering, which shares their code, shows the status.
  const actions = ["resume-ordering", "fix-voucher", "switch-voucher-off", "switch-voucher-on"];
  assert.deepEqual(
    unseen,
    actions.map((action) => `POST /control/actions/${action} 409`),
  );
});

test("an answer that the document does not know is noticed", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const client = new DocumentedClient(shop);
  const response = await callControl(shop, "GET", "/control/health");
  const changed = Object.assign(Object.create(response), { json: () => ({ ok: true, more: 1 }) });
  assert.throws(() => client.check(findRoute("readHealth"), 200, changed), /Unrecognized key/);
  assert.throws(() => client.check(findRoute("listChanges"), 200, response), /expected array/);
});
