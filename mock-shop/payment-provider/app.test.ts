import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { openTestProvider } from "../testing/test-provider.ts";
import { schemaSteps } from "./provider-schema.ts";

const authorization = {
  orderNumber: "T-AAAA-000001",
  amountCents: 2_000,
  currency: "USD",
  idempotencyKey: "pay-T-AAAA-000001",
  card: "tok_visa",
};

test("authorize, capture and refund, each repeated, leave one payment and one event each", async () => {
  await using provider = await openTestProvider();
  const first = await provider.call("/v1/authorizations", authorization);
  assert.equal(first.status, 201);
  assert.deepEqual(await provider.call("/v1/authorizations", authorization), first);
  const url = `/v1/payments/${first.body.paymentId}`;
  for (let repeat = 0; repeat < 2; repeat += 1) {
    assert.equal((await provider.call(`${url}/capture`, { amountCents: 2_000 })).status, 200);
  }
  for (let repeat = 0; repeat < 2; repeat += 1) {
    assert.equal((await provider.call(`${url}/refund`, { amountCents: 500 })).status, 200);
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
  await using provider = await openTestProvider();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => provider.call("/v1/authorizations", authorization)),
  );
  assert.equal(new Set(answers.map((answer) => answer.body.paymentId)).size, 1);
  assert.equal(provider.query("SELECT * FROM payments").length, 1);
});

test("a key that was used for something else is refused, whatever differs, also after the capture", async () => {
  await using provider = await openTestProvider();
  const { body } = await provider.call("/v1/authorizations", authorization);
  const others = [{ amountCents: 1 }, { currency: "EUR" }, { orderNumber: "T-AAAA-000002" }, { card: "tok_amex" }];
  for (const isCaptured of [false, true]) {
    if (isCaptured) await provider.call(`/v1/payments/${body.paymentId}/capture`, { amountCents: 2_000 });
    for (const other of others) {
      const answer = await provider.call("/v1/authorizations", { ...authorization, ...other });
      assert.equal(answer.status, 409, JSON.stringify(other));
    }
    const sameCard = await provider.call("/v1/authorizations", { ...authorization, card: "4242424242424242" });
    assert.equal(sameCard.body.paymentId, body.paymentId);
  }
  assert.equal(provider.query("SELECT * FROM payments").length, 1);
});

test("a declined authorization is declined again for the same body, and refused for another", async () => {
  await using provider = await openTestProvider();
  const declined = { ...authorization, card: "tok_declined" };
  assert.equal((await provider.call("/v1/authorizations", declined)).status, 402);
  assert.equal((await provider.call("/v1/authorizations", declined)).status, 402);
  assert.equal((await provider.call("/v1/authorizations", { ...declined, amountCents: 1 })).status, 409);
  assert.equal((await provider.call("/v1/authorizations", authorization)).status, 409);
});

test("only an authorization is told that the card was declined; a void finds nothing to release, and is done", async () => {
  await using provider = await openTestProvider();
  const declined = await provider.call("/v1/authorizations", { ...authorization, card: "tok_declined" });
  const { orderNumber, idempotencyKey } = authorization;
  const voided = await provider.call("/v1/voids", { orderNumber, idempotencyKey });
  assert.deepEqual([declined.status, voided.status, voided.body.state], [402, 200, "declined"]);
  assert.equal((await provider.call(`/v1/payments/${declined.body.paymentId}/void`, {})).status, 200);
  assert.equal(provider.query("SELECT * FROM payment_events").length, 1);
});

test("captures sent together are answered each on its own, and repeating them captures nothing twice", async () => {
  await using provider = await openTestProvider();
  const { body: first } = await provider.call("/v1/authorizations", authorization);
  const other = { ...authorization, orderNumber: "T-AAAA-000002", idempotencyKey: "pay-T-AAAA-000002" };
  const { body: second } = await provider.call("/v1/authorizations", other);
  const captures = [
    { paymentId: first.paymentId, amountCents: 2_000 },
    { paymentId: second.paymentId, amountCents: 2_001 },
    { paymentId: "pay_none", amountCents: 1 },
  ];
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const answer = await provider.call("/v1/captures", { captures });
    assert.equal(answer.status, 200);
    assert.deepEqual(
      answer.body.results.map(({ status }: { status: number }) => status),
      [200, 409, 404],
    );
  }
  assert.deepEqual(
    provider.query("SELECT captured_cents FROM payments ORDER BY order_number").map((row) => row.captured_cents),
    [2_000, 0],
  );
  assert.equal(provider.query("SELECT * FROM payment_events WHERE kind = 'captured'").length, 1);
  const tooMany = Array.from({ length: 101 }, () => captures[0]);
  assert.equal((await provider.call("/v1/captures", { captures: tooMany })).status, 400);
  assert.equal((await provider.call("/v1/captures", { captures: [] })).status, 400);
});

test("payments are listed page by page in order of creation", async () => {
  await using provider = await openTestProvider();
  const ids: string[] = [];
  for (let number = 1; number <= 5; number += 1) {
    const orderNumber = `T-AAAA-00000${number}`;
    const answer = await provider.call("/v1/authorizations", {
      ...authorization,
      orderNumber,
      idempotencyKey: orderNumber,
    });
    ids.push(answer.body.paymentId);
  }
  const listed: string[] = [];
  for (let after = ""; ; after = `&after=${listed.at(-1)}`) {
    const { body } = await provider.call(`/v1/payments?limit=2${after}`);
    if (body.payments.length === 0) break;
    assert.ok(body.payments.length <= 2);
    listed.push(...body.payments.map(({ paymentId }: { paymentId: string }) => paymentId));
  }
  assert.deepEqual(listed, ids);
  const { body } = await provider.call("/v1/payments");
  assert.deepEqual(body.payments[0], {
    orderNumber: "T-AAAA-000001",
    paymentId: ids[0],
    idempotencyKey: "T-AAAA-000001",
    state: "authorized",
    authorizedCents: 2_000,
    capturedCents: 0,
    refundedCents: 0,
    createdAtMs: body.payments[0].createdAtMs,
  });
  assert.equal((await provider.call("/v1/payments?after=pay_none")).status, 404);
  assert.equal((await provider.call("/v1/payments?limit=0")).status, 400);
});

test("books of the first version are opened, and keep their answers", async () => {
  await using directory = await createTemporaryDirectory();
  const booksPath = join(directory.path, "payments.sqlite");
  {
    using old = new DatabaseSync(booksPath);
    old.exec(`${schemaSteps[0]}
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      INSERT INTO meta VALUES ('schema_version', '1');
      INSERT INTO payments VALUES ('T-AAAA-000001', 'pay_old', 'pay-T-AAAA-000001', 'authorized', 2000, 0, 0, 5);
      INSERT INTO payment_events VALUES ('T-AAAA-000001', 'pay_old', 1, 'authorized', 5, 2000);`);
  }
  await using provider = await openTestProvider({ booksPath });
  assert.equal((await provider.call("/v1/authorizations", authorization)).body.paymentId, "pay_old");
  assert.equal((await provider.call("/v1/authorizations", { ...authorization, amountCents: 1 })).status, 409);
  assert.equal((await provider.call("/v1/payments/pay_old/capture", { amountCents: 2_000 })).status, 200);
});

test("an endpoint for webhooks is on this machine, or refused", async () => {
  await using provider = await openTestProvider();
  const elsewhere = [
    "http://example.com/",
    "http://10.0.0.1/",
    "http://localhost:80/",
    "http://127.0.0.1.example.com/",
    "http://user@127.0.0.1/",
    "https://127.0.0.1/",
    "file:///etc/passwd",
    "http://[::ffff:127.0.0.1]/",
    "",
  ];
  for (const url of elsewhere) {
    assert.equal((await provider.call("/v1/webhook", { url }, "PUT")).status, 400, url);
  }
  assert.equal(await provider.parts.books.run("readWebhookUrl", null), null);
  for (const url of ["http://127.0.0.1:1/hooks", "http://[::1]:1/hooks"]) {
    assert.equal((await provider.call("/v1/webhook", { url }, "PUT")).status, 200);
    assert.equal(await provider.parts.books.run("readWebhookUrl", null), url);
  }
});

test("a void that overtakes its authorization bars it", async () => {
  await using provider = await openTestProvider();
  const { orderNumber, idempotencyKey } = authorization;
  assert.equal((await provider.call("/v1/voids", { orderNumber, idempotencyKey })).status, 200);
  assert.equal((await provider.call("/v1/authorizations", authorization)).status, 409);
  assert.equal(provider.query("SELECT state FROM payments")[0]?.state, "voided");
});

test("a voided payment cannot be captured, by key or by number", async () => {
  await using provider = await openTestProvider();
  const { body } = await provider.call("/v1/authorizations", authorization);
  assert.equal((await provider.call(`/v1/payments/${body.paymentId}/void`, {})).status, 200);
  assert.equal((await provider.call(`/v1/payments/${body.paymentId}/capture`, { amountCents: 2_000 })).status, 409);
});

test("the declined test card is declined, by token and by number", async () => {
  await using provider = await openTestProvider();
  for (const card of ["tok_declined", "4000000000000002"]) {
    const answer = await provider.call("/v1/authorizations", { ...authorization, idempotencyKey: card, card });
    assert.equal(answer.status, 402);
  }
  assert.deepEqual(
    provider.query("SELECT DISTINCT state, authorized_cents FROM payments").map((row) => ({ ...row })),
    [{ state: "declined", authorized_cents: 0 }],
  );
});

test("a path that does not exist is 404 and counted, without a key", async () => {
  await using provider = await openTestProvider();
  assert.equal((await provider.app.inject({ method: "POST", url: "/v0/authorizations", payload: {} })).statusCode, 404);
  assert.equal(provider.parts.counters.unknownPaths, 1);
  assert.equal((await provider.call("/v1/payments/none/capture", { amountCents: 1 })).status, 404);
});

test("nobody pays without the key, and wrong bodies are told with all problems", async () => {
  await using provider = await openTestProvider();
  assert.equal((await provider.app.inject("/v1/ping")).statusCode, 401);
  const headers = { authorization: "Bearer a-provider-key" };
  assert.deepEqual((await provider.app.inject({ url: "/v1/ping", headers })).json(), { ok: true });
  const wrong = await provider.call("/v1/authorizations", {
    ...authorization,
    amountCents: 0,
    card: "4111",
    x: 1,
  });
  assert.equal(wrong.status, 400);
  assert.equal(wrong.body.problems.length, 3);
});
