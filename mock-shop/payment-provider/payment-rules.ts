export type PaymentState = "authorized" | "captured" | "voided" | "refunded" | "declined";

export interface Payment {
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly idempotencyKey: string;
  readonly state: PaymentState;
  readonly authorizedCents: number;
  readonly capturedCents: number;
  readonly refundedCents: number;
  readonly createdAtMs: number;
}

/** What a call does to a payment: a new state, nothing (it was done before), or a refusal that says why. */
export type Decision =
  | { readonly kind: "change"; readonly payment: Payment }
  | { readonly kind: "same" }
  | { readonly kind: "refused"; readonly says: string };

/** Captures once, at most what was authorized; the same call again changes nothing. */
export function decideCapture(payment: Payment, amountCents: number): Decision {
  if (payment.capturedCents > 0 && payment.capturedCents === amountCents) return { kind: "same" };
  if (payment.state !== "authorized") return refuse(`a ${payment.state} payment cannot be captured`);
  if (amountCents > payment.authorizedCents) {
    return refuse(`expected at most ${payment.authorizedCents} cents, got ${amountCents}`);
  }
  return { kind: "change", payment: { ...payment, state: "captured", capturedCents: amountCents } };
}

/** Releases what was authorized; once captured, money only goes back by a refund. */
export function decideVoid(payment: Payment): Decision {
  if (payment.state === "voided" || payment.state === "declined") return { kind: "same" };
  if (payment.state !== "authorized") return refuse(`a ${payment.state} payment cannot be voided`);
  return { kind: "change", payment: { ...payment, state: "voided" } };
}

/** `amountCents` is the sum refunded after the call, so that repeating a call refunds nothing twice. */
export function decideRefund(payment: Payment, amountCents: number): Decision {
  if (payment.refundedCents === amountCents) return { kind: "same" };
  if (amountCents > payment.capturedCents) {
    return refuse(`expected at most ${payment.capturedCents} cents, got ${amountCents}`);
  }
  if (amountCents < payment.refundedCents) return refuse(`${payment.refundedCents} cents are refunded already`);
  const state = amountCents === payment.capturedCents ? "refunded" : payment.state;
  return { kind: "change", payment: { ...payment, state, refundedCents: amountCents } };
}

function refuse(says: string): Decision {
  return { kind: "refused", says };
}
