import assert from "node:assert/strict";
import { test } from "node:test";
import { type CancelledOrder, composeCancellation } from "./cancellation.ts";

const order: CancelledOrder = {
  orderNumber: "T-AAAA-000001",
  state: "picked",
  paymentId: "pay_1",
  totalCents: 5_200,
  currency: "USD",
};

test("a cancellation names the order, the reason, and what becomes of the money", () => {
  assert.deepEqual(composeCancellation(order, "the discount was a mistake of ours"), {
    subject: "Your order T-AAAA-000001 was cancelled",
    body: "We had to cancel your order T-AAAA-000001: the discount was a mistake of ours. We are giving back the $52.00 that you paid.",
  });
});

test("nobody is promised money that was not taken", () => {
  const describe = (changes: Partial<CancelledOrder>) => composeCancellation({ ...order, ...changes }, "x").body;
  assert.match(describe({ state: "placed" }), /You are not charged/);
  assert.match(describe({ paymentId: null, totalCents: 0 }), /nothing to give back/);
  assert.doesNotMatch(describe({ state: "placed" }), /giving back/);
});

test("only a parcel that is on its way is mentioned", () => {
  assert.match(composeCancellation({ ...order, state: "shipped" }, "x").body, /please keep it\.$/);
  assert.doesNotMatch(composeCancellation({ ...order, state: "packed" }, "x").body, /parcel/);
});
