import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { type AuditTerms, unknownTerms } from "./audit-terms.ts";
import { buildBooks, buildBooksOf, voucher } from "./detailed-books.fixture.ts";
import { listUnjudgedRules, settledRules, voucherRules } from "./unjudged-rules.ts";

const promotion = {
  ...{ vouchers: [voucher], isCapEnforced: true, guardBudgetCents: null, bug: [], off: [], phases: [], startMs: null },
};
const whole: AuditTerms = { isSettled: true, pace: 72, promotion };
const plain = buildBooksOf({ discountCents: 0, voucherCode: null });
const none = { missing: [], open: [] };

describe("the rules that could not be judged", () => {
  it("are none where the record tells everything, and none about vouchers where nobody has a discount", () => {
    assert.deepEqual(listUnjudgedRules(buildBooks(), whole, true), none);
    assert.deepEqual(listUnjudgedRules(plain, { isSettled: true, pace: 72 }, true), none);
  });

  it("are those that need vouchers, pace or a settled drill, where there is no record", () => {
    const missing = [...settledRules, "deferred-overdue", ...voucherRules];
    assert.deepEqual(listUnjudgedRules(plain, unknownTerms, false), { missing, open: [] });
  });

  it("are those about vouchers, where there are discounts and the record is silent about them", () => {
    const { missing } = listUnjudgedRules(buildBooks(), { isSettled: true, pace: 72 }, true);
    assert.deepEqual(missing, voucherRules);
  });

  it("are those of a settled drill, where it ended before", () => {
    const open = settledRules;
    assert.deepEqual(listUnjudgedRules(buildBooks(), { ...whole, isSettled: false }, true), { missing: [], open });
  });

  it("are rules of the guide", () => {
    const guide = readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8");
    for (const name of listUnjudgedRules(plain, unknownTerms, false).missing)
      assert.ok(guide.includes(`| \`${name}\` | `), name);
  });
});
