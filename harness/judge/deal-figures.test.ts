import assert from "node:assert/strict";
import { test } from "node:test";
import { viralDeal } from "../../scenarios/viral-deal/incident.ts";
import { buildAuditTerms, unknownTerms } from "../audit/audit-terms.ts";
import { voucher } from "../audit/detailed-books.fixture.ts";
import { buildAttempt, buildCustomer } from "../audit/history.fixture.ts";
import { buildDealOrder } from "../deal/deal-books.fixture.ts";
import type { FaultResult } from "../record/drill-result.ts";
import { buildDealFigures } from "./deal-figures.ts";
import { buildRecorded, buildRecording } from "./recording.fixture.ts";
import type { Recording } from "./recording.ts";

const t0Ms = 5_000_000;
/** At pace 60 a wall second is a minute. */
const at = (minute: number) => t0Ms + minute * 1000;
const forum = { posts: 3, votes: 1, firstPostMinute: 26, heat: [] };
const promotion = { vouchers: [voucher], capCheck: "off", guardBudgetCents: null } as const;

const bug: FaultResult[] = (["voucher-kept", "voucher-everyone"] as const).map((kind, index) => ({
  name: kind,
  kind,
  state: "restored",
  plannedFromMinute: [20, 65][index] as number,
  injectedAtMinute: [19, 64][index] as number,
  restoredAtMinute: 145,
  requestsAffected: 1,
  restoreVerified: true,
}));

/** A trick of minute 50, packed at 80, and one of minute 70, packed at 113; the plug was pulled at 112.5 and never taken back. */
function build(
  recorded: Parameters<typeof buildRecorded>[0] = { t0Ms, forum, promotion },
  changes: Partial<Recording> = {},
) {
  const pack = (minute: number) => [{ sequence: 9, kind: "packed", atMs: at(minute), detail: "PN-1" }];
  const orders = [
    buildDealOrder("D-1", "trick", "a@x", { placedAtMs: at(50), events: pack(80) }),
    buildDealOrder("D-2", "trick", "b@x", { placedAtMs: at(70), events: pack(113) }),
  ];
  const shown = [50, 70].map((minute, index) =>
    buildAttempt({
      key: `key-D-${index + 1}`,
      orderNumber: `D-${index + 1}`,
      startedMinute: minute,
      endedMinute: minute,
    }),
  );
  const recording = buildRecording({
    incident: viralDeal,
    history: [buildCustomer({ population: "deal-readers", buys: false, cameMinute: 45, attempts: shown })],
    books: { orders, payments: [] },
    actions: [{ name: "pull the plug: no orders", atMinute: 112.5 }],
    phases: viralDeal.phases.map((phase) => ({ ...phase, wallSeconds: 1, distortion: 0, steps: {} })),
    faults: bug,
    recorded: buildRecorded(recorded),
    ...changes,
  });
  const terms = recording.recorded.promotion === undefined ? unknownTerms : buildAuditTerms({ ...recording, pace: 60 });
  return buildDealFigures(recording, terms, null);
}

test("a deal's figures place the books' orders on the incident clock, by the drill's own stages and pause", () => {
  const deal = build();
  assert.deepEqual([deal?.discounts?.undeservedOrders, deal?.discounts?.trickOrders], [2, 1]);
  assert.equal(deal?.discounts?.affectedParcelsAtPause, 1);
  assert.deepEqual([deal?.pausedAtMinute, deal?.resumedAtMinute, deal?.posts], [112.5, null, 3]);
});

test("where the record does not tell when the drill began, the orders that customers were shown do", () => {
  assert.deepEqual(build({ forum, promotion })?.discounts, build()?.discounts);
});

test("what cannot be known of a deal is null: discounts without terms, posts without the forum's books, a pause that was not", () => {
  assert.equal(build({ t0Ms, forum })?.discounts, null);
  assert.equal(build({ t0Ms, promotion })?.posts, null);
  const open = build(undefined, { actions: [] });
  assert.deepEqual([open?.ordersWhilePaused, open?.refusedWhilePaused], [null, null]);
  assert.equal(open?.discounts?.affectedParcelsAtPause, null);
  const unseen = build({ forum, promotion }, { history: [] });
  assert.deepEqual([unseen?.discounts, unseen?.pausedAtMinute, unseen?.ordersWhilePaused], [null, 112.5, null]);
});

test("there are no figures of a deal without the books", () => {
  assert.equal(build(undefined, { books: null }), null);
});
