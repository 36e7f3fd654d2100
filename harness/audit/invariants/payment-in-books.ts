import type { BookOrder, BookPayment, OrderDetails } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/**
 * The two sides of a payment, in cents: what the provider took, gave back and let go of is what the order's own history
 * tells, and nothing happened at one of them alone. Only once the drill is settled: until then either may be ahead.
 */
export const paymentInBooks: Invariant = {
  name: "payment-in-books",
  says: "in a settled drill the provider took, gave back and let go of what an order's history says, to the cent",
  list: ({ orders, payments }, { isSettled }) => {
    if (!isSettled) return [];
    const byId = new Map(payments.map((payment) => [payment.paymentId, payment]));
    return orders.flatMap((order) => judge(order, byId));
  },
};

function judge({ orderNumber, totalCents, details }: BookOrder, byId: ReadonlyMap<string, BookPayment>): Breach[] {
  if (details === undefined || details.paymentId === null) return [];
  const payment = byId.get(details.paymentId);
  const problem = findProblem(details, totalCents, payment);
  return problem === null
    ? []
    : [{ orderNumber, says: `order ${orderNumber}, payment ${details.paymentId}: ${problem}` }];
}

function findProblem({ events }: OrderDetails, totalCents: number, payment: BookPayment | undefined): string | null {
  const has = (wanted: string) => events.some(({ kind }) => kind === wanted);
  const { capturedCents = 0, refundedCents = 0, reservedCents = 0 } = payment ?? {};
  // A capture that was on its way when the order was cancelled shows in the history by its refund alone.
  const takenCents = has("paid") || has("refunded") ? totalCents : 0;
  const givenCents = has("refunded") ? totalCents : 0;
  if (capturedCents !== takenCents)
    return `the provider captured ${capturedCents} cents, by the order's history ${takenCents}`;
  if (refundedCents !== givenCents)
    return `the provider gave ${refundedCents} cents back, by the order's history ${givenCents}`;
  const isLetGo = payment !== undefined && capturedCents === 0 && reservedCents === 0;
  if (has("cancelled") && isLetGo && !has("voided"))
    return "the provider let go of its reservation, and the order's history does not say so";
  if (has("voided") && reservedCents > 0)
    return `it was voided by the order's history, and the provider reserves ${reservedCents} cents`;
  return null;
}
