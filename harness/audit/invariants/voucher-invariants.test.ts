import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BookPromotionTerms, BookTerms } from "../book-terms.ts";
import type { Books } from "../books.ts";
import {
  buildBooks,
  buildBooksOf,
  buildDetailed,
  buildTerms,
  buildUse,
  listEvents,
  voucher,
} from "../detailed-books.fixture.ts";
import { buildDeferral, buildPayment } from "../history.fixture.ts";
import { invariants } from "./catalogue.ts";
import { promotionBudget } from "./promotion-budget.ts";

function listBroken(books: Books, terms: BookTerms = buildTerms()): string[] {
  return invariants.flatMap(({ name, list }) => {
    const [first] = list(books, terms);
    return first === undefined ? [] : [`${name}: ${first.says}`];
  });
}

const second = buildUse({ orderNumber: "A-2", atMs: 101_000 });
const twice = buildBooks({
  orders: [buildDetailed(), buildDetailed({ parcelNumber: null, paymentId: null }, { orderNumber: "A-2" })],
  voucherUses: [buildUse(), second],
});
const plain = { discountCents: 0, voucherCode: null };

const broken: readonly (readonly [expected: string, books: Books, terms?: Partial<BookPromotionTerms>])[] = [
  ["voucher-use: order A-1 has 1000 cents off, and no use of DEAL10", buildBooks({ voucherUses: [] })],
  ["voucher-use: order A-1 has 1000 cents off and no voucher", buildBooksOf({ voucherCode: null })],
  ["voucher-use: order A-1 has 0 cents off and the voucher DEAL10", buildBooksOf({ discountCents: 0 })],
  ["voucher-use: order A-1: its voucher is null, and its use is of DEAL10", buildBooksOf(plain)],
  [
    "voucher-use: order A-1: 1000 cents are off, and its use is of 999 cents",
    buildBooks({ voucherUses: [buildUse({ discountCents: 999 })] }),
  ],
  [
    "voucher-use: order A-1: its account is a@example.com, and its use is of b@example.com",
    buildBooks({ voucherUses: [buildUse({ account: "b@example.com" })] }),
  ],
  [
    "voucher-use: order A-1: it is paid, and its use is cancelled",
    buildBooks({ voucherUses: [buildUse({ state: "cancelled" })] }),
  ],
  [
    "voucher-value: order A-1 has 999 cents off, and DEAL10 is worth 1000 cents to it",
    buildBooksOf({ discountCents: 999 }),
  ],
  [
    "voucher-value: order A-1 has a discount by DEAL99, which is no voucher of this shop",
    buildBooksOf({ voucherCode: "DEAL99" }),
  ],
  [
    "wrong-discount: order A-1 has 1000 cents off by DEAL10, which neither its basket nor a drilled bug explains",
    buildBooksOf({ basket: [] }),
  ],
  [
    "discount-while-off: order A-1 has 1000 cents off by DEAL10, and vouchers were switched off when it was placed",
    buildBooks(),
    { offPeriods: [{ fromMs: 90_000, untilMs: Number.POSITIVE_INFINITY }] },
  ],
  ["voucher-cap: order A-2 is use number 2 of DEAL10 by a@example.com, and the cap is 1", twice],
  [
    "promotion-spent: DEAL10 has spent 999 cents, and its uses come to 1000",
    buildBooks({ promotions: [{ code: "DEAL10", spentCents: 999 }] }),
  ],
  ["promotion-spent: DEAL10 has spent 0 cents, and its uses come to 1000", buildBooks({ promotions: [] })],
  [
    "promotion-budget: with order A-2 2000 cents of discount are out, and the budget is 1999",
    twice,
    { vouchers: [{ ...voucher, promotionBudgetCents: 1999 }] },
  ],
  [
    "promotion-budget: with order A-2 2000 cents of discount are out, and the budget is 1500",
    twice,
    { guardBudgetCents: 1500 },
  ],
];

describe("invariants about vouchers", () => {
  for (const [expected, books, terms] of broken)
    it(`say ${expected}`, () => {
      const found = listBroken(books, buildTerms(terms));
      assert.ok(found.includes(expected), found.join("\n"));
    });

  const listNames = (books: Books, terms: BookTerms) => listBroken(books, terms).map((found) => found.split(":")[0]);

  it("a discount is let through whose price may have been decided before vouchers were off, or after; and where nobody knows when", () => {
    const isBroken = (changes: Partial<BookPromotionTerms>) =>
      listNames(buildBooks(), buildTerms(changes)).includes("discount-while-off");
    const off = (fromMs: number, untilMs: number) => isBroken({ offPeriods: [{ fromMs, untilMs }], startErrorMs: 50 });
    assert.equal(off(96_949, 200_000), true);
    assert.equal(off(96_950, 200_000), false);
    assert.equal(off(0, 100_051), true);
    assert.equal(off(0, 100_050), false);
    assert.equal(isBroken({ offPeriods: null }), false);
  });

  it("a cap that nothing enforces, and a budget that is not exceeded, are not broken", () => {
    const terms = buildTerms({ isCapEnforced: false, guardBudgetCents: 2000 });
    const names = listNames({ ...twice, promotions: [{ code: "DEAL10", spentCents: 2000 }] }, terms);
    assert.deepEqual(
      names.filter((name) => /^(voucher|promotion)-/.test(name ?? "")),
      [],
    );
  });

  it("a use counts against its account's cap also after its order was cancelled, and no more against the budget", () => {
    const back = {
      stage: "cancelled",
      events: [{ sequence: 3, kind: "cancelled", atMs: 100_500, detail: null }],
    } as const;
    const books = { ...twice, orders: [buildDetailed(back, { state: "cancelled" }), ...twice.orders.slice(1)] };
    const uses = { voucherUses: [buildUse({ state: "cancelled" }), second] };
    const names = listNames({ ...books, ...uses }, buildTerms({ guardBudgetCents: 1000 }));
    assert.ok(names.includes("voucher-cap"));
    assert.ok(!names.includes("promotion-budget"));
    assert.ok(!names.includes("promotion-spent"));
  });

  it("every discount beyond the budget is listed, and none that came when enough was given back", () => {
    const at = (second: number) => ({ orderNumber: `A-${second}` });
    const shipped = listEvents(3, "placed", "paid", "picked", "packed", "shipped");
    const cancelled = { sequence: 8, kind: "cancelled", atMs: 103_500, detail: null };
    // A shipped order gives its discount back, too: the shop's promotion has spent nothing on an order that is cancelled.
    const isBack = (second: number) => second < 104;
    const seconds = [101, 102, 103, 104, 105];
    const orders = seconds.map((second) =>
      isBack(second)
        ? buildDetailed({ stage: "cancelled", events: [...shipped, cancelled] }, { ...at(second), state: "cancelled" })
        : buildDetailed({}, at(second)),
    );
    const uses = seconds.map((second) =>
      buildUse({ orderNumber: `A-${second}`, atMs: second * 1000, state: isBack(second) ? "cancelled" : "used" }),
    );
    const terms = buildTerms({ vouchers: [{ ...voucher, promotionBudgetCents: 1500 }] });
    assert.deepEqual(
      promotionBudget.list(buildBooks({ orders, voucherUses: uses }), terms),
      [
        ["A-102", 2000],
        ["A-103", 3000],
        ["A-105", 2000],
      ].map(([orderNumber, cents]) => ({
        orderNumber,
        says: `with order ${orderNumber} ${cents} cents of discount are out, and the budget is 1500`,
      })),
    );
  });

  it("an order that waited in vain gave its use back", () => {
    const deferral = buildDeferral({ cancelledAtMs: 102_000, lastToldMs: 102_000 });
    const events = [{ sequence: 3, kind: "deferred", atMs: 100_000, detail: null }];
    const books = buildBooksOf(
      { events: [...events, { sequence: 4, kind: "cancelled", atMs: 102_000, detail: null }], stage: "cancelled" },
      { state: "cancelled", deferral },
    );
    const found = listNames({ ...books, voucherUses: [], promotions: [] }, buildTerms());
    assert.ok(!found.includes("voucher-use"), found.join());
  });

  it("a basket that costs less than the voucher has nothing to pay", () => {
    const lines = [
      { article: "offers-01", category: "offers", kind: "physical", quantity: 1, unitCents: 700 } as const,
    ];
    const books = buildBooksOf({ lines, discountCents: 700 }, { totalCents: 0 });
    assert.deepEqual(
      listNames(
        {
          ...books,
          payments: [buildPayment({ capturedCents: 0 })],
          voucherUses: [buildUse({ discountCents: 700 })],
          promotions: [{ code: "DEAL10", spentCents: 700 }],
        },
        buildTerms(),
      ),
      [],
    );
  });

  it("of books whose vouchers nobody knows, only what must add up is held against them", () => {
    const unknown: BookTerms = { isSettled: true, pace: null, promotion: null };
    assert.deepEqual(listBroken(buildBooksOf({ basket: [] }), unknown), [
      "whole-history: order A-1: entry 1 of its history is number 3",
    ]);
    assert.ok(listNames(buildBooks({ voucherUses: [] }), unknown).includes("voucher-use"));
  });
});
