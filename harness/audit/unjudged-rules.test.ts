import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { BookTerms } from "./book-terms.ts";
import { buildBooks, buildBooksOf, buildPromotionTerms } from "./detailed-books.fixture.ts";
import { listUnjudgedRules, settledRules, voucherRules } from "./unjudged-rules.ts";

const untold: BookTerms = { isSettled: true, pace: 72, currency: "EUR", promotion: null };
const whole: BookTerms = { ...untold, promotion: buildPromotionTerms() };
const unknown: BookTerms = { isSettled: false, pace: null, promotion: null };
const plain = buildBooksOf({ discountCents: 0, voucherCode: null });
const none = { missing: [], open: [] };

describe("the rules that could not be judged", () => {
  it("are none where the record tells everything, and none about vouchers where nobody has a discount", () => {
    assert.deepEqual(listUnjudgedRules(buildBooks(), whole, true), none);
    assert.deepEqual(listUnjudgedRules(plain, untold, true), none);
  });

  it("are those that need vouchers, pace, currency or a settled drill, where there is no record", () => {
    const missing = [...settledRules, "deferred-overdue", "currency", ...voucherRules];
    assert.deepEqual(listUnjudgedRules(plain, unknown, false), { missing, open: [] });
  });

  it("are those about vouchers, where there are discounts and the record is silent about them", () => {
    const { missing } = listUnjudgedRules(buildBooks(), untold, true);
    assert.deepEqual(missing, voucherRules);
  });

  it("are those about a time of which nothing tells when it was in the books, where somebody has a discount", () => {
    const isOffUnknown = { ...whole, promotion: buildPromotionTerms({ offPeriods: null }) };
    assert.deepEqual(listUnjudgedRules(buildBooks(), isOffUnknown, true).missing, ["discount-while-off"]);
    assert.deepEqual(listUnjudgedRules(plain, isOffUnknown, true), none);
    const isBugUnknown = { ...whole, promotion: buildPromotionTerms({ bugPeriods: null }) };
    assert.deepEqual(listUnjudgedRules(buildBooksOf({ basket: [] }), isBugUnknown, true).missing, ["wrong-discount"]);
    assert.deepEqual(listUnjudgedRules(buildBooks(), isBugUnknown, true), none);
  });

  it("are those of a settled drill, where it ended before", () => {
    const open = settledRules;
    assert.deepEqual(listUnjudgedRules(buildBooks(), { ...whole, isSettled: false }, true), { missing: [], open });
  });

  it("are rules of the guide", () => {
    const guide = readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8");
    for (const name of listUnjudgedRules(plain, unknown, false).missing)
      assert.ok(guide.includes(`| \`${name}\` | `), name);
  });
});
