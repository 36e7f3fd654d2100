import assert from "node:assert/strict";
import { test } from "node:test";
import { buildStart, numberOrder, openMemoryLedger } from "../ledger/ledger.fixture.ts";
import type { StockLevel } from "../ledger/shop-records.ts";
import { StockLevels } from "./stock-levels.ts";

/** What the books answer to: stocked, begun, begun, abandoned. Of 5 articles each order takes 2. */
function answerThreeTimes() {
  const ledger = openMemoryLedger();
  const opened = ledger.openStock({ initial: [{ productId: "toys-01", quantity: 5 }] });
  const begun = [1, 2].map((index): readonly StockLevel[] => {
    const result = ledger.beginOrder(buildStart(index));
    return result.outcome === "begun" ? result.levels : [];
  });
  const { levels } = ledger.abandonOrder({ orderNumber: numberOrder(1), mustVoid: false });
  return { opened, changes: [...begun, levels] };
}

test("the books' last word counts, in whatever order their answers are heard", () => {
  const orders = ["0 1 2", "0 2 1", "1 0 2", "1 2 0", "2 0 1", "2 1 0"];
  for (const order of orders) {
    const { opened, changes } = answerThreeTimes();
    const stock = new StockLevels(opened);
    for (const index of order.split(" ")) stock.update(changes[Number(index)] ?? []);
    assert.equal(stock.read("toys-01"), 3, order);
  }
});

test("each change is shown as soon as it is heard", () => {
  const { opened, changes } = answerThreeTimes();
  const stock = new StockLevels(opened);
  const seen = changes.map((levels) => {
    stock.update(levels);
    return stock.read("toys-01");
  });
  assert.deepEqual(seen, [3, 1, 3]);
  assert.equal(stock.read("toys-99"), 0);
});
