import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Books } from "../books.ts";
import {
  buildBooks,
  buildBooksOf,
  buildCode,
  buildEntry,
  buildTerms,
  buildUse,
  listEvents,
} from "../detailed-books.fixture.ts";
import { buildDeferral, cleanBooks } from "../history.fixture.ts";
import { orderTimes } from "./order-times.ts";

const list = (books: Books) => orderTimes.list(books, buildTerms()).map(({ says }) => says);

/** Its basket was as it was ordered at second 91, it was placed at second 100. */
const usedAt = (atMs: number) => list(buildBooks({ voucherUses: [buildUse({ atMs })] }));

/** Deferred at second 100, placed at second 101. */
const waited = (deferral: Parameters<typeof buildDeferral>[0]) =>
  list(
    buildBooksOf(
      { events: listEvents(3, "deferred", "placed", "paid", "picked", "packed") },
      { deferral: buildDeferral({ atMs: 100_000, ...deferral }) },
    ),
  );

/** The clean history with its second event at another time. */
const paidAt = (atMs: number) =>
  list(
    buildBooksOf({
      events: listEvents(3, "placed", "paid", "picked", "packed").map((event) =>
        event.kind === "paid" ? { ...event, atMs } : event,
      ),
    }),
  );

describe("order-times", () => {
  it("says nothing of an order whose times are those of its history, and of books without histories", () => {
    assert.deepEqual(list(buildBooks()), []);
    assert.deepEqual(list(cleanBooks), []);
  });

  it("names an order that was placed a millisecond before or after its first event", () => {
    assert.deepEqual(list(buildBooksOf({ placedAtMs: 99_999 })), [
      "order A-1: the books say that it was placed at 99999 ms, its history says 100000",
    ]);
    assert.equal(list(buildBooksOf({ placedAtMs: 100_001 })).length, 1);
  });

  it("names a history that goes back, by more than a clock that was set", () => {
    assert.deepEqual(paidAt(99_000), []);
    assert.deepEqual(paidAt(98_999), ["order A-1: entry 4 of its history, paid, is 1001 ms older than one before it"]);
    assert.deepEqual(paidAt(500_000), [
      "order A-1: entry 5 of its history, picked, is 398000 ms older than one before it",
    ]);
    const late = buildBooksOf({ basket: [buildEntry({ atMs: 200_000 }), buildCode()] });
    assert.deepEqual(list(late).slice(0, 1), [
      "order A-1: entry 2 of its history, voucher-granted, is 109000 ms older than one before it",
    ]);
  });

  it("names a discount that was used before its basket was as it was ordered, or after its order", () => {
    assert.deepEqual(usedAt(91_000), []);
    assert.deepEqual(usedAt(100_000), []);
    assert.deepEqual(usedAt(89_999), [
      "order A-1: its voucher was used 1001 ms before its basket was as it was ordered",
    ]);
    assert.deepEqual(usedAt(101_001), ["order A-1: its voucher was used 1001 ms after it was placed"]);
  });

  it("names an order that waits since another moment, or was completed at another one", () => {
    assert.deepEqual(waited({ completedAtMs: 101_000 }), []);
    assert.deepEqual(waited({}), []);
    assert.deepEqual(waited({ atMs: 99_999 }), [
      "order A-1: it was placed at 100000 ms, and waits for its payment since 99999",
    ]);
    assert.deepEqual(waited({ completedAtMs: 101_001 }), [
      "order A-1: the books say that it was completed at 101001 ms, its history says 101000",
    ]);
  });
});
