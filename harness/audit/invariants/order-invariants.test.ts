import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Books } from "../books.ts";
import {
  buildBooks,
  buildBooksOf,
  buildCode,
  buildDetailed,
  buildEntry,
  buildLine,
  buildTerms,
  buildUse,
  listEvents,
} from "../detailed-books.fixture.ts";
import { buildDeferral, buildOrder, buildPayment, cleanBooks } from "../history.fixture.ts";
import { invariants } from "./catalogue.ts";

/** Names of the broken invariants, each with what it says of its first breach. */
function listBroken(books: Books): string[] {
  return invariants.flatMap(({ name, list }) => {
    const [first] = list(books, buildTerms());
    return first === undefined ? [] : [`${name}: ${first.says}`];
  });
}

const digital = buildLine({ kind: "digital" });
const wayOfFile = ["placed", "paid", "digital-delivered", "delivered"];
const cancelled = {
  stage: "refunded",
  events: listEvents(3, "placed", "paid", "picked", "packed", "cancelled", "refunded"),
  messagesAtMs: [104_000],
} as const;
const givenBack = {
  voucherUses: [buildUse({ state: "cancelled" as const })],
  promotions: [{ code: "DEAL10", spentCents: 0 }],
  stock: [{ article: "offers-01", initial: 10, available: 10, held: 0 }],
};

const clean: readonly (readonly [what: string, books: Books])[] = [
  ["an order that is packed", buildBooks()],
  ["books that keep no more than an order's head", cleanBooks],
  [
    "an order of files alone",
    buildBooksOf({ lines: [digital], parcelNumber: null, stage: "delivered", events: listEvents(3, ...wayOfFile) }),
  ],
  [
    "an order of files and goods, paid",
    buildBooks({
      orders: [
        buildDetailed({
          lines: [buildLine({ unitCents: 5000 }), { ...digital, article: "games-01", unitCents: 1200 }],
          basket: [buildEntry(), buildEntry({ sequence: 2, subject: "games-01" }), buildCode({ sequence: 3 })],
          parcelNumber: null,
          stage: "paid",
          events: listEvents(4, "placed", "paid", "digital-delivered"),
        }),
      ],
      stock: [
        { article: "offers-01", initial: 10, available: 8, held: 1 },
        { article: "games-01", initial: 1, available: 0, held: 0 },
      ],
    }),
  ],
  [
    "an order that is cancelled, refunded and told",
    buildBooks({
      orders: [buildDetailed(cancelled, { state: "cancelled" })],
      payments: [buildPayment({ refundedCents: 5200 })],
      ...givenBack,
    }),
  ],
  [
    "an order whose goods were on their way when it was cancelled",
    buildBooks({
      orders: [
        buildDetailed(
          {
            stage: "cancelled",
            events: listEvents(3, "placed", "paid", "picked", "packed", "shipped", "cancelled"),
            messagesAtMs: [105_000],
          },
          { state: "cancelled" },
        ),
      ],
      ...givenBack,
      stock: [{ article: "offers-01", initial: 10, available: 9, held: 0 }],
    }),
  ],
  [
    "an order that waited and was completed and told",
    buildBooksOf(
      { events: listEvents(3, "deferred", "placed", "paid", "picked", "packed"), messagesAtMs: [101_000] },
      { deferral: buildDeferral({ atMs: 100_000, completedAtMs: 101_000, completions: 1, lastToldMs: 101_000 }) },
    ),
  ],
];

const broken: readonly (readonly [expected: string, what: string, books: Books])[] = [
  [
    "totals",
    "order A-1 is 5201 cents, and its lines less 1000 cents come to 5200",
    buildBooksOf({}, { totalCents: 5201 }),
  ],
  ["totals", "order A-1 has no lines", buildBooksOf({ lines: [] })],
  [
    "totals",
    "order A-1 has -1 cents off lines of 6200 cents",
    buildBooksOf({ discountCents: -1 }, { totalCents: 6201 }),
  ],
  [
    "totals",
    "order A-1 has 7000 cents off lines of 6200 cents",
    buildBooksOf({ discountCents: 7000 }, { totalCents: -800 }),
  ],
  ["order-stage", "order A-1: the books say shipped, its history says packed", buildBooksOf({ stage: "shipped" })],
  ["order-stage", "order A-1: its payment is P-2, by its history P-1", buildBooksOf({ paymentId: "P-2" })],
  ["order-stage", "order A-1: its parcel is PN-2, by its history PN-1", buildBooksOf({ parcelNumber: "PN-2" })],
  ["order-stage", "order A-1: its history does not say that it was placed", buildBooksOf({ events: [] })],
  ["order-stage", "order A-1: its history begins with paid", buildBooksOf({ events: listEvents(3, "paid", "placed") })],
  [
    "order-stage",
    "order A-1: it was placed, and then packed",
    buildBooksOf({ events: listEvents(3, "placed", "packed") }),
  ],
  [
    "order-stage",
    "order A-1: it was refunded, and no money was due to go back",
    buildBooksOf({
      events: [{ sequence: 3, kind: "placed", atMs: 1, detail: null }, ...listEvents(4, "cancelled", "refunded")],
    }),
  ],
  [
    "order-stage",
    "order A-1: it was voided, and no money was due to go back",
    buildBooksOf({ events: listEvents(3, "placed", "voided") }),
  ],
  [
    "order-stage",
    "order A-1: its digital goods were paid and not delivered",
    buildBooksOf({ lines: [buildLine(), digital] }),
  ],
  [
    "order-stage",
    "order A-1: it was delivered without a parcel",
    buildBooksOf({ events: listEvents(3, "placed", "paid", "delivered") }),
  ],
  [
    "order-stage",
    "order A-1: it was picked, and nothing of it needs a parcel",
    buildBooksOf({ lines: [digital], events: listEvents(3, "placed", "paid", "digital-delivered", "picked") }),
  ],
  [
    "whole-history",
    "order A-1: entry 1 of its history is number 2",
    buildBooksOf({ basket: [buildEntry({ sequence: 2 })] }),
  ],
  [
    "whole-history",
    "order A-1: entry 3 of its history is number 2",
    buildBooksOf({ events: listEvents(2, "placed", "paid", "picked", "packed") }),
  ],
  [
    "basket",
    "order A-1 has 2 of offers-01, and its customer wanted 1",
    buildBooksOf({ lines: [buildLine({ quantity: 2 })] }),
  ],
  [
    "basket",
    "order A-1 has 0 of toys-01, and its customer wanted 1",
    buildBooksOf({ basket: [buildEntry(), buildEntry({ sequence: 2, subject: "toys-01" })] }),
  ],
  [
    "stock",
    "there are -1 of offers-01",
    buildBooks({ stock: [{ article: "offers-01", initial: 0, available: -1, held: 0 }] }),
  ],
  [
    "stock",
    "there are 10 of offers-01, and by its orders 9",
    buildBooks({ stock: [{ article: "offers-01", initial: 10, available: 10, held: 0 }] }),
  ],
  [
    "parcel",
    "orders A-1 and A-2 have the parcel PN-1",
    buildBooks({ orders: [buildDetailed(), buildDetailed({}, { orderNumber: "A-2" })] }),
  ],
  ["parcel", "order A-1 was packed and has no parcel number", buildBooksOf({ parcelNumber: null })],
  ["parcel", "order A-1 has the parcel PN-1 and nothing to pack", buildBooksOf({ lines: [digital] })],
  [
    "parcel",
    "order A-1 has the parcel PN-1 and was never packed",
    buildBooksOf({ stage: "picked", events: listEvents(3, "placed", "paid", "picked") }),
  ],
  [
    "refunded-not-cancelled",
    "payment P-1 gave 1 cents back, and order A-1 stands",
    buildBooks({ payments: [buildPayment({ refundedCents: 1 })] }),
  ],
  [
    "not-told",
    "order A-1 was cancelled, and its customer was not told",
    buildBooksOf({ ...cancelled, messagesAtMs: [103_999] }, { state: "cancelled" }),
  ],
  [
    "stray-rows",
    "the books have lines of order A-9 (2 rows), and not the order",
    buildBooks({ strayRows: [{ orderNumber: "A-9", of: "lines", count: 2 }] }),
  ],
];

describe("invariants about orders", () => {
  for (const [what, books] of clean)
    it(`say nothing of ${what}`, () => {
      assert.deepEqual(listBroken(books), []);
    });

  for (const [name, says, books] of broken)
    it(`${name} says: ${says}`, () => {
      const found = listBroken(books);
      assert.ok(found.includes(`${name}: ${says}`), found.join("\n"));
    });

  it("a second payment of an order may be given back, and the order stands", () => {
    const second = buildPayment({ paymentId: "P-2", refundedCents: 5200 });
    assert.deepEqual(listBroken(buildBooks({ payments: [buildPayment(), second] })), []);
  });

  it("every breach is listed, in order of the books", () => {
    const orders = ["A-1", "A-2", "A-3"].map((orderNumber) => buildDetailed({ lines: [] }, { orderNumber }));
    const [totals] = invariants;
    assert.deepEqual(
      totals
        ?.list({ orders: [...orders, buildOrder()], payments: [] }, buildTerms())
        .map((breach) => breach.orderNumber),
      ["A-1", "A-2", "A-3"],
    );
  });
});
