import assert from "node:assert/strict";
import { test } from "node:test";
import type { InjectOptions } from "fastify";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { controlToken, openTestShop } from "../testing/test-shop.ts";
import { problemsSchema } from "./control-records.ts";

const fault = {
  name: "f",
  kind: "config-change",
  key: "payment.endpointPath",
  value: "/v0",
  share: 1,
  leaseMs: 60_000,
};
const cancel = { by: "x", reason: "a test", filter: { states: ["paid"] } };
const send = (method: "POST" | "PUT" | "PATCH", url: string, payload: unknown): InjectOptions => ({
  method,
  url,
  payload: JSON.stringify(payload),
  headers: { "content-type": "application/json" },
});
const post = (url: string, payload: unknown) => send("POST", url, payload);
const postText = (url: string, payload: string, contentType = "application/json"): InjectOptions => ({
  method: "POST",
  url,
  payload,
  headers: { "content-type": contentType },
});
const change = "/control/changes";
const pause = "/control/actions/pause-ordering";
const cancelling = "/control/actions/cancel-orders";

/** What somebody may send who holds the token and mistypes, or whose program is broken. */
const badRequests: readonly [number, InjectOptions, RegExp][] = [
  [404, { url: "/control" }, /no such path/],
  [404, { url: "/control/states" }, /no such path/],
  [404, { url: "/control/health/" }, /no such path/],
  [404, { url: "/CONTROL/health" }, /no such path/],
  [400, { method: "HEAD", url: "/control/health?who=me" }, /Unrecognized key/],
  [404, { method: "HEAD", url: "/control/pages" }, /no such path/],
  [405, { method: "DELETE", url: "/control/changes" }, /expected one of GET, HEAD, POST, got DELETE/],
  [405, { method: "OPTIONS", url: "/metrics" }, /expected one of GET, HEAD, got OPTIONS/],
  [405, { url: "/control/faults/none?who=me" }, /expected one of PATCH, DELETE, got GET/],
  [405, { url: pause }, /expected one of POST, got GET/],
  [404, { url: "/control/openapi-json" }, /no such path/],
  [404, { url: "/control/faults/none/none/lease" }, /no such path/],
  [414, { method: "DELETE", url: `/control/faults/${"x".repeat(500)}` }, /malformed or too long/],
  [400, { url: "/control/faults/%ff" }, /malformed/],
  [404, { url: "/control/pages/__proto__" }, /no page __proto__/],
  [404, { url: "/control/pages/home" }, /no page home/],
  [404, send("PUT", "/control/defences/meteor-shield", { on: true, by: "x" }), /no defence meteor-shield/],
  [404, send("PUT", "/control/defences/constructor", { on: true, by: "x" }), /no defence constructor/],
  [400, send("PUT", "/control/defences/circuit-breaker", { on: "yes", by: "x" }), /`on`/],
  [400, send("PUT", "/control/defences/circuit-breaker", { on: true }), /`by`/],
  [400, send("PUT", "/control/defences/circuit-breaker", { on: true, by: "" }), /`by`/],
  [404, send("PATCH", "/control/faults/none", { share: 1, name: "x" }), /no such fault/],
  [400, send("PATCH", "/control/faults/none", { share: 2, name: "x" }), /`share`/],
  [404, send("PUT", "/control/faults/none/lease", { leaseMs: 1_000 }), /no such fault/],
  [404, { method: "DELETE", url: "/control/faults/none" }, /no such fault/],
  [400, post("/control/faults", { ...fault, share: Number.NaN }), /`share`/],
  [400, post("/control/faults", { ...fault, share: -0.1 }), /`share`/],
  [400, post("/control/faults", { ...fault, leaseMs: 1e9 }), /`leaseMs`/],
  [400, post("/control/faults", { ...fault, kind: "meteor" }), /`kind`/],
  [400, post("/control/faults", { ...fault, key: "voucher.bug" }), /`key`/],
  [400, post("/control/faults", { ...fault, value: "http://evil.test/" }), /`value`/],
  [400, post("/control/faults", { ...fault, value: "/../admin" }), /`value`/],
  [400, post("/control/faults", [fault]), /expected object/],
  [400, post(change, { key: "payment.endpointPath", value: "/v0", by: "x" }), /`key`/],
  [400, post(change, { key: "storefront.orderingPaused", value: "yes", by: "x" }), /`value`/],
  [400, post(change, { key: "voucher.bug", value: "some", by: "x" }), /`value`/],
  [400, post(change, { key: "voucher.capCheck", value: true, by: "x" }), /`value`/],
  [400, post(change, { key: "voucher.bug", value: "kept", by: "x".repeat(101) }), /`by`/],
  [400, post(pause, {}), /`by`/],
  [400, post(pause, { by: "x", reason: "more" }), /Unrecognized key/],
  [400, post(pause, null), /expected object/],
  [400, post("/control/actions/set-status-message", { by: "x", message: "x".repeat(301) }), /`message`/],
  [400, post("/control/actions/set-status-message", { by: "x" }), /`message`/],
  [400, post(cancelling, { ...cancel, filter: {} }), /at least one condition/],
  [400, post(cancelling, { by: "x", reason: "a test" }), /`filter`/],
  [400, post(cancelling, { ...cancel, reason: " " }), /`reason`/],
  [400, post(cancelling, { ...cancel, filter: { states: ["lost"] } }), /`filter.states.0`/],
  [400, post(cancelling, { ...cancel, filter: { state: "paid" } }), /Unrecognized key/],
  [400, post(cancelling, { ...cancel, filter: { orderNumbers: [] } }), /`filter.orderNumbers`/],
  [400, post(cancelling, { ...cancel, filter: { orderNumbers: Array(501).fill("T-1") } }), /`filter.orderNumbers`/],
  [400, post(cancelling, { ...cancel, filter: { minDiscountCents: -1 } }), /`filter.minDiscountCents`/],
  [400, post(cancelling, { ...cancel, filter: { voucherCode: null } }), /`filter.voucherCode`/],
  [400, post(cancelling, { ...cancel, filter: { account: undefined } }), /at least one condition/],
  [400, post(cancelling, { ...cancel, dryRun: "no" }), /`dryRun`/],
  [400, { url: "/control/orders?limit=0" }, /`limit`/],
  [400, { url: "/control/orders?limit=501" }, /`limit`/],
  [400, { url: "/control/orders?limit=1e2" }, /`limit`/],
  [400, { url: "/control/orders?limit=1&limit=2" }, /`limit`/],
  [400, { url: "/control/orders?after=-1" }, /`after`/],
  [400, { url: "/control/orders?states=paid,lost" }, /`states.1`/],
  [400, { url: "/control/orders?hasParcel=1" }, /`hasParcel`/],
  [400, { url: "/control/orders?placedFromMs=" }, /`placedFromMs`/],
  [400, { url: "/control/orders?__proto__=1" }, /Unrecognized key|__proto__/],
  [400, { url: "/control/orders?who=me" }, /Unrecognized key/],
  [400, post("/control/probe/payment", { calls: 201 }), /`calls`/],
  [400, post("/control/probe/payment", { calls: 1.5 }), /`calls`/],
  [400, post("/control/settle", { timeoutMs: 120_001 }), /`timeoutMs`/],
  [400, post("/control/settle", { timeoutMs: "long" }), /`timeoutMs`/],
  [400, { method: "POST", url: pause }, /expected object/],
  [400, postText(pause, ""), /empty/],
  [400, postText(pause, '{"by":'), /JSON/],
  [400, postText(pause, '{"by":"x","__proto__":{"a":1}}'), /not valid JSON/],
  [413, postText(pause, JSON.stringify({ by: "x".repeat(20_000) })), /too large/],
  [415, postText(pause, "by=x", "application/x-www-form-urlencoded"), /Unsupported Media Type/],
  [415, postText(pause, '{"by":"x"}', "text/plain"), /Unsupported Media Type/],
  [415, postText(pause, "<by>x</by>", "application/xml"), /Unsupported Media Type/],
];

test("bad control requests get the right status and every problem in words, and change nothing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const settingsBefore = shop.parts.settings.readAll();
  for (const [status, request, says] of badRequests) {
    const headers = { authorization: `Bearer ${controlToken}`, ...request.headers };
    const response = await shop.controls.inject({ ...request, headers });
    const label = `${request.method ?? "GET"} ${String(request.url).slice(0, 60)} ${String(request.payload).slice(0, 80)}`;
    assert.equal(response.statusCode, status, `${label}: ${response.body}`);
    assert.match(String(response.headers["content-type"]), /^application\/json/, label);
    if (request.method === "HEAD") continue;
    assert.match(problemsSchema.parse(response.json()).problems.join("\n"), says, label);
  }
  assert.ok(badRequests.length >= 60);
  assert.deepEqual(shop.parts.settings.readAll(), settingsBefore);
  assert.deepEqual(shop.parts.changes.list(), []);
  assert.deepEqual(shop.parts.faults.list(), []);
  assert.ok(shop.parts.defences.list().every(({ isOn }) => !isOn));
  assert.equal(provider.calls.filter(({ path }) => path.endsWith("/ping")).length, 0);
});

test("without the token every one of them gets the same answer, malformed addresses aside", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  for (const [status, request, says] of badRequests) {
    const response = await shop.controls.inject({ ...request });
    if (says.source.startsWith("malformed")) assert.equal(response.statusCode, status);
    else {
      assert.equal(response.statusCode, 401, JSON.stringify(request));
      if (request.method !== "HEAD") assert.deepEqual(response.json().problems, ["expected a valid bearer token"]);
    }
  }
});
