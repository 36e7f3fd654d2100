import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeferredTask } from "../ledger/shop-records.ts";
import { DeferralLine, type WaitingOrder } from "./deferral-line.ts";

const dueAtMs = 1_000_000;

/** A line of so many orders, named by their age from 1, and a way to serve the next with this end. */
function openLine(count: number) {
  const card = "tok_visa";
  let tasks = Array.from({ length: count }, (_, index): DeferredTask => {
    return { orderNumber: String(index + 1), totalCents: 100, currency: "USD", card, dueAtMs };
  });
  const run = async (_name: string, { limit }: { limit: number }) => tasks.slice(0, limit);
  const line = new DeferralLine({ run: run as never });
  const findNext = (elapsedMs = 0, atMs = 0) => line.findNext(elapsedMs, atMs, tasks.length);
  const serve = (order: WaitingOrder | undefined, works: boolean) => {
    assert.ok(order);
    const { orderNumber } = order.task;
    if (works) {
      tasks = tasks.filter((task) => task.orderNumber !== orderNumber);
      line.remove(orderNumber);
      line.noteSuccess();
    } else line.postpone(order, 0, 1_000);
    return Number(orderNumber);
  };
  const serveMany = async (times: number, works: (order: number) => boolean) => {
    const served: number[] = [];
    for (let turn = 0; turn < times; turn += 1) {
      const order = await findNext();
      served.push(serve(order, works(Number(order?.task.orderNumber))));
    }
    return served;
  };
  return { line, findNext, serve, serveMany };
}

test("after a failure it is the turn of the order with the fewest, the oldest of them first", async () => {
  const { serveMany } = openLine(3);
  assert.deepEqual(await serveMany(7, () => false), [1, 2, 3, 1, 2, 3, 1]);
});

test("once one got through after an outage, all others follow oldest first", async () => {
  const { serveMany } = openLine(6);
  await serveMany(3, () => false);
  assert.deepEqual(await serveMany(6, () => true), [4, 1, 2, 3, 5, 6]);
});

test("when one fails again although others got through, those that never failed go before all that did", async () => {
  const { serveMany } = openLine(6);
  const works = (order: number) => order > 3;
  assert.deepEqual(await serveMany(7, works), [1, 2, 3, 4, 1, 5, 6]);
});

test("only who fails while others get through steps aside, ever longer, and is suspected", async () => {
  const { serveMany, serve, findNext, line } = openLine(3);
  await serveMany(20, () => false);
  const [third, first] = [await findNext(), 1];
  assert.ok(third);
  assert.equal(line.isSuspect(third), false);
  serve(third, true);
  const oldest = await findNext();
  assert.equal(Number(oldest?.task.orderNumber), first);
  assert.ok(oldest && line.isSuspect(oldest));
  serve(oldest, false);
  assert.equal(oldest.readyAtMs, 1_000);
  const other = await findNext();
  assert.notEqual(other, oldest);
  serve(other, true);
  assert.equal(await findNext(999), undefined);
  assert.equal(await findNext(1_000), oldest);
});

test("more orders that always fail than the window shows hold up none behind them", async () => {
  const { serveMany } = openLine(260);
  const served = await serveMany(320, (order) => order > 250);
  assert.deepEqual(
    [...new Set(served)].filter((order) => order > 250),
    [251, 252, 253, 254, 255, 256, 257, 258, 259, 260],
  );
});

test("an order whose deadline is over has no turn, although it stands in the books", async () => {
  const { findNext } = openLine(2);
  assert.equal((await findNext(0, dueAtMs - 1))?.task.orderNumber, "1");
  assert.equal(await findNext(0, dueAtMs), undefined);
});
