import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BookOrder } from "../audit/books.ts";
import { buildDetailed } from "../audit/detailed-books.fixture.ts";
import { buildAttempt, buildCustomer, buildFailure } from "../audit/history.fixture.ts";
import type { CustomerHistory, OrderAttempt } from "../record/customer-history.ts";
import { countWhilePaused, type PauseParts } from "./orders-while-paused.ts";

/** Paused from minute 100 to 160; a wall second is a minute. */
function count(
  attempts: readonly OrderAttempt[],
  orders: readonly BookOrder[],
  changes: Partial<PauseParts> = {},
  customer: Partial<CustomerHistory> = {},
) {
  return countWhilePaused({
    history: [buildCustomer({ attempts, ...customer })],
    books: { orders, payments: [] },
    changeLog: [],
    pausedAtMinute: 100,
    resumedAtMinute: 160,
    minuteOf: (epochMs) => epochMs / 1000,
    ...changes,
  });
}
const press = (startedMinute: number, changes: Partial<OrderAttempt> = {}) =>
  buildAttempt({ startedMinute, endedMinute: startedMinute + 1, ...changes });
const place = (minute: number) => buildDetailed({ placedAtMs: minute * 1000 });

describe("orders while ordering was paused", () => {
  it("are those of the books and those of a confirmation, each once", () => {
    assert.equal(count([press(110)], [place(110.5)]).ordersWhilePaused, 1);
    assert.equal(count([], [place(110.5)]).ordersWhilePaused, 1);
    assert.equal(count([press(110)], []).ordersWhilePaused, 1);
    assert.equal(
      count([buildFailure({ startedMinute: 110, outcome: "timeout" })], [place(110.5)]).ordersWhilePaused,
      1,
    );
    assert.equal(
      count([press(110)], [place(110.5), buildDetailed({ placedAtMs: 120_000 }, { orderNumber: "A-2", key: "key-2" })])
        .ordersWhilePaused,
      2,
    );
  });

  it("are none that were begun before the pause, confirmed in it or not, and none after it", () => {
    assert.equal(count([press(99.9)], [place(100.1)]).ordersWhilePaused, 0);
    const again = press(101, { attempt: 2 });
    assert.equal(
      count([buildFailure({ startedMinute: 99.9, outcome: "timeout" }), again], [place(100.1)]).ordersWhilePaused,
      0,
    );
    assert.equal(count([press(99), press(160)], [place(99.5), place(160)]).ordersWhilePaused, 0);
  });

  it("end where the shop's change log says that they were taken again, before the operator's call came back", () => {
    const changeLog = [{ atMinute: 159.9, key: "storefront.orderingPaused", value: "false", says: "changed" }];
    assert.equal(count([press(159.95)], [place(159.97)], { changeLog }).ordersWhilePaused, 0);
    assert.equal(count([press(159.95)], [place(159.97)]).ordersWhilePaused, 1);
  });

  it("are told with who wanted one: buttons pressed, and buyers whom the maintenance page met", () => {
    const paused = buildFailure({ startedMinute: 120, outcome: "paused" });
    const { attemptsWhilePaused, refusedWhilePaused } = count([paused], []);
    assert.deepEqual([attemptsWhilePaused, refusedWhilePaused], [1, 1]);
    const onTheWay = count([], [], {}, { firstPausedMinute: 99.99 });
    assert.deepEqual([onTheWay.attemptsWhilePaused, onTheWay.refusedWhilePaused], [0, 1]);
  });

  it("are unknown where nobody paused, or nothing tells when the books took their orders", () => {
    assert.deepEqual(count([press(110)], [place(110.5)], { pausedAtMinute: null }), {
      ordersWhilePaused: null,
      attemptsWhilePaused: null,
      refusedWhilePaused: null,
    });
    const untimed = count([press(110)], [place(110.5)], { minuteOf: null });
    assert.deepEqual([untimed.ordersWhilePaused, untimed.attemptsWhilePaused], [null, 1]);
  });
});
