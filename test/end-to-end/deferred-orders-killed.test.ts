// Orders that are taken while the provider is dead, and a shop that dies while it completes them: each is paid once.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "node:test";
import { auditPayments } from "../../harness/audit/audit-payments.ts";
import { readBooks } from "../../harness/audit/read-books.ts";
import { completesTwice } from "./completes-twice.ts";
import { listBrokenPromises, readBothBooks } from "./kept-promises.ts";
import { MortalShop } from "./mortal-shop.ts";
import { copyShop } from "./shop-copy.ts";
import { ShopCrowd } from "./shop-crowd.ts";
import { waitUntil } from "./wait-until.ts";
import { makeWorkingDirectory } from "./working-directory.ts";

const rounds = 5;
const ordersARound = 25;
const customers = 6;
const cwd = makeWorkingDirectory();

interface Counted {
  readonly deferred: number;
  readonly placedTwice: number;
  readonly tokens: number;
}

function count(path: string): Counted {
  using books = new DatabaseSync(path, { readOnly: true });
  const read = (sql: string) => Number(books.prepare(sql).get()?.count);
  return {
    deferred: read("SELECT COUNT(*) AS count FROM deferrals"),
    placedTwice: read(
      "SELECT COUNT(*) AS count FROM (SELECT 1 FROM order_events WHERE kind = 'placed' GROUP BY order_number HAVING COUNT(*) > 1)",
    ),
    tokens: read("SELECT COUNT(*) AS count FROM deferrals WHERE card_token IS NOT NULL"),
  };
}

/** The provider dies, orders come in, it is back, and the shop dies while it works through them. */
async function goThroughRounds(shop: MortalShop): Promise<string[]> {
  await using crowd = new ShopCrowd(shop.shop.origin, customers, shop.waitUntilOpen);
  for (let round = 0; round < rounds; round += 1) {
    const enough = crowd.acknowledged.size + ordersARound;
    await shop.killAndRestart(["provider"], async () => {
      await waitUntil(`orders of round ${round + 1}`, () => crowd.acknowledged.size >= enough);
    });
    await shop.killAndRestart(["shop"]);
  }
  return [...crowd.acknowledged];
}

async function waitForEnd(shop: MortalShop): Promise<void> {
  const settled = await shop.shop.callControl("settle", { timeoutMs: 30_000 });
  assert.deepEqual(await settled.json(), {
    ...{ pendingCaptures: 0, pendingVoids: 0, pendingRefunds: 0, pendingDeferred: 0 },
  });
}

describe("orders that are taken before their payment", () => {
  it("are each completed, captured and told once, however often shop and provider die", async () => {
    await using shop = await MortalShop.open({
      directory: cwd,
      configuration: { defences: ["deferred-checkout"] },
    });
    const acknowledged = await goThroughRounds(shop);
    await waitForEnd(shop);
    const look = () => listBrokenPromises(readBothBooks(shop.ledgerPath, shop.paymentsPath), acknowledged);
    await waitUntil("nothing under way", () => look().length === 0, 15_000).catch(() => undefined);
    assert.deepEqual(look(), []);
    const { deferred, placedTwice, tokens } = count(shop.ledgerPath);
    assert.ok(deferred >= (rounds * ordersARound) / 2, `${deferred} orders deferred`);
    assert.deepEqual([placedTwice, tokens], [0, 0]);
  });

  it("are seen by the audit when a shop completes them twice", async () => {
    const directory = join(cwd, "twice");
    mkdirSync(directory);
    const root = copyShop(join(cwd, "copy"), completesTwice);
    {
      await using shop = await MortalShop.open({
        ...{ directory, root, configuration: { defences: ["deferred-checkout"] } },
      });
      {
        await using crowd = new ShopCrowd(shop.shop.origin, 2, shop.waitUntilOpen);
        await shop.killAndRestart(["provider"], async () => {
          await waitUntil("orders", () => crowd.acknowledged.size >= 6);
        });
      }
      await waitForEnd(shop);
    }
    const books = readBooks(directory);
    const completed = books.orders.filter(({ deferral }) => deferral !== null && deferral.completedAtMs !== null);
    const { breaches, withoutOrder } = auditPayments(books);
    assert.ok(completed.length > 0, "expected completed orders");
    assert.deepEqual([...breaches.keys()], ["paid-too-much"]);
    assert.equal(withoutOrder, completed.length);
  });
});
