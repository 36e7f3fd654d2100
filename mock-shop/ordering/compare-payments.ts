import type { ProviderPayment } from "../payments/provider-answers.ts";
import type { ShopParts } from "../shop-parts.ts";

export type ComparisonParts = Pick<ShopParts, "books" | "counters" | "payments">;

export interface Comparison {
  /** Payments that held money for no order, and hold it no more. */
  readonly orphans: number;
  readonly refundedCents: number;
}

const pageLimit = 200;

/**
 * Walks through the provider's payments that were not compared yet and gives back what belongs to no order: neither in
 * the books nor about to be. Undefined when the provider did not answer; what was compared until then counts.
 */
export async function comparePayments(parts: ComparisonParts): Promise<Comparison | undefined> {
  const { books, counters, payments } = parts;
  const sum = { orphans: 0, refundedCents: 0 };
  let after = await books.run("readComparedPayment", null);
  for (;;) {
    const page = await payments.listPayments(after, pageLimit);
    if (!page) return undefined;
    for (const orphan of await listOrphans(parts, page)) {
      if (!(await giveBack(parts, orphan))) return undefined;
      sum.orphans += 1;
      sum.refundedCents += orphan.capturedCents - orphan.refundedCents;
      counters.orphanPayments += 1;
    }
    const last = page.at(-1);
    if (!last) return sum;
    after = last.paymentId;
    await books.run("writeComparedPayment", { paymentId: after });
    if (page.length < pageLimit) return sum;
  }
}

async function listOrphans({ books }: ComparisonParts, page: readonly ProviderPayment[]): Promise<ProviderPayment[]> {
  const holding = page.filter(({ state }) => state === "authorized" || state === "captured");
  const orderNumbers = holding.map(({ orderNumber }) => orderNumber);
  const unknown = new Set(await books.run("listUnknownOrders", { orderNumbers }));
  return holding.filter(({ orderNumber }) => unknown.has(orderNumber));
}

/** False when it is to be tried again. A refusal is as good as done: somebody else gave it back meanwhile. */
async function giveBack({ payments }: ComparisonParts, payment: ProviderPayment): Promise<boolean> {
  const { state, paymentId, orderNumber, idempotencyKey, capturedCents } = payment;
  const result =
    state === "captured"
      ? await payments.refund(paymentId, capturedCents)
      : await payments.voidByKey(orderNumber, idempotencyKey);
  return result !== "failed";
}
