// Whether orders were taken while the operator had paused ordering, by the books and by what customers saw. Pure.
import type { DealFigures } from "../../scenarios/figures.ts";
import type { Books } from "../audit/books.ts";
import { isAcknowledged } from "../audit/order-claims.ts";
import { isRefusedBuyer } from "../deal/met-pause.ts";
import type { CustomerHistory, OrderAttempt } from "../record/customer-history.ts";
import type { ChangeLogEntry } from "../record/run-record.ts";

/** As the shop's change log names it. */
const pausedKey = "storefront.orderingPaused";

export interface PauseParts {
  readonly history: readonly CustomerHistory[];
  readonly books: Books;
  readonly changeLog: readonly ChangeLogEntry[];
  /** When the deeds were done; null where they were not. */
  readonly pausedAtMinute: number | null;
  readonly resumedAtMinute: number | null;
  /** An order's time in the books on the incident clock; null where nothing tells. */
  readonly minuteOf: ((epochMs: number) => number) | null;
}

type PausedFigures = Pick<DealFigures, "ordersWhilePaused" | "attemptsWhilePaused" | "refusedWhilePaused">;

/**
 * New orders while ordering was paused: those that the books took in that time, and those confirmed at a button that was
 * pressed in it; not those whose button was pressed before, which go through. All null where nobody paused.
 */
export function countWhilePaused(parts: PauseParts): PausedFigures {
  const { history, pausedAtMinute, resumedAtMinute } = parts;
  if (pausedAtMinute === null) return { ordersWhilePaused: null, attemptsWhilePaused: null, refusedWhilePaused: null };
  const untilMinute = findResume(parts, pausedAtMinute);
  const isWithin = (minute: number) => minute >= pausedAtMinute && minute < untilMinute;
  return {
    ordersWhilePaused: countNewOrders(parts, isWithin),
    attemptsWhilePaused: history
      .flatMap(({ attempts }) => attempts)
      .filter(({ startedMinute }) => isWithin(startedMinute)).length,
    refusedWhilePaused: history.filter((one) => isRefusedBuyer(one, resumedAtMinute ?? Number.POSITIVE_INFINITY))
      .length,
  };
}

/** The operator's deed is noted when the call came back: the shop may have taken orders some milliseconds earlier. */
function findResume({ changeLog, resumedAtMinute }: PauseParts, pausedAtMinute: number): number {
  const entry = changeLog.find(
    ({ key, value, atMinute }) => key === pausedKey && value === "false" && atMinute >= pausedAtMinute,
  );
  return Math.min(entry?.atMinute ?? Number.POSITIVE_INFINITY, resumedAtMinute ?? Number.POSITIVE_INFINITY);
}

/** Null where nothing tells when the books took their orders. An order is known by its key, or by the number shown. */
function countNewOrders(
  { history, books, minuteOf }: PauseParts,
  isWithin: (minute: number) => boolean,
): number | null {
  if (minuteOf === null) return null;
  const pressed = history.flatMap(({ attempts }) => attempts);
  const firstPressed = new Map<string, number>();
  for (const { key, startedMinute } of pressed)
    if (key !== "") firstPressed.set(key, Math.min(startedMinute, firstPressed.get(key) ?? Number.POSITIVE_INFINITY));
  const byNumber = new Map(books.orders.map((order) => [order.orderNumber, order]));
  const byKey = new Map(books.orders.map((order) => [order.key, order]));
  const taken = new Set<string>();
  for (const { orderNumber, key, details } of books.orders) {
    if (details === undefined || !isWithin(minuteOf(details.placedAtMs))) continue;
    const begunMinute = firstPressed.get(key);
    if (begunMinute === undefined || isWithin(begunMinute)) taken.add(orderNumber);
  }
  const findOrder = ({ orderNumber, key }: OrderAttempt) =>
    (orderNumber === null ? undefined : byNumber.get(orderNumber)) ?? byKey.get(key);
  for (const attempt of pressed) {
    if (!isWithin(attempt.startedMinute) || !isAcknowledged(attempt)) continue;
    const begunMinute = firstPressed.get(attempt.key) ?? attempt.startedMinute;
    const order = findOrder(attempt);
    const placedAtMs = order?.details?.placedAtMs;
    const isOld = !isWithin(begunMinute) || (placedAtMs !== undefined && !isWithin(minuteOf(placedAtMs)));
    if (!isOld) taken.add(order?.orderNumber ?? attempt.orderNumber ?? attempt.key);
  }
  return taken.size;
}
