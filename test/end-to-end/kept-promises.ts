// What a shop promises whatever dies: read from both books, and told as one line for each promise that was broken.
import { DatabaseSync } from "node:sqlite";

export interface BooksOrder {
  readonly orderNumber: string;
  readonly key: string;
  readonly totalCents: number;
  readonly paymentId: string | null;
  readonly isLive: boolean;
}

export interface BooksPayment {
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly state: string;
  readonly keptCents: number;
}

export interface BothBooks {
  readonly orders: readonly BooksOrder[];
  readonly payments: readonly BooksPayment[];
  /** By article: how many are gone from stock, and how many live orders took. */
  readonly stock: readonly { readonly productId: string; readonly gone: number; readonly ordered: number }[];
  readonly openIntents: readonly string[];
  /** Orders that a voucher is reserved for, or was used for, and that are not in the books. */
  readonly strayVouchers: readonly string[];
}

export function readBothBooks(shopPath: string, providerPath: string): BothBooks {
  using shop = new DatabaseSync(shopPath, { readOnly: true });
  using provider = new DatabaseSync(providerPath, { readOnly: true });
  const listNumbers = (sql: string) =>
    shop
      .prepare(sql)
      .all()
      .map((row) => String(row.order_number));
  return {
    orders: shop
      .prepare("SELECT * FROM orders")
      .all()
      .map((row) => ({
        orderNumber: String(row.order_number),
        key: String(row.idempotency_key),
        totalCents: Number(row.total_cents),
        paymentId: row.payment_id === null ? null : String(row.payment_id),
        isLive: row.state !== "cancelled" && row.state !== "refunded",
      })),
    payments: provider
      .prepare("SELECT * FROM payments")
      .all()
      .map((row) => ({
        orderNumber: String(row.order_number),
        paymentId: String(row.payment_id),
        state: String(row.state),
        keptCents: Number(row.captured_cents) - Number(row.refunded_cents),
      })),
    stock: shop
      .prepare(
        `SELECT product_id, initial - available AS gone, (
           SELECT COALESCE(SUM(quantity), 0) FROM order_lines JOIN orders USING (order_number)
           WHERE order_lines.product_id = stock.product_id AND state NOT IN ('cancelled', 'refunded')
         ) AS ordered FROM stock`,
      )
      .all()
      .map((row) => ({ productId: String(row.product_id), gone: Number(row.gone), ordered: Number(row.ordered) })),
    openIntents: listNumbers("SELECT order_number FROM payment_intents"),
    strayVouchers: listNumbers(
      "SELECT order_number FROM voucher_uses WHERE state = 'reserved' OR order_number NOT IN (SELECT order_number FROM orders)",
    ),
  };
}

/** `acknowledged`: numbers of the orders that customers were told. Nothing may be under way any more. */
export function listBrokenPromises(books: BothBooks, acknowledged: readonly string[]): string[] {
  const orders = new Map(books.orders.map((order) => [order.orderNumber, order]));
  return [
    ...acknowledged
      .filter((number) => !orders.has(number))
      .map((number) => `${number}: acknowledged, and not in the books`),
    ...listDoubledKeys(books.orders),
    ...books.orders.flatMap((order) => describeUnpaid(order, books.payments)),
    ...books.payments.flatMap((payment) => describeStray(payment, orders)),
    ...books.stock
      .filter(({ gone, ordered }) => gone !== ordered)
      .map(({ productId, gone, ordered }) => `${productId}: ${gone} gone from stock, ${ordered} ordered`),
    ...books.openIntents.map((number) => `${number}: an intent to pay that nothing came of`),
    ...books.strayVouchers.map((number) => `${number}: a voucher gone for no order`),
  ];
}

function listDoubledKeys(orders: readonly BooksOrder[]): string[] {
  const numbers = Map.groupBy(orders, ({ key }) => key);
  return [...numbers.values()]
    .filter((same) => same.length > 1)
    .map((same) => `${same.map(({ orderNumber }) => orderNumber).join(", ")}: one key, ${same.length} orders`);
}

function describeUnpaid({ orderNumber, totalCents, isLive }: BooksOrder, payments: readonly BooksPayment[]): string[] {
  const paidCents = payments
    .filter((payment) => payment.orderNumber === orderNumber)
    .reduce((sum, { keptCents }) => sum + keptCents, 0);
  const dueCents = isLive ? totalCents : 0;
  return paidCents === dueCents ? [] : [`${orderNumber}: ${paidCents} cents taken, ${dueCents} due`];
}

function describeStray(
  { orderNumber, paymentId, state, keptCents }: BooksPayment,
  orders: ReadonlyMap<string, BooksOrder>,
): string[] {
  if (state === "authorized") return [`${paymentId}: money of ${orderNumber} still reserved`];
  if (keptCents === 0 || orders.get(orderNumber)?.paymentId === paymentId) return [];
  return [`${paymentId}: ${keptCents} cents taken for ${orderNumber}, which is not its order`];
}
