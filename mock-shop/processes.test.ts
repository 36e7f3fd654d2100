import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { endProcess, startProcess } from "./testing/start-process.ts";
import { createTemporaryDirectory } from "./testing/temporary-directory.ts";

const secrets = { controlToken: "a-control-token", providerKey: "a-provider-key" };

async function startBoth(directory: string, changes: object = {}) {
  const provider = await startProcess("./payment-provider/main.ts", {
    ...secrets,
    booksPath: join(directory, "payments.sqlite"),
    seed: 1,
  });
  const shop = await startProcess("./main.ts", {
    ...secrets,
    booksPath: join(directory, "shop.sqlite"),
    providerOrigin: provider.ready.origin,
    workers: 4,
    serviceMs: 5,
    queueBoundMs: 250,
    paymentDeadlineMs: 1_000,
    seed: 1,
    currency: "EUR",
    ...changes,
  });
  return { provider, shop };
}

async function buyOverHttp(origin: string): Promise<string> {
  let cookie = "";
  const send = async (path: string, fields?: Record<string, string>) => {
    const init = fields ? { method: "POST", body: new URLSearchParams(fields) } : {};
    const response = await fetch(origin + path, { ...init, redirect: "manual", headers: { cookie } });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };
  await send("/cart/items", { product: "toys-01", quantity: "1" });
  const address = { email: "a@b.de", name: "N", street: "S", city: "C", postcode: "123", country: "DE" };
  await send("/checkout/address", address);
  await send("/checkout/payment", { card: "4242424242424242" });
  const review = await (await send("/checkout/review")).text();
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(review)?.[1] ?? "";
  const placed = await send("/orders", { idempotencyKey });
  return /T-\w+-\d+/.exec(placed.headers.get("location") ?? "")?.[0] ?? "";
}

test("both processes sell, end with their standard input, and leave one file of books each", async () => {
  await using directory = await createTemporaryDirectory();
  const { provider, shop } = await startBoth(directory.path);
  const orderNumber = await buyOverHttp(shop.ready.origin);
  assert.equal(await endProcess(shop.child), 0);
  assert.equal(await endProcess(provider.child), 0);
  assert.deepEqual((await readdir(directory.path)).sort(), ["payments.sqlite", "shop.sqlite"]);
  using books = new DatabaseSync(join(directory.path, "shop.sqlite"), { readOnly: true });
  assert.deepEqual(
    { ...books.prepare("SELECT order_number, state FROM orders").get() },
    { order_number: orderNumber, state: "paid" },
  );
  using payments = new DatabaseSync(join(directory.path, "payments.sqlite"), { readOnly: true });
  assert.equal(
    payments.prepare("SELECT state FROM payments WHERE order_number = ?").get(orderNumber)?.state,
    "captured",
  );
});

test("a page in flight is finished before the shop ends", async () => {
  await using directory = await createTemporaryDirectory();
  const { provider, shop } = await startBoth(directory.path, { workers: 1, serviceMs: 250 });
  const page = fetch(`${shop.ready.origin}/`);
  const headers = { authorization: `Bearer ${secrets.controlToken}` };
  for (let busy = 0; busy === 0; ) {
    const state = await (await fetch(`${shop.ready.control}/control/state`, { headers })).json();
    busy = (state as { capacity: { busy: number } }).capacity.busy;
  }
  const ended = endProcess(shop.child);
  assert.equal((await page).status, 200);
  assert.equal(await ended, 0);
  assert.equal(await endProcess(provider.child), 0);
});

test("SIGTERM ends a process as gracefully as the end of its standard input", async () => {
  await using directory = await createTemporaryDirectory();
  const { provider, shop } = await startBoth(directory.path);
  for (const { child } of [shop, provider]) {
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  }
  assert.deepEqual((await readdir(directory.path)).sort(), ["payments.sqlite", "shop.sqlite"]);
});

test("an acknowledged order survives SIGKILL, and is captured by the next start", async () => {
  await using directory = await createTemporaryDirectory();
  const { provider, shop } = await startBoth(directory.path);
  const orderNumber = await buyOverHttp(shop.ready.origin);
  shop.child.kill("SIGKILL");
  await once(shop.child, "exit");
  const next = await startProcess("./main.ts", {
    ...secrets,
    booksPath: join(directory.path, "shop.sqlite"),
    providerOrigin: provider.ready.origin,
    workers: 1,
    serviceMs: 5,
    queueBoundMs: 250,
    paymentDeadlineMs: 1_000,
    seed: 1,
    currency: "EUR",
  });
  assert.equal(await endProcess(next.child), 0);
  await endProcess(provider.child);
  using books = new DatabaseSync(join(directory.path, "shop.sqlite"), { readOnly: true });
  assert.equal(books.prepare("SELECT state FROM orders WHERE order_number = ?").get(orderNumber)?.state, "paid");
});

test("wrong configuration and a taken port are told in one line, with exit codes 64 and 69", async () => {
  await using directory = await createTemporaryDirectory();
  const wrong = await startProcess("./payment-provider/main.ts", { seed: "x" });
  assert.equal(wrong.ready.ready, false);
  assert.match(wrong.ready.problem, /`controlToken`.*`seed`/);
  assert.equal(await endProcess(wrong.child), 64);
  const good = { ...secrets, booksPath: join(directory.path, "a.sqlite"), seed: 1 };
  const first = await startProcess("./payment-provider/main.ts", good);
  const port = Number(new URL(first.ready.origin).port);
  const second = await startProcess("./payment-provider/main.ts", {
    ...good,
    port,
    booksPath: join(directory.path, "b.sqlite"),
  });
  assert.match(second.ready.problem, /cannot listen on 127\.0\.0\.1 port \d+ \(EADDRINUSE\)/);
  assert.equal(second.ready.hint, "choose another port, or 0 for any free one");
  assert.equal(await endProcess(second.child), 69);
  const unwritable = { ...good, booksPath: join(directory.path, "none", "c.sqlite") };
  const third = await startProcess("./payment-provider/main.ts", unwritable);
  assert.match(third.ready.problem, /cannot open the books/);
  assert.equal(await endProcess(third.child), 69);
  assert.equal(await endProcess(first.child), 0);
});
