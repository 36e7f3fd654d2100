// An order is on disk before its customer hears of it: commit, sync, answer, as strace sees the shop's system calls.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { describeWrongOrder, type PlacedOrder } from "./answer-order.ts";
import { copyShop } from "./shop-copy.ts";
import { goToReview, sendOrder } from "./shop-purchase.ts";
import { repository, ShopService } from "./shop-service.ts";
import { ShopVisitor } from "./shop-visitor.ts";
import { cannotTrace, parseSystemCalls } from "./system-calls.ts";
import { makeWorkingDirectory } from "./working-directory.ts";

const customers = 4;
const ordersEach = 6;
const cwd = makeWorkingDirectory();
const skip = cannotTrace();

async function buy(origin: string, customer: number): Promise<PlacedOrder[]> {
  const placed: PlacedOrder[] = [];
  const visitor = new ShopVisitor(origin);
  for (let order = 0; order < ordersEach; order++) {
    const key = await goToReview(visitor, { email: `customer-${customer}@example.com`, product: "toys-01" });
    const orderNumber = await sendOrder(visitor, key);
    assert.ok(orderNumber, "expected an order");
    placed.push({ orderNumber, key });
  }
  return placed;
}

/** Sells some orders in a traced shop; gives what is wrong with each of them. */
async function traceOrders(name: string, root: string, configuration: object = {}): Promise<(string | null)[]> {
  const logPath = join(cwd, `${name}.strace`);
  const watched = "trace=fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg";
  await using provider = await ShopService.start({
    kind: "provider",
    configuration: { booksPath: join(cwd, `${name}-payments.sqlite`), seed: 1, latencyMs: 0 },
  });
  const placed: PlacedOrder[] = [];
  {
    await using shop = await ShopService.start({
      kind: "shop",
      root,
      under: ["strace", "-f", "-y", "-s", "5000", "-o", logPath, "-e", watched],
      configuration: {
        booksPath: join(cwd, `${name}.sqlite`),
        providerOrigin: provider.origin,
        workers: 8,
        serviceMs: 1,
        queueBoundMs: 10_000,
        paymentDeadlineMs: 10_000,
        seed: 1,
        currency: "USD",
        capacityModel: false,
        ...configuration,
      },
    });
    const bought = Array.from({ length: customers }, (_, customer) => buy(shop.origin, customer));
    placed.push(...(await Promise.all(bought)).flat());
  }
  assert.equal(new Set(placed.map(({ orderNumber }) => orderNumber)).size, customers * ordersEach);
  const calls = parseSystemCalls(readFileSync(logPath, "utf8"));
  return placed.map((order) => describeWrongOrder(calls, order));
}

test("each order is committed, then synced, then answered", { skip }, async () => {
  const wrong = await traceOrders("as-it-is", repository);
  assert.deepEqual(
    wrong.filter((one) => one !== null),
    [],
  );
});

test("an order that is taken before its payment is, too", { skip }, async () => {
  const nobody = { providerOrigin: "http://127.0.0.1:9", defences: ["deferred-checkout"] };
  const wrong = await traceOrders("deferred", repository, nobody);
  assert.deepEqual(
    wrong.filter((one) => one !== null),
    [],
  );
});

test("a shop that answers before the commit is caught", { skip }, async () => {
  const root = copyShop(join(cwd, "early"), {
    file: "ledger/worker.ts",
    from: "steps.commit.run();",
    to: "port.postMessage({ answers: answers.splice(0) }); steps.commit.run();",
  });
  const wrong = await traceOrders("answers-early", root);
  assert.ok(
    wrong.some((one) => /answered before it was (written|synced)$/.test(one ?? "")),
    wrong.join("\n"),
  );
});

test("a shop that leaves the sync to the operating system is caught, at every order", { skip }, async () => {
  const root = copyShop(join(cwd, "lazy"), {
    file: "ledger/worker.ts",
    from: "PRAGMA synchronous = FULL;",
    to: "PRAGMA synchronous = OFF;",
  });
  for (const one of await traceOrders("never-syncs", root)) assert.match(one ?? "", /never synced$/);
});

const log = `7 pwrite64(5</b/shop.sqlite-wal>, "..T-1key-1..", 4096, 56) = 4096
7 fdatasync(5</b/shop.sqlite-wal> <unfinished ...>
6 writev(9<socket:[3]>, [{iov_base="HTTP/1.1 200 OK"}], 1) = 15
7 <... fdatasync resumed>)      = 0
6 writev(9<socket:[3]>, [{iov_base="location: /orders/T-1/confirmation"}], 1) = 34`;

test("the order of system calls is told from lines that other threads' calls interrupt", () => {
  const order: PlacedOrder = { orderNumber: "T-1", key: "key-1" };
  const judge = (text: string) => describeWrongOrder(parseSystemCalls(text), order);
  const [commit = "", syncBegins = "", page = "", syncEnds = "", answer = ""] = log.split("\n");
  assert.equal(judge(log), null);
  assert.equal(judge([commit, syncBegins, page, answer, syncEnds].join("\n")), "T-1: answered before it was synced");
  assert.equal(judge([answer, commit, syncBegins, syncEnds].join("\n")), "T-1: answered before it was written");
  assert.equal(judge([syncBegins, syncEnds, commit, answer].join("\n")), "T-1: never synced");
  assert.equal(judge([syncBegins, syncEnds, answer].join("\n")), "T-1: never written");
  assert.equal(judge([commit, syncBegins, syncEnds].join("\n")), "T-1: no answer seen");
});
