import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  drawStepMinutes,
  type FulfilmentTerms,
  followEvent,
  meanStepMinutes,
  nextStates,
  type OrderEvent,
  type OrderState,
  type OrderView,
} from "./fulfilment.ts";

const states = Object.keys(nextStates) as OrderState[];
const terms: FulfilmentTerms = { orderNumber: "T-AAAA-000001", seed: 1, wallMsPerMinute: 1_000, hasParcel: true };
const digital = { ...terms, hasParcel: false };

function follow(kinds: readonly string[], under: FulfilmentTerms = terms): OrderView | undefined {
  let view: OrderView | undefined;
  for (const [index, kind] of kinds.entries()) {
    const detail = kind === "placed" ? "pay_1" : kind === "packed" ? "P-1" : null;
    view = followEvent(view, { kind, atMs: index * 1_000, detail }, under);
    if (!view) return undefined;
  }
  return view;
}

test("a parcel goes from placed to delivered, with a number from packing on and a next step until it arrived", () => {
  const way = ["placed", "paid", "picked", "packed", "shipped", "delivered"];
  const seen = way.map((_state, index) => follow(way.slice(0, index + 1)));
  assert.deepEqual(
    seen.map((view) => view?.state),
    way,
  );
  assert.deepEqual(
    seen.map((view) => view?.parcelNumber),
    [null, null, null, "P-1", "P-1", "P-1"],
  );
  assert.deepEqual(
    seen.map((view) => view?.nextStepAtMs !== null),
    [false, true, true, true, true, false],
  );
});

test("digital goods alone are delivered after paying, and a parcel is not delivered before it is packed", () => {
  assert.equal(follow(["placed", "paid", "delivered"], digital)?.state, "delivered");
  assert.equal(follow(["placed", "paid"], digital)?.nextStepAtMs, null);
  assert.equal(follow(["placed", "paid", "picked"], digital), undefined);
  assert.equal(follow(["placed", "paid", "delivered"]), undefined);
});

test("an order can be cancelled until it is delivered, and its money goes back once", () => {
  for (const way of [["placed"], ["placed", "paid"], ["placed", "paid", "picked", "packed", "shipped"]]) {
    const cancelled = follow([...way, "cancelled"]);
    assert.deepEqual([cancelled?.state, cancelled?.isRefundDue, cancelled?.nextStepAtMs], ["cancelled", true, null]);
    const refunded = follow([...way, "cancelled", "refunded"]);
    assert.deepEqual([refunded?.state, refunded?.isRefundDue], ["refunded", false]);
    assert.equal(follow([...way, "cancelled", "refunded", "refunded"]), undefined);
    assert.equal(follow([...way, "cancelled", "voided"])?.state, "cancelled");
    assert.equal(follow([...way, "cancelled", "voided", "refunded"]), undefined);
    assert.equal(follow([...way, "cancelled", "paid"]), undefined);
  }
  assert.equal(follow(["placed", "paid", "picked", "packed", "shipped", "delivered", "cancelled"]), undefined);
});

test("nothing is owed for an order that cost nothing", () => {
  const placed = followEvent(undefined, { kind: "placed", atMs: 0, detail: null }, terms);
  const cancelled = followEvent(placed, { kind: "cancelled", atMs: 1, detail: null }, terms);
  assert.deepEqual([cancelled?.state, cancelled?.isRefundDue], ["cancelled", false]);
  assert.equal(followEvent(cancelled, { kind: "refunded", atMs: 2, detail: null }, terms), undefined);
});

test("events that only tell change nothing, and nothing happens to an order before it is placed", () => {
  const view = follow(["placed", "paid"]);
  assert.equal(followEvent(view, { kind: "capture-refused", atMs: 5, detail: null }, terms), view);
  assert.equal(followEvent(undefined, { kind: "basket-added", atMs: 0, detail: null }, terms), undefined);
  assert.equal(followEvent(undefined, { kind: "paid", atMs: 0, detail: null }, terms), undefined);
});

test("whatever is tried in whatever order, no forbidden state is reached", () => {
  const kind = fc.constantFrom(...states, "voided", "digital-delivered", "nonsense", "__proto__");
  fc.assert(
    fc.property(fc.array(kind, { maxLength: 60 }), fc.boolean(), (kinds, hasParcel) => {
      const taken: string[] = [];
      let view: OrderView | undefined;
      for (const [atMs, tried] of kinds.entries()) {
        const event: OrderEvent = { kind: tried, atMs, detail: tried === "placed" ? "pay_1" : "P-1" };
        const after = followEvent(view, event, { ...terms, hasParcel });
        if (!after) continue;
        if (view && after.state !== view.state) taken.push(`${view.state}>${after.state}`);
        view = after;
        checkView(view, taken, hasParcel);
      }
    }),
    { numRuns: 500 },
  );
});

function checkView(view: OrderView, taken: readonly string[], hasParcel: boolean): void {
  const went = (to: OrderState) => taken.some((step) => step.endsWith(`>${to}`));
  assert.equal(new Set(taken).size, taken.length, "no state is left twice");
  assert.ok(!taken.some((step) => step.startsWith("delivered>") || step.startsWith("refunded>")));
  if (view.isRefundDue) assert.equal(view.state, "cancelled");
  if (view.state === "refunded") assert.ok(went("cancelled"));
  if (view.state === "delivered") assert.ok(went("paid") && went("shipped") === hasParcel);
  if (!hasParcel) assert.ok(!went("picked") && view.parcelNumber === null && view.nextStepAtMs === null);
  if (view.nextStepAtMs !== null) assert.ok(["paid", "picked", "packed", "shipped"].includes(view.state));
  assert.equal(view.parcelNumber !== null, went("packed"));
}

test("a step takes its mean time over many orders, and always the same for one", () => {
  for (const step of ["picked", "packed", "shipped", "delivered"] as const) {
    const minutes = Array.from({ length: 4_000 }, (_, index) => drawStepMinutes(step, 3, `T-AAAA-${index}`));
    const mean = minutes.reduce((sum, each) => sum + each, 0) / minutes.length;
    assert.ok(Math.abs(mean / meanStepMinutes[step] - 1) < 0.03, `${step}: ${mean}`);
    assert.equal(drawStepMinutes(step, 3, "T-AAAA-7"), minutes[7]);
    assert.ok(Math.min(...minutes) > 0);
  }
});

test("the next step falls due after its minutes on the incident clock", () => {
  const view = follow(["placed", "paid"]);
  assert.equal(view?.nextStepAtMs, Math.ceil(1_000 + drawStepMinutes("picked", 1, "T-AAAA-000001") * 1_000));
});
