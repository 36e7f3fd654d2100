import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Decision, decideCapture, decideRefund, decideVoid, type Payment } from "./payment-rules.ts";

const authorized: Payment = {
  orderNumber: "T-AAAA-000001",
  paymentId: "pay_1",
  idempotencyKey: "key",
  state: "authorized",
  authorizedCents: 1_000,
  capturedCents: 0,
  refundedCents: 0,
  createdAtMs: 0,
};

function after(payment: Payment, decision: Decision): Payment {
  return decision.kind === "change" ? decision.payment : payment;
}

test("a capture takes at most what was authorized, once", () => {
  assert.equal(decideCapture(authorized, 1_001).kind, "refused");
  const captured = after(authorized, decideCapture(authorized, 1_000));
  assert.deepEqual([captured.state, captured.capturedCents], ["captured", 1_000]);
  assert.equal(decideCapture(captured, 1_000).kind, "same");
  assert.equal(decideCapture(captured, 500).kind, "refused");
});

test("a voided payment is never captured, a captured one never voided", () => {
  const voided = after(authorized, decideVoid(authorized));
  assert.equal(decideCapture(voided, 1_000).kind, "refused");
  assert.equal(decideVoid(voided).kind, "same");
  assert.equal(decideVoid(after(authorized, decideCapture(authorized, 1_000))).kind, "refused");
});

test("a refund names the sum given back, so repeating it gives nothing twice", () => {
  const captured = after(authorized, decideCapture(authorized, 1_000));
  const partly = after(captured, decideRefund(captured, 400));
  assert.deepEqual([partly.state, partly.refundedCents], ["captured", 400]);
  assert.equal(decideRefund(partly, 400).kind, "same");
  assert.equal(decideRefund(partly, 300).kind, "refused");
  assert.equal(after(partly, decideRefund(partly, 1_000)).state, "refunded");
  assert.equal(decideRefund(partly, 1_001).kind, "refused");
});

test("whatever is called, refunded <= captured <= authorized", () => {
  const calls = fc.array(
    fc.record({ kind: fc.constantFrom("capture", "void", "refund"), cents: fc.integer({ min: 1, max: 1_500 }) }),
  );
  fc.assert(
    fc.property(calls, (wanted) => {
      let payment = authorized;
      for (const { kind, cents } of wanted) {
        if (kind === "capture") payment = after(payment, decideCapture(payment, cents));
        else if (kind === "void") payment = after(payment, decideVoid(payment));
        else payment = after(payment, decideRefund(payment, cents));
        assert.ok(payment.refundedCents <= payment.capturedCents);
        assert.ok(payment.capturedCents <= payment.authorizedCents);
      }
    }),
  );
});
