import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { FastifyInstance } from "fastify";
import { systemClock } from "../clock.ts";
import { Books } from "../ledger/books.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { buildProviderApp } from "./app.ts";
import { createProviderCounters } from "./counters.ts";
import { ProviderLatency } from "./latency.ts";
import type { ProviderOperations } from "./provider-operations.ts";

async function openProvider() {
  const directory = await createTemporaryDirectory();
  const path = join(directory.path, "payments.sqlite");
  const books = await Books.open<ProviderOperations>(path, new URL("./provider-operations.ts", import.meta.url));
  const counters = createProviderCounters();
  const latency = new ProviderLatency(0, 1, systemClock);
  const app = buildProviderApp({ providerKey: "a-provider-key", books, clock: systemClock, counters, latency });
  return {
    app,
    counters,
    query: (sql: string) => {
      using database = new DatabaseSync(path, { readOnly: true });
      return database.prepare(sql).all();
    },
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await books.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

async function call(app: FastifyInstance, url: string, payload: object) {
  const headers = { authorization: "Bearer a-provider-key" };
  const response = await app.inject({ method: "POST", url, payload, headers });
  return { status: response.statusCode, body: response.json() };
}

const authorization = {
  orderNumber: "T-AAAA-000001",
  amountCents: 2_000,
  currency: "USD",
  idempotencyKey: "pay-T-AAAA-000001",
  card: "tok_visa",
};

test("authorize, capture and refund, each repeated, leave one payment and one event each", async () => {
  await using provider = await openProvider();
  const first = await call(provider.app, "/v1/authorizations", authorization);
  assert.equal(first.status, 201);
  assert.deepEqual(await call(provider.app, "/v1/authorizations", authorization), first);
  const url = `/v1/payments/${first.body.paymentId}`;
  for (let repeat = 0; repeat < 2; repeat += 1) {
    assert.equal((await call(provider.app, `${url}/capture`, { amountCents: 2_000 })).status, 200);
  }
  for (let repeat = 0; repeat < 2; repeat += 1) {
    assert.equal((await call(provider.app, `${url}/refund`, { amountCents: 500 })).status, 200);
  }
  const [payment, ...others] = provider.query("SELECT state, captured_cents, refunded_cents FROM payments");
  assert.deepEqual({ ...payment }, { state: "captured", captured_cents: 2_000, refunded_cents: 500 });
  assert.deepEqual(others, []);
  assert.deepEqual(
    provider.query("SELECT kind, cents FROM payment_events ORDER BY sequence").map(({ kind, cents }) => [kind, cents]),
    [
      ["authorized", 2_000],
      ["captured", 2_000],
      ["refunded", 500],
    ],
  );
});

test("the same key at the same time is one payment", async () => {
  await using provider = await openProvider();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => call(provider.app, "/v1/authorizations", authorization)),
  );
  assert.equal(new Set(answers.map((answer) => answer.body.paymentId)).size, 1);
  assert.equal(provider.query("SELECT * FROM payments").length, 1);
});

test("a key that was used for something else is refused", async () => {
  await using provider = await openProvider();
  await call(provider.app, "/v1/authorizations", authorization);
  assert.equal((await call(provider.app, "/v1/authorizations", { ...authorization, amountCents: 1 })).status, 409);
});

test("a void that overtakes its authorization bars it", async () => {
  await using provider = await openProvider();
  const { orderNumber, idempotencyKey } = authorization;
  assert.equal((await call(provider.app, "/v1/voids", { orderNumber, idempotencyKey })).status, 200);
  assert.equal((await call(provider.app, "/v1/authorizations", authorization)).status, 409);
  assert.equal(provider.query("SELECT state FROM payments")[0]?.state, "voided");
});

test("a voided payment cannot be captured, by key or by number", async () => {
  await using provider = await openProvider();
  const { body } = await call(provider.app, "/v1/authorizations", authorization);
  assert.equal((await call(provider.app, `/v1/payments/${body.paymentId}/void`, {})).status, 200);
  assert.equal(
    (await call(provider.app, `/v1/payments/${body.paymentId}/capture`, { amountCents: 2_000 })).status,
    409,
  );
});

test("the declined test card is declined, by token and by number", async () => {
  await using provider = await openProvider();
  for (const card of ["tok_declined", "4000000000000002"]) {
    const answer = await call(provider.app, "/v1/authorizations", { ...authorization, idempotencyKey: card, card });
    assert.equal(answer.status, 402);
  }
  assert.deepEqual(
    provider.query("SELECT DISTINCT state, authorized_cents FROM payments").map((row) => ({ ...row })),
    [{ state: "declined", authorized_cents: 0 }],
  );
});

test("a path that does not exist is 404 and counted, without a key", async () => {
  await using provider = await openProvider();
  assert.equal((await provider.app.inject({ method: "POST", url: "/v0/authorizations", payload: {} })).statusCode, 404);
  assert.equal(provider.counters.unknownPaths, 1);
  assert.equal((await call(provider.app, "/v1/payments/none/capture", { amountCents: 1 })).status, 404);
});

test("nobody pays without the key, and wrong bodies are told with all problems", async () => {
  await using provider = await openProvider();
  assert.equal((await provider.app.inject("/v1/ping")).statusCode, 401);
  const headers = { authorization: "Bearer a-provider-key" };
  assert.deepEqual((await provider.app.inject({ url: "/v1/ping", headers })).json(), { ok: true });
  const wrong = await call(provider.app, "/v1/authorizations", {
    ...authorization,
    amountCents: 0,
    card: "4111",
    x: 1,
  });
  assert.equal(wrong.status, 400);
  assert.equal(wrong.body.problems.length, 3);
});
