import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { buildAttempt, buildCustomer, buildDeferral, buildOrder } from "./history.fixture.ts";
import { summariseDeferrals } from "./summarise-deferrals.ts";

/** Pace 60: a wall second is an incident minute; the drill began at 1,000,000 ms. */
const clock = buildIncidentClock([{ name: "all", fromMinute: 0, toMinute: 100 }], 60);
const t0 = 1_000_000;
const told = (orderNumber: string, endedMinute: number) =>
  buildCustomer({ attempts: [buildAttempt({ outcome: "deferred", orderNumber, endedMinute })] });
const deferred = (
  orderNumber: string,
  takenMinute: number,
  completedMinute: number | null,
  state: "paid" | "cancelled" | "deferred" = "paid",
) =>
  buildOrder({
    orderNumber,
    key: orderNumber,
    state,
    deferral: buildDeferral({
      atMs: t0 + takenMinute * 1_000,
      dueMs: t0 + 50_000,
      completedAtMs: completedMinute === null ? null : t0 + completedMinute * 1_000,
      completions: completedMinute === null ? 0 : 1,
    }),
  });

test("deferred orders are counted by what became of them, with times on the incident clock", () => {
  const books = {
    orders: [
      buildOrder({ orderNumber: "A" }),
      deferred("B", 10, 40),
      deferred("C", 12, 60),
      deferred("D", 20, null, "cancelled"),
      deferred("E", 22, null, "deferred"),
      deferred("F", 23, 45, "cancelled"),
    ],
    payments: [],
  };
  const history = [told("B", 10), told("C", 12), told("D", 20), told("E", 22)];
  assert.deepEqual(summariseDeferrals(history, books as never, clock), {
    taken: 5,
    completed: 3,
    completedByDeadline: 1,
    completedOutOfOrder: 1,
    cancelled: 1,
    waiting: 1,
    firstTakenMinute: 10,
    lastTakenMinute: 23,
    firstCompletedMinute: 40,
    lastCompletedMinute: 60,
  });
});

test("without a deferred order every count is 0 and every time is null", () => {
  const report = summariseDeferrals([], { orders: [buildOrder()], payments: [] } as never, clock);
  assert.deepEqual(
    [report.taken, report.waiting, report.firstTakenMinute, report.lastCompletedMinute],
    [0, 0, null, null],
  );
});

test("without a customer who was told, times are unknown and counts are not", () => {
  const report = summariseDeferrals([], { orders: [deferred("B", 10, 40)], payments: [] } as never, clock);
  assert.deepEqual([report.taken, report.completed, report.firstCompletedMinute], [1, 1, null]);
});

test("orders that were completed more than ten seconds out of their turn are counted", () => {
  const count = (orders: ReturnType<typeof deferred>[]) =>
    summariseDeferrals([], { orders, payments: [] }, clock).completedOutOfOrder;
  assert.equal(count([deferred("A", 10, 40), deferred("B", 15, 39), deferred("C", 20, 38)]), 0);
  assert.equal(count([deferred("A", 10, 40), deferred("B", 15, 39), deferred("C", 21, 38)]), 1);
  assert.equal(count([deferred("A", 1, 43), deferred("B", 12, 42), deferred("C", 23, 41)]), 2);
});
