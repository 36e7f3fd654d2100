import { z } from "zod";
import type { Change } from "../changes.ts";
import type { OrderSearchResult, OrderSummary } from "../ledger/order-list.ts";
import type { CancellationCounts, CancellationFilter } from "../ledger/shop-records.ts";
import { cancelOrders, previewCancellation, startCounts } from "../ordering/cancel-orders.ts";
import { changeSchema, personSchema } from "./control-records.ts";
import { type ControlParts, defineRoute, describeProblem } from "./control-route.ts";
import { narrowFilterSchema, orderQuerySchema, orderStateSchema } from "./order-filter.ts";

const count = z.int().min(0);
/** Rows that one look takes, and looks that one request takes: an operator's search never holds up the books. */
const scanLimit = 2_000;
const lookLimit = 20;

const orderSchema = z.strictObject({
  orderNumber: z.string(),
  account: z.string(),
  state: orderStateSchema,
  totalCents: count,
  discountCents: count,
  voucherCode: z.string().nullable(),
  currency: z.string(),
  parcelNumber: z.string().nullable(),
  placedAtMs: z.int(),
});

export const orderRoutes = [
  defineRoute({
    method: "GET",
    path: "/control/orders",
    name: "listOrders",
    says: "orders that fit every condition, oldest first, for an operator who looks before acting",
    query: orderQuerySchema,
    answers: {
      200: {
        says: "some of them, perhaps none yet; `after` leads to the next ones and is null when there are none left",
        schema: z.strictObject({ orders: z.array(orderSchema), after: count.nullable() }),
      },
    },
    handle: async (parts, { query }) => ({ status: 200, body: await searchOrders(parts, query) }),
  }),
  defineRoute({
    method: "POST",
    path: "/control/actions/cancel-orders",
    name: "cancelOrders",
    says: "cancels the orders that fit every condition, gives the money back and tells each customer",
    body: z.strictObject({
      by: personSchema,
      reason: z.string().trim().min(1).max(300).describe("what customers read, without a full stop"),
      filter: narrowFilterSchema,
      dryRun: z.boolean().default(false).describe("only counts what would be done"),
    }),
    answers: {
      200: {
        says: "how many fitted, and what became of them; the entry of the change log, or null when nothing changed",
        schema: z.strictObject({
          matched: count,
          cancelled: count,
          alreadyCancelled: count,
          tooLate: count.describe("delivered: nothing can be taken back any more"),
          change: changeSchema.nullable(),
        }),
      },
      409: describeProblem("the change log is full"),
    },
    handle: async (parts, { body }) => {
      const { by, reason, filter } = body;
      if (body.dryRun) return { status: 200, body: { ...(await previewCancellation(parts, filter)), change: null } };
      parts.changes.requireRoom();
      const counts = startCounts();
      try {
        await cancelOrders(parts, filter, { reason, by }, counts);
      } catch (error) {
        logCancellation(parts, body, counts);
        throw error;
      }
      return { status: 200, body: { ...counts, change: logCancellation(parts, body, counts) } };
    },
  }),
];

/** An entry for what was done, also when not all could be done; null when it was nothing. */
function logCancellation(
  { changes }: ControlParts,
  { by, reason, filter }: { by: string; reason: string; filter: CancellationFilter },
  counts: CancellationCounts,
): Change | null {
  const { cancelled } = counts;
  if (cancelled === 0) return null;
  const says = `cancelled ${cancelled} ${cancelled === 1 ? "order" : "orders"}`;
  return changes.append({ key: "orders.cancelled", value: { filter, reason, ...counts }, share: 1, by, says });
}

async function searchOrders({ books }: ControlParts, query: z.output<typeof orderQuerySchema>) {
  const { limit, after: from, ...filter } = query;
  const orders: OrderSummary[] = [];
  let after: number | null = from;
  for (let look = 0; look < lookLimit && after !== null && orders.length < limit; look += 1) {
    const found: OrderSearchResult = await books.run("listOrders", {
      filter,
      after,
      limit: limit - orders.length,
      scanLimit,
    });
    orders.push(...found.orders);
    after = found.after;
  }
  return { orders, after };
}
