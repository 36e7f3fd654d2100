// Discounts that the voucher was not meant to give and that the drilled bug explains: counted for the facts. Pure.
import type { DiscountFigures } from "../../scenarios/figures.ts";
import type { BookPromotionTerms } from "../audit/book-terms.ts";
import type { Books } from "../audit/books.ts";
import { countAccounts } from "../audit/damage.ts";
import { type DiscountedOrder, findDiscountOrigin, listDiscounted } from "../audit/discount-origins.ts";
import { findTruths } from "../deal/ground-truth.ts";
import type { CustomerHistory } from "../record/customer-history.ts";

/** `pausedAtMs`: epoch ms at which ordering was paused; null where it was not, or nobody knows. */
export interface DiscountParts {
  readonly history: readonly CustomerHistory[];
  readonly books: Books;
  readonly promotion: BookPromotionTerms | null;
  readonly pausedAtMs: number | null;
}

/** Null where it cannot be told which discounts these are: terms, an order's details or the bug's times are not known. */
export function countDiscounts({ history, books, promotion, pausedAtMs }: DiscountParts): DiscountFigures | null {
  if (promotion === null || books.orders.some(({ details }) => details === undefined)) return null;
  const byOrigin = Map.groupBy(listDiscounted(books.orders), (order) => findDiscountOrigin(order, promotion));
  if (byOrigin.has("unknown")) return null;
  const tricks = byOrigin.get("trick") ?? [];
  const undeserved = [...tricks, ...(byOrigin.get("banner") ?? [])];
  const truths = findTruths(books.orders, history, promotion.vouchers);
  const affected = undeserved.filter(({ orderNumber }) => truths.get(orderNumber) === "affected");
  const windfalls = undeserved.filter(({ orderNumber }) => truths.get(orderNumber) === "windfall");
  const stageTwoMs = findStageTwo(promotion);
  const countParcels = (orders: readonly DiscountedOrder[]) =>
    pausedAtMs === null ? null : orders.filter((order) => isPackedBy(order, pausedAtMs)).length;
  return {
    trickOrders: tricks.filter(({ details }) => details.placedAtMs < stageTwoMs).length,
    undeservedOrders: undeserved.length,
    undeservedCents: undeserved.reduce((sum, { details }) => sum + details.discountCents, 0),
    freeOrders: undeserved.filter(({ totalCents }) => totalCents === 0).length,
    windfallOrders: windfalls.length,
    usesByAccount: countAccounts(undeserved),
    affectedParcelsAtPause: countParcels(affected),
    windfallParcelsAtPause: countParcels(windfalls),
    affectedDigitalDelivered: affected.filter(isDigitalDelivered).length,
    windfallDigitalDelivered: windfalls.filter(isDigitalDelivered).length,
  };
}

/** When the second stage was first in, epoch ms; never: no order is later. */
function findStageTwo({ bugPeriods }: BookPromotionTerms): number {
  const began = (bugPeriods ?? []).filter(({ stage }) => stage === "everyone").map(({ fromMs }) => fromMs);
  return Math.min(Number.POSITIVE_INFINITY, ...began);
}

/** A parcel has its number when it is packed. */
function isPackedBy({ details }: DiscountedOrder, untilMs: number): boolean {
  return details.events.some(({ kind, atMs }) => kind === "packed" && atMs <= untilMs);
}

function isDigitalDelivered({ details }: DiscountedOrder): boolean {
  return details.stage === "delivered" && details.lines.every(({ kind }) => kind === "digital");
}
