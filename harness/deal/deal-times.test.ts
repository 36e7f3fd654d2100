import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { viralDeal } from "../../scenarios/viral-deal/incident.ts";
import type { FaultResult } from "../record/drill-result.ts";
import { buildDealOrder, vouchers } from "./deal-books.fixture.ts";
import { findDeedMinute, findMendedMinute, listUses } from "./deal-times.ts";

const clock = buildIncidentClock([{ name: "all", fromMinute: 0, toMinute: 100 }], 60);
const mended = { name: "mend the voucher", atMinute: 140 };

function buildFault(restoredAtMinute: number | null): FaultResult {
  return {
    name: "discount-kept",
    kind: "voucher-kept",
    state: "restored",
    plannedFromMinute: 20,
    injectedAtMinute: 19,
    restoredAtMinute,
    requestsAffected: 1,
    restoreVerified: true,
  };
}

test("uses are in order of time on the incident clock, whatever the order of the books", () => {
  const orders = [
    buildDealOrder("B", "trick", "b@x", { placedAtMs: 62_000 }),
    buildDealOrder("A", "rightful", "a@x", { placedAtMs: 50_000 }),
    buildDealOrder("-", "rightful", "c@x", { placedAtMs: 55_000, discountCents: 0, voucherCode: null }),
  ];
  assert.deepEqual(listUses(orders, vouchers, clock, 40_000), [
    { minute: 10, cents: 1000, isUndeserved: false },
    { minute: 22, cents: 1000, isUndeserved: true },
  ]);
});

test("the voucher is mended when the last cause was seen gone; where none was put in, when that was asked for", () => {
  assert.equal(findMendedMinute(viralDeal, [mended], [buildFault(140.7), buildFault(140.9)]), 140.9);
  const neverIn = { ...buildFault(null), injectedAtMinute: null };
  assert.equal(findMendedMinute(viralDeal, [mended], [buildFault(140.7), neverIn]), 140.7);
  assert.equal(findMendedMinute(viralDeal, [mended], [neverIn]), 140);
  assert.equal(findMendedMinute(viralDeal, [], []), null);
});

test("a cause that was put in and never seen gone leaves the voucher unmended, whatever was asked for", () => {
  assert.equal(findMendedMinute(viralDeal, [mended], [buildFault(140.7), buildFault(null)]), null);
  assert.equal(findMendedMinute(viralDeal, [mended], [buildFault(null)]), null);
});

test("a deed is found by what it does; one that was not done has no minute", () => {
  assert.equal(findDeedMinute(viralDeal, [mended], "restore-faults"), 140);
  assert.equal(findDeedMinute(viralDeal, [mended], "pause-ordering"), null);
});
