import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { followEvent, type OrderView } from "../../mock-shop/rules/fulfilment.ts";
import { followEvents, isGone } from "./order-way.ts";

const kinds = [
  "deferred",
  "placed",
  "paid",
  "picked",
  "packed",
  "shipped",
  "delivered",
  "cancelled",
  "refunded",
  "voided",
];

/** The shop's own view after these events; null where it would have refused one of them. */
function askShop(events: readonly { kind: string; atMs: number; detail: string | null }[], hasParcel: boolean) {
  const terms = { orderNumber: "A-1", seed: 1, wallMsPerMinute: 1000, hasParcel };
  let view: OrderView | undefined;
  for (const event of events) {
    view = followEvent(view, event, terms);
    if (view === undefined) return null;
  }
  return view ?? null;
}

/** Events that could be an order's: mostly the next one that its stage allows, so that long ways are walked too. */
const someEvents = fc.array(
  fc.record({ step: fc.nat(), isPaid: fc.boolean(), luck: fc.integer({ min: 0, max: 15 }) }),
  {
    maxLength: 12,
  },
);
const likely: Readonly<Record<string, readonly string[]>> = {
  "": ["placed", "deferred"],
  deferred: ["placed", "cancelled"],
  placed: ["paid", "cancelled"],
  paid: ["picked", "delivered", "cancelled"],
  picked: ["packed", "cancelled"],
  packed: ["shipped", "cancelled"],
  shipped: ["delivered", "cancelled"],
  cancelled: ["refunded", "voided"],
};

describe("the way of an order", () => {
  it("is one that the shop allows exactly when the audit does, with the same end", () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(someEvents, fc.boolean(), (steps, hasParcel) => {
        let last = "";
        const events = steps.map(({ step, isPaid, luck }, index) => {
          const choice = (luck > 0 ? likely[last] : undefined) ?? kinds;
          last = choice[step % choice.length] as string;
          const detail = last === "packed" ? "PN-1" : last === "placed" && isPaid ? "P-1" : null;
          return { sequence: index + 1, kind: last, atMs: index, detail };
        });
        const way = followEvents(events, { hasParcel, hasDigital: false });
        const view = askShop(events, hasParcel);
        assert.equal(way.problem === null, view !== null, way.problem ?? "");
        if (view === null) return;
        ends.add(view.state);
        assert.deepEqual(
          [way.stage, way.paymentId, way.parcelNumber, way.isMoneyDue],
          [view.state, view.paymentId, view.parcelNumber, view.isRefundDue],
        );
      }),
      { numRuns: 3000, seed: 1 },
    );
    assert.equal(ends.size, 9, [...ends].join());
  });

  it("lets an order go when it is shipped or delivered, and not before", () => {
    const list = (...names: string[]) =>
      names.map((kind, index) => ({ sequence: index + 1, kind, atMs: 0, detail: null }));
    assert.equal(isGone(list("placed", "paid", "picked", "packed", "cancelled")), false);
    assert.equal(isGone(list("placed", "paid", "picked", "packed", "shipped", "cancelled")), true);
    assert.equal(isGone(list("placed", "paid", "delivered")), true);
  });
});
