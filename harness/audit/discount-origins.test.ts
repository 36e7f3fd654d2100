import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BookPromotionTerms, BugPeriod } from "./book-terms.ts";
import type { BasketEntry, OrderDetails } from "./books.ts";
import type { BugStage } from "./bug-windows.ts";
import {
  buildCode,
  buildDetails,
  buildEntry,
  buildLine,
  buildPromotionTerms,
  voucher,
} from "./detailed-books.fixture.ts";
import { findDiscountOrigin } from "./discount-origins.ts";
import { buildOrder } from "./history.fixture.ts";

/** The order is placed at second 100, its last change in the cart is of second 91. */
function find(details: Partial<OrderDetails>, terms: Partial<BookPromotionTerms> = {}): string {
  return findDiscountOrigin({ ...buildOrder(), details: buildDetails(details) }, buildPromotionTerms(terms));
}

function isIn(stage: BugStage, fromMs = 0, untilMs = 1_000_000): { bugPeriods: BugPeriod[] } {
  return { bugPeriods: [{ stage, fromMs, untilMs }] };
}

const toy = buildLine({ article: "toys-01", category: "toys" });
const ownBrand = buildLine({ article: "own-brand-01", category: "own-brand" });
const removal = buildEntry({ sequence: 4, kind: "removed", on: "review", quantity: 0, atMs: 95_000 });
const toyAdded = buildEntry({ sequence: 2, subject: "toys-01", category: "toys" });
/** The trick: an offer and a toy, the code, and the offer taken out in the review. */
const trick = { lines: [toy], basket: [buildEntry(), toyAdded, buildCode({ sequence: 3 }), removal] };
const banner = { lines: [ownBrand], basket: [buildEntry({ subject: "own-brand-01", category: "own-brand" })] };

describe("a discount is rightful", () => {
  it("when its code was typed and the basket is eligible, whatever bug is in", () => {
    assert.equal(find({}), "rightful");
    assert.equal(find({}, isIn("everyone")), "rightful");
  });

  it("when its code was refused at first, and earned by a later article", () => {
    const basket = [buildCode({ sequence: 1, kind: "voucher-refused" }), buildEntry({ sequence: 2 })];
    assert.equal(find({ basket }), "rightful");
  });

  it("when so much was done to the basket that the shop let the first entries go", () => {
    const basket = Array.from({ length: 50 }, (_, index) => buildEntry({ sequence: index + 1 }));
    assert.equal(find({ basket }), "rightful");
    assert.equal(find({ basket: basket.slice(1) }), "unexplained");
  });
});

describe("a discount is unexplained without a bug", () => {
  const cases: readonly (readonly [
    what: string,
    details: Partial<OrderDetails>,
    terms?: Partial<BookPromotionTerms>,
  ])[] = [
    ["nobody typed a code", { basket: [buildEntry()] }],
    [
      "the code was removed again",
      { basket: [buildEntry(), buildCode(), buildCode({ sequence: 3, kind: "voucher-removed" })] },
    ],
    [
      "another code was typed last",
      { basket: [buildEntry(), buildCode(), buildCode({ sequence: 3, subject: "OTHER" })] },
    ],
    ["no article earns it", { lines: [toy] }],
    ["the basket is too small", {}, { vouchers: [{ ...voucher, minimumBasketCents: 6201 }] }],
    ["the shop has no such voucher", { voucherCode: "DEAL99" }],
    ["the trick was played", trick],
    ["the banner shows its article", banner],
  ];
  for (const [what, details, terms] of cases)
    it(`when ${what}`, () => {
      assert.equal(find(details, terms), "unexplained");
    });
});

describe("the drilled bug explains a discount", () => {
  it("by the trick, in either stage", () => {
    assert.equal(find(trick, isIn("kept")), "trick");
    assert.equal(find(trick, isIn("everyone")), "trick");
  });

  it("by the banner without a code, in the second stage alone", () => {
    assert.equal(find(banner, isIn("everyone")), "banner");
    assert.equal(find(banner, isIn("kept")), "unexplained");
    const removed = { ...removal, subject: "own-brand-01", category: "own-brand" };
    assert.equal(find({ lines: [toy], basket: [...banner.basket, toyAdded, removed] }, isIn("everyone")), "banner");
  });

  it("only while it was in when the order's price was decided: at most three seconds, and one of error, before it was placed", () => {
    assert.equal(find(trick, isIn("kept", 101_000)), "trick");
    assert.equal(find(trick, isIn("kept", 101_001)), "unexplained");
    assert.equal(find(trick, isIn("kept", 0, 96_000)), "trick");
    assert.equal(find(trick, isIn("kept", 0, 95_999)), "unexplained");
  });

  it("with less error where the record tells the drill's start", () => {
    const findAt = (fromMs: number, untilMs?: number) =>
      find(trick, { ...isIn("kept", fromMs, untilMs), startErrorMs: 50 });
    assert.equal(findAt(100_050), "trick");
    assert.equal(findAt(100_051), "unexplained");
    assert.equal(findAt(0, 96_950), "trick");
    assert.equal(findAt(0, 96_949), "unexplained");
  });

  it("by a banner that was up since the basket changed last, if any stage was in when the order was placed", () => {
    const both: BugPeriod[] = [{ stage: "kept", fromMs: 0, untilMs: 200_000 }];
    const until = (untilMs: number) => ({ bugPeriods: [...both, { stage: "everyone" as const, fromMs: 0, untilMs }] });
    assert.equal(find(banner, until(89_000)), "banner");
    assert.equal(find(banner, until(88_999)), "unexplained");
    assert.equal(find(banner, isIn("everyone", 0, 89_000)), "unexplained");
  });

  it("by no other way: without a code typed, without the article ever in the cart, or removed on the cart page", () => {
    const keptIn = isIn("kept");
    const without = (gone: BasketEntry) => ({ ...trick, basket: trick.basket.filter((entry) => entry !== gone) });
    assert.equal(find(without(trick.basket[2] as BasketEntry), keptIn), "unexplained");
    assert.equal(find(without(removal), keptIn), "unexplained");
    assert.equal(
      find({ ...trick, basket: [...trick.basket.slice(0, 3), { ...removal, on: "cart" }] }, keptIn),
      "unexplained",
    );
  });

  it("may be its doing where nobody knows when it was in", () => {
    assert.equal(find(trick, { bugPeriods: null }), "unknown");
    assert.equal(find(banner, { bugPeriods: null }), "unknown");
    assert.equal(find({ lines: [toy] }, { bugPeriods: null }), "unexplained");
  });
});
