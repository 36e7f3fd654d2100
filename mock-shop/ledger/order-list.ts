import type { OrderState } from "../rules/fulfilment.ts";
import { fits } from "./cancellation.ts";
import type { Row } from "./order-rows.ts";
import type { CancellationFilter } from "./shop-records.ts";
import type { ShopStatements } from "./shop-statements.ts";

export interface OrderSearch {
  readonly filter: CancellationFilter;
  /** Rows of the table that were looked at already; 0 at first. */
  readonly after: number;
  readonly limit: number;
  /** Rows that are looked at, so that no search holds up those who order. */
  readonly scanLimit: number;
}

export interface OrderSearchResult {
  readonly orders: readonly OrderSummary[];
  /** Where the next search goes on; null when all were looked at. */
  readonly after: number | null;
}

/** An order as an operator looks at it before acting on it. */
export interface OrderSummary {
  readonly orderNumber: string;
  readonly account: string;
  readonly state: OrderState;
  readonly totalCents: number;
  readonly discountCents: number;
  readonly voucherCode: string | null;
  readonly currency: string;
  readonly parcelNumber: string | null;
  readonly placedAtMs: number;
}

/** Orders that fit, in the order in which they were placed. Those asked for by number are looked at all at once. */
export function listOrders(sql: ShopStatements, search: OrderSearch): OrderSearchResult {
  const { filter, after, limit, scanLimit } = search;
  if (filter.orderNumbers) {
    const rows = [...new Set(filter.orderNumbers)].flatMap((number) => sql.findOrder.all(number));
    return { orders: rows.filter((row) => fits(row, filter)).map(summarize), after: null };
  }
  const until = after + scanLimit;
  const orders: OrderSummary[] = [];
  for (const row of sql.listRows.all(after, until)) {
    if (!fits(row, filter)) continue;
    orders.push(summarize(row));
    if (orders.length === limit) return { orders, after: Number(row.row) };
  }
  const lastRow = Number(sql.findLastRow.get()?.row ?? 0);
  return { orders, after: until < lastRow ? until : null };
}

function summarize(row: Row): OrderSummary {
  return {
    orderNumber: String(row.order_number),
    account: String(row.account),
    state: String(row.state) as OrderState,
    totalCents: Number(row.total_cents),
    discountCents: Number(row.discount_cents),
    voucherCode: row.voucher_code === null ? null : String(row.voucher_code),
    currency: String(row.currency),
    parcelNumber: row.parcel_number === null ? null : String(row.parcel_number),
    placedAtMs: Number(row.placed_at_ms),
  };
}
