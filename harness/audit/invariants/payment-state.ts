import type { BookPayment, PaymentState } from "../books.ts";
import type { Invariant } from "../invariant.ts";

interface Amounts {
  readonly authorizedCents: number;
  readonly capturedCents: number;
  readonly refundedCents: number;
}

/** What each state says of the amounts; a payment that gave a part back is still captured. */
const fits: Readonly<Record<PaymentState, (amounts: Amounts) => boolean>> = {
  authorized: ({ capturedCents, refundedCents }) => capturedCents === 0 && refundedCents === 0,
  captured: ({ capturedCents, refundedCents }) => capturedCents > 0 && refundedCents < capturedCents,
  voided: ({ capturedCents, refundedCents }) => capturedCents === 0 && refundedCents === 0,
  refunded: ({ capturedCents, refundedCents }) => capturedCents > 0 && refundedCents === capturedCents,
  declined: ({ authorizedCents, capturedCents, refundedCents }) =>
    authorizedCents === 0 && capturedCents === 0 && refundedCents === 0,
};

/** One row of the provider against itself: every change writes state and amounts together. */
export const paymentState: Invariant = {
  name: "payment-state",
  says: "a payment's state says what its amounts say, and no more is given back than taken, or taken than asked for",
  list: ({ payments }) =>
    payments.flatMap((payment) => {
      const { orderNumber, paymentId } = payment;
      const problem = findProblem(payment);
      return problem === null ? [] : [{ orderNumber, says: `payment ${paymentId} of order ${orderNumber} ${problem}` }];
    }),
};

function findProblem(payment: BookPayment): string | null {
  const { state, capturedCents, refundedCents, authorizedCents = capturedCents } = payment;
  if (capturedCents < 0 || refundedCents < 0 || refundedCents > capturedCents || capturedCents > authorizedCents)
    return `took ${capturedCents} cents of ${authorizedCents}, and gave ${refundedCents} back`;
  if (state === undefined) return null;
  if (!isState(state)) return `is ${state}, which no payment is`;
  if (fits[state]({ authorizedCents, capturedCents, refundedCents })) return null;
  return `is ${state}, and it took ${capturedCents} cents of ${authorizedCents} and gave ${refundedCents} back`;
}

function isState(state: string): state is PaymentState {
  return Object.hasOwn(fits, state);
}
