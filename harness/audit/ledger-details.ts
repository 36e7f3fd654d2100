// From the rows of our shop's ledger to the neutral form of what an order is made of.
import type {
  BasketEntry,
  BookAttempt,
  BookEvent,
  BookLine,
  BookOrder,
  BookStock,
  Books,
  Deferral,
  OrderDetails,
  StrayRows,
} from "./books.ts";
import {
  type DetailRows,
  type EventRow,
  type IntentRow,
  type LineRow,
  neutralStates,
  type OrderRow,
  type StockRow,
  underWayMs,
} from "./ledger-rows.ts";

/** Everything of the books that the shop's ledger tells, orders included. */
export type LedgerPart = Pick<Books, "orders" | "voucherUses" | "promotions" | "stock" | "attempts" | "strayRows">;

/** Orders in the order given; without `rows` only their heads. */
export function buildLedgerPart(orders: readonly OrderRow[], rows: DetailRows | null): LedgerPart {
  if (rows === null) return { orders: orders.map((row) => buildOrder(row)) };
  const findDetails = buildDetailFinder(rows);
  return {
    orders: orders.map((row) => ({ ...buildOrder(row), ...findDetails(row) })),
    voucherUses: rows.uses.map((row) => ({
      orderNumber: row.order_number,
      code: row.code,
      account: row.account,
      discountCents: row.discount_cents,
      atMs: row.at_ms,
      state: row.state,
    })),
    promotions: rows.promotions.map((row) => ({ code: row.code, spentCents: row.spent_cents })),
    stock: buildStock(rows),
    attempts: listAttempts(rows),
    strayRows: listStrayRows(rows),
  };
}

function buildOrder(row: OrderRow): BookOrder {
  return {
    orderNumber: row.order_number,
    key: row.idempotency_key,
    account: row.account,
    totalCents: row.total_cents,
    currency: row.currency,
    state: neutralStates[row.state],
    deferral: buildDeferral(row),
  };
}

function buildDeferral(row: OrderRow): Deferral | null {
  const { taken_at_ms: atMs, due_at_ms: dueMs, completed_at_ms: completedAtMs, completions } = row;
  if (atMs === null || dueMs === null) return null;
  const { holds_token, cancelled_at_ms: cancelledAtMs, last_told_ms: lastToldMs } = row;
  return { atMs, dueMs, completedAtMs, completions, holdsToken: holds_token === 1, cancelledAtMs, lastToldMs };
}

type FindDetails = (row: OrderRow) => { readonly details?: OrderDetails };

function buildDetailFinder(rows: DetailRows): FindDetails {
  const heads = new Map(rows.heads.map((head) => [head.order_number, head]));
  const lines = groupByOrder(rows.lines);
  const events = groupByOrder(rows.events);
  const messages = groupByOrder(rows.messages);
  const categories = new Map(rows.lines.map((line) => [line.product_id, line.category_slug]));
  // Our shop's articles are numbered within their category: offers-07.
  const categoryOf = (article: string) => categories.get(article) ?? article.replace(/-\d+$/, "");
  return ({ order_number: orderNumber, state }) => {
    const head = heads.get(orderNumber);
    if (head === undefined) return {};
    const history = events.get(orderNumber) ?? [];
    return {
      details: {
        placedAtMs: head.placed_at_ms,
        stage: state,
        discountCents: head.discount_cents,
        voucherCode: head.voucher_code,
        paymentId: head.payment_id,
        parcelNumber: head.parcel_number,
        lines: (lines.get(orderNumber) ?? []).map(buildLine),
        basket: history.filter(isOfBasket).map((row) => buildBasketEntry(row, categoryOf)),
        events: history.filter((row) => !isOfBasket(row)).map(buildEvent),
        messagesAtMs: (messages.get(orderNumber) ?? []).map((row) => row.at_ms),
      },
    };
  };
}

function buildLine(row: LineRow): BookLine {
  const { product_id: article, category_slug: category, kind, quantity, unit_cents: unitCents } = row;
  return { article, category, kind, quantity, unitCents };
}

const basketPrefix = "basket-";

function isOfBasket({ kind }: EventRow): boolean {
  return kind.startsWith(basketPrefix);
}

function buildEvent({ sequence, kind, at_ms: atMs, detail }: EventRow): BookEvent {
  return { sequence, kind, atMs, detail };
}

function buildBasketEntry(row: EventRow, categoryOf: (article: string) => string): BasketEntry {
  const kind = row.kind.slice(basketPrefix.length);
  const { on, subject, quantity } = readBasketDetail(row.detail);
  const category = kind.startsWith("voucher") ? "" : categoryOf(subject);
  return { sequence: row.sequence, kind, on, subject, quantity, atMs: row.at_ms, category };
}

/** What cannot be understood explains nothing: the rules then see an entry about no article. */
function readBasketDetail(detail: string | null): { on: string; subject: string; quantity: number } {
  let fields: Record<string, unknown> = {};
  try {
    fields = Object(JSON.parse(detail ?? "{}")) as Record<string, unknown>;
  } catch {}
  const { on, subject, quantity } = fields;
  return {
    on: typeof on === "string" ? on : "",
    subject: typeof subject === "string" ? subject : "",
    quantity: typeof quantity === "number" ? quantity : 0,
  };
}

function buildStock({ stock, intents }: DetailRows): BookStock[] {
  const held = new Map<string, number>();
  for (const { productId, quantity } of intents.flatMap(readDemands))
    held.set(productId, (held.get(productId) ?? 0) + quantity);
  return stock.map(({ product_id: article, initial, available }: StockRow) => ({
    article,
    initial,
    available,
    held: held.get(article) ?? 0,
  }));
}

function readDemands({ demands }: IntentRow): { productId: string; quantity: number }[] {
  return JSON.parse(demands);
}

/** Those that hold something. Who is given up keeps its row until its payment is void, and holds nothing any more. */
function listAttempts({ heads, events, uses, intents }: DetailRows): BookAttempt[] {
  const known = new Set(heads.map((head) => head.order_number));
  const reservedCents = new Map(
    uses
      .filter(({ order_number, state }) => state === "reserved" && !known.has(order_number))
      .map((use) => [use.order_number, use.discount_cents]),
  );
  const lastEventMs = events.reduce((lastMs, { at_ms }) => Math.max(lastMs, at_ms), 0);
  return intents
    .map((intent) => ({
      orderNumber: intent.order_number,
      pieces: readDemands(intent).reduce((sum, { quantity }) => sum + quantity, 0),
      discountCents: reservedCents.get(intent.order_number) ?? 0,
      isOver: known.has(intent.order_number) || intent.is_to_void === 1 || intent.at_ms <= lastEventMs - underWayMs,
    }))
    .filter(({ pieces, discountCents }) => pieces > 0 || discountCents > 0);
}

/** A use without an order is none while its attempt goes on. */
function listStrayRows({ heads, lines, events, messages, uses, intents }: DetailRows): StrayRows[] {
  const known = new Set(heads.map((head) => head.order_number));
  const begun = new Set(intents.map((intent) => intent.order_number));
  const list = (of: StrayRows["of"], rows: readonly { readonly order_number: string }[]) =>
    [...groupByOrder(rows.filter((row) => !known.has(row.order_number)))].map(([orderNumber, group]) => ({
      orderNumber,
      of,
      count: group.length,
    }));
  return [
    ...list("lines", lines),
    ...list("history", events),
    ...list("messages", messages),
    ...list(
      "voucher use",
      uses.filter((row) => row.state !== "reserved" || !begun.has(row.order_number)),
    ),
  ];
}

function groupByOrder<Row extends { readonly order_number: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.order_number);
    if (group === undefined) groups.set(row.order_number, [row]);
    else group.push(row);
  }
  return groups;
}
