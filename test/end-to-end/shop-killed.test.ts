// Shop and payment provider die without warning, twenty times under load: what customers were told stays true.
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import {
  type BooksOrder,
  type BooksPayment,
  type BothBooks,
  listBrokenPromises,
  readBothBooks,
} from "./kept-promises.ts";
import { MortalShop } from "./mortal-shop.ts";
import { ShopCrowd } from "./shop-crowd.ts";
import { waitUntil } from "./wait-until.ts";
import { makeWorkingDirectory } from "./working-directory.ts";

const kills = 20;
const customers = 8;
const settleLimitMs = 15_000;
const victims = [["shop"], ["provider"], ["shop", "provider"]] as const;
const cwd = makeWorkingDirectory();
const shopPath = join(cwd, "ledger.sqlite");
const providerPath = join(cwd, "payments.sqlite");

const look = (acknowledged: readonly string[]) =>
  listBrokenPromises(readBothBooks(shopPath, providerPath), acknowledged);

function countDeclined(): number {
  using provider = new DatabaseSync(providerPath, { readOnly: true });
  return Number(provider.prepare("SELECT COUNT(*) AS count FROM payments WHERE state = 'declined'").get()?.count);
}

test("after twenty kills under load, no order is lost, none is paid twice, and nothing is taken for nothing", async () => {
  const acknowledged: string[] = [];
  {
    await using shop = await MortalShop.open({ directory: cwd });
    {
      await using crowd = new ShopCrowd(shop.shop.origin, customers, shop.waitUntilOpen);
      for (let kill = 0; kill < kills; kill++) {
        const enough = crowd.acknowledged.size + 5 + ((kill * 7) % 20);
        await waitUntil(`orders before kill ${kill + 1}`, () => crowd.acknowledged.size >= enough);
        await shop.killAndRestart(victims[kill % victims.length] ?? []);
      }
      acknowledged.push(...crowd.acknowledged);
      assert.ok(crowd.failures > 0, "expected kills that customers notice");
    }
    await waitUntil("nothing under way", () => look(acknowledged).length === 0, settleLimitMs).catch(() => undefined);
    assert.deepEqual(look(acknowledged), []);
    assert.ok(countDeclined() > 0, "expected declined cards among those of the buyers");
    assert.ok(shop.recoveredPayments > 0, "expected kills in the middle of payments");
  }
  assert.ok(acknowledged.length >= kills * 5);
  const lost = acknowledged[0] ?? "";
  using books = new DatabaseSync(shopPath);
  books.prepare("DELETE FROM orders WHERE order_number = ?").run(lost);
  const broken = look(acknowledged).join("\n");
  assert.match(broken, new RegExp(`^${lost}: acknowledged, and not in the books$`, "m"));
  assert.match(broken, new RegExp(`^pay_\\S+: \\d+ cents taken for ${lost}, which is not its order$`, "m"));
});

const kept: BothBooks = {
  orders: [{ orderNumber: "T-1", key: "key-1", totalCents: 500, paymentId: "pay_1", isLive: true }],
  payments: [{ orderNumber: "T-1", paymentId: "pay_1", state: "captured", keptCents: 500 }],
  stock: [{ productId: "toys-01", gone: 1, ordered: 1 }],
  openIntents: [],
  strayVouchers: [],
};
const [order, payment] = [kept.orders[0] as BooksOrder, kept.payments[0] as BooksPayment];

const brokenBooks: readonly (readonly [Partial<BothBooks>, readonly string[]])[] = [
  [{}, []],
  [{ orders: [order, { ...order, orderNumber: "T-2", totalCents: 0 }] }, ["T-1, T-2: one key, 2 orders"]],
  [{ payments: [] }, ["T-1: 0 cents taken, 500 due"]],
  [{ orders: [{ ...order, isLive: false }] }, ["T-1: 500 cents taken, 0 due"]],
  [
    { payments: [payment, { ...payment, paymentId: "pay_2" }] },
    ["T-1: 1000 cents taken, 500 due", "pay_2: 500 cents taken for T-1, which is not its order"],
  ],
  [
    { payments: [payment, { orderNumber: "T-9", paymentId: "pay_9", state: "authorized", keptCents: 0 }] },
    ["pay_9: money of T-9 still reserved"],
  ],
  [{ payments: [payment, { orderNumber: "T-9", paymentId: "pay_9", state: "refunded", keptCents: 0 }] }, []],
  [{ stock: [{ productId: "toys-01", gone: 2, ordered: 1 }] }, ["toys-01: 2 gone from stock, 1 ordered"]],
  [{ openIntents: ["T-9"] }, ["T-9: an intent to pay that nothing came of"]],
  [{ strayVouchers: ["T-9"] }, ["T-9: a voucher gone for no order"]],
];

test("each promise that is broken is named, and no other", () => {
  for (const [change, lines] of brokenBooks)
    assert.deepEqual(listBrokenPromises({ ...kept, ...change }, ["T-1"]), lines);
  assert.deepEqual(listBrokenPromises(kept, ["T-1", "T-7"]), ["T-7: acknowledged, and not in the books"]);
});
