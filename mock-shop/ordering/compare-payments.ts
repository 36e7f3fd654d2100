import type { ProviderPayment } from "../payments/provider-answers.ts";
import type { ShopParts } from "../shop-parts.ts";

export type ComparisonParts = Pick<ShopParts, "books" | "counters" | "payments">;

export interface Comparison {
  /** Payments that had taken money for no order, and hold none any more. */
  readonly orphans: number;
  readonly refundedCents: number;
}

const pageLimit = 200;

/**
 * Walks through the provider's payments that were not compared yet and gives back what belongs to no order: neither in
 * the books nor about to be. Payments from before these books were opened belong to other books and are left alone; the
 * provider's time of day has to be the shop's, and is, on one machine. Undefined when the provider did not answer; what
 * was compared until then counts.
 */
export async function comparePayments(parts: ComparisonParts, openedAtMs: number): Promise<Comparison | undefined> {
  const { books, counters } = parts;
  const sum = { orphans: 0, refundedCents: 0 };
  let after = await books.run("readComparedPayment", null);
  for (;;) {
    const page = await listNext(parts, after);
    if (!page) return undefined;
    const ours = page.filter(({ createdAtMs }) => createdAtMs >= openedAtMs);
    for (const orphan of await listOrphans(parts, ours)) {
      const refundedCents = await giveBack(parts, orphan);
      if (refundedCents === undefined) return undefined;
      if (refundedCents === 0) continue;
      sum.orphans += 1;
      sum.refundedCents += refundedCents;
      counters.orphanPayments += 1;
    }
    const last = page.at(-1);
    if (!last) return sum;
    after = last.paymentId;
    await books.run("writeComparedPayment", { paymentId: after });
    if (page.length < pageLimit) return sum;
  }
}

/** A provider whose books were replaced does not know the payment that was compared last: it is asked for all it has. */
async function listNext({ books, payments }: ComparisonParts, after: string | null) {
  const page = await payments.listPayments(after, pageLimit);
  if (page !== "not-found") return page;
  if (after === null) return undefined;
  const first = await payments.listPayments(null, pageLimit);
  if (!first || first === "not-found") return undefined;
  await books.run("writeComparedPayment", { paymentId: null });
  console.error(
    `recovery: the provider does not know payment ${after}, the last that was compared; comparing all it has`,
  );
  return first;
}

async function listOrphans({ books }: ComparisonParts, page: readonly ProviderPayment[]): Promise<ProviderPayment[]> {
  const holding = page.filter(({ state }) => state === "authorized" || state === "captured");
  const orderNumbers = holding.map(({ orderNumber }) => orderNumber);
  const unknown = new Set(await books.run("listUnknownOrders", { orderNumbers }));
  return holding.filter(({ orderNumber }) => unknown.has(orderNumber));
}

/**
 * Gives the cents that were given back, undefined when it is to be tried again. A refusal is as good as done: somebody
 * else gave it back meanwhile. What is only reserved is released without being counted: it may be an attempt that was
 * abandoned, and released, since it was listed.
 */
async function giveBack({ payments }: ComparisonParts, payment: ProviderPayment): Promise<number | undefined> {
  const { state, paymentId, orderNumber, idempotencyKey, capturedCents, refundedCents } = payment;
  const isCaptured = state === "captured";
  const result = isCaptured
    ? await payments.refund(paymentId, capturedCents)
    : await payments.voidByKey(orderNumber, idempotencyKey);
  if (result === "failed") return undefined;
  return isCaptured && result === "done" ? capturedCents - refundedCents : 0;
}
