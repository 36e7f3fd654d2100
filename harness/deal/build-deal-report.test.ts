import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { viralDeal } from "../../scenarios/viral-deal/incident.ts";
import type { Books } from "../audit/books.ts";
import { valueCustomers } from "../audit/customer-value.ts";
import { buildFailure } from "../audit/history.fixture.ts";
import type { CancellationRecord } from "../record/deal-report.ts";
import { buildDealReport, type DealReportParts } from "./build-deal-report.ts";
import { buildDealOrder, buildOwner, vouchers } from "./deal-books.fixture.ts";

const clock = buildIncidentClock(viralDeal.phases, 72);
const t0Ms = 1_700_000_000_000;
const at = (minute: number) => t0Ms + clock.wallMsAt(minute);

const orders = [
  buildDealOrder("T1", "trick", "r1@x", { placedAtMs: at(40) }),
  buildDealOrder("T2", "trick", "r2@x", {
    placedAtMs: at(95),
    events: [{ sequence: 9, kind: "shipped", atMs: at(902), detail: null }],
  }),
  buildDealOrder("W", "banner", "lucky@x", { placedAtMs: at(100) }),
  buildDealOrder("C", "rightful", "code@x", { placedAtMs: at(30) }),
];
const refused = {
  ...buildOwner("buyers"),
  counterfactualMinute: 120,
  attempts: [buildFailure({ outcome: "paused", startedMinute: 120, endedMinute: 120 })],
};
const history = [buildOwner("deal-readers", "T1", "T2"), buildOwner("buyers", "W", "C"), refused];
const books: Books = { orders, payments: [] };
const does = (deed: string, atMinute: number) => ({
  name: viralDeal.actions.find((action) => action.does === deed)?.name ?? assert.fail(`no ${deed}`),
  atMinute,
});

const parts: DealReportParts = {
  incident: viralDeal,
  plan: { seed: 1, pace: 72, share: 1 },
  history,
  valued: valueCustomers(history, books),
  books,
  actions: [
    does("pause-ordering", 105),
    does("restore-faults", 140),
    does("resume-ordering", 165),
    does("cancel-orders", 903.5),
  ],
  faults: [],
  recorded: { t0Ms, promotion: { vouchers } },
};

test("the report of a deal tells who was affected, what filters find, and what the plug cost", () => {
  const report = buildDealReport(parts) ?? assert.fail("no report");
  const { discounted, affected, windfalls, asOfMinute, chosenFilter, cancellation, plug } = report;
  assert.deepEqual(discounted, { orders: 4, cents: { rehearsed: 4000, full: 288_000 } });
  assert.deepEqual(affected, { orders: 2, cents: { rehearsed: 2000, full: 144_000 } });
  assert.deepEqual(windfalls, { orders: 1, cents: { rehearsed: 1000, full: 72_000 } });
  assert.deepEqual([asOfMinute, chosenFilter, cancellation], [903.5, "eligibility-and-behaviour", null]);
  const chosen = report.filters[2];
  assert.deepEqual(
    [chosen?.selected, chosen?.savedCents.full.value, chosen?.sunkCents.full.value],
    [2, 72_000, 72_000],
  );
  assert.deepEqual(plug?.refused, { customers: 1, valueCents: { rehearsed: 5200, full: 374_400 } });
  assert.deepEqual([plug?.damageBefore.orders, plug?.curve[0]?.minute, plug?.curve.at(-1)?.minute], [3, 40, 140]);
  assert.equal(plug?.killSwitch?.actsAtMinute, null);
});

test("scores are of the moment at which the orders were cancelled", () => {
  const cancellation: CancellationRecord = {
    filter: "eligibility-and-behaviour",
    lookedAt: 4,
    selected: 2,
    cancelled: 2,
    tooLate: 0,
    startedMinute: 901,
    tookMinutes: 0.5,
  };
  const report = buildDealReport({ ...parts, recorded: { ...parts.recorded, cancellation } });
  assert.deepEqual([report?.asOfMinute, report?.cancellation], [901, cancellation]);
  assert.equal(report?.filters[2]?.savedCents.full.value, 144_000);
});

test("orders that were placed after the cancelling are in no sum either", () => {
  const late = buildDealOrder("L", "trick", "r3@x", { placedAtMs: at(905) });
  const all = {
    ...parts,
    books: { ...books, orders: [...orders, late] },
    history: [...history, buildOwner("deal-readers", "L")],
  };
  const report = buildDealReport(all);
  assert.deepEqual([report?.discounted.orders, report?.affected.orders, report?.windfalls.orders], [4, 2, 1]);
});

test("the start of the drill and the voucher's terms are made out where the record does not tell them", () => {
  const told = history.map((one) => ({
    ...one,
    attempts: one.attempts.map((attempt) => {
      const order = orders.find(({ orderNumber }) => orderNumber === attempt.orderNumber);
      const endedMinute = order === undefined ? 120 : clock.minuteAt((order.details?.placedAtMs ?? 0) - t0Ms);
      return { ...attempt, endedMinute };
    }),
  }));
  const valued = valueCustomers(told, books);
  const guessed = buildDealReport({ ...parts, history: told, valued, recorded: {} });
  assert.deepEqual(guessed, buildDealReport({ ...parts, history: told, valued }));
});

test("where ordering was never paused there is no plug to judge", () => {
  const report = buildDealReport({ ...parts, actions: parts.actions.slice(3) });
  assert.deepEqual([report?.plug, report?.affected.orders], [null, 2]);
});

test("without a deal, or without books, there is no report", () => {
  const { deal: _, ...withoutDeal } = viralDeal;
  assert.equal(buildDealReport({ ...parts, incident: withoutDeal }), null);
  assert.equal(buildDealReport({ ...parts, books: null }), null);
  assert.equal(buildDealReport({ ...parts, history: [], valued: [], recorded: {} }), null);
});
