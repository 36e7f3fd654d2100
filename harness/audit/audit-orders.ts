// The order history against the books (Jepsen's model): what was promised, what is there, and who paid.
import type { CustomerHistory } from "../record/customer-history.ts";
import type { AuditResult, Violation } from "../record/drill-result.ts";
import { listDeferralBreaches } from "./audit-deferrals.ts";
import { auditPayments } from "./audit-payments.ts";
import { listReservationBreaches } from "./audit-reservations.ts";
import { type AuditTerms, unknownTerms } from "./audit-terms.ts";
import { buildBookTerms } from "./book-terms.ts";
import type { BookOrder, Books } from "./books.ts";
import type { Breach } from "./invariant.ts";
import { invariants } from "./invariants/catalogue.ts";
import {
  type Acknowledged,
  buildKeyClaims,
  isIndeterminate,
  isToldNo,
  type KeyClaim,
  listAcknowledged,
} from "./order-claims.ts";

/**
 * Raw counts, each over distinct orders or keys (`attempts`: presses of the button), and the first breaking row of each
 * broken invariant. Sound rather than eager: a key with an attempt of unknown end explains an unacknowledged order.
 * A reservation that was not released counts among payments without an order. Definitions: DESIGN.md, "order history
 * against the books".
 */
export function auditOrders(
  histories: readonly CustomerHistory[],
  books: Books,
  terms: AuditTerms = unknownTerms,
): AuditResult {
  const claims = buildKeyClaims(histories);
  const acknowledged = listAcknowledged(claims);
  const byNumber = new Map(books.orders.map((order) => [order.orderNumber, order]));
  const byKey = groupByKey(books.orders);
  const payments = auditPayments(books, terms);
  const reservations = listReservationBreaches(books, terms);
  const lost = listLost(acknowledged, byNumber, byKey);
  const wrongTotals = listWrongTotals(acknowledged, byNumber);
  const despiteError = listOrderedDespiteError(claims, acknowledged, byKey);
  const duplicated = listDuplicated(byKey);
  const unexpected = listUnexpected(books.orders, claims, acknowledged);
  const violations: Violation[] = [];
  const report = (invariant: string, breaches: readonly Breach[]) => {
    const [first] = breaches;
    if (first === undefined) return;
    const count = breaches.length > 1 ? ` (first of ${breaches.length})` : "";
    violations.push({ invariant, orderNumber: first.orderNumber, says: `${first.says}${count}` });
  };
  report("lost", lost);
  report("ordered-despite-error", despiteError);
  report("duplicated", duplicated);
  report("unexpected", unexpected);
  report("wrong-total", wrongTotals);
  report("wrong-account", listWrongAccounts(acknowledged, byNumber));
  for (const [invariant, breaches] of payments.breaches) report(invariant, breaches);
  report("reserved-not-released", reservations);
  for (const [invariant, breaches] of listDeferralBreaches(books, terms.pace)) report(invariant, breaches);
  const bookTerms = buildBookTerms(histories, books, terms);
  for (const { name, list } of invariants) report(name, list(books, bookTerms));
  return {
    attempts: histories.reduce((sum, history) => sum + history.attempts.length, 0),
    acknowledged: countNumbers(acknowledged),
    lost: lost.length,
    orderedDespiteError: despiteError.length,
    duplicated: duplicated.length,
    unexpected: unexpected.length,
    unknown: countUnknown(claims, acknowledged, byKey),
    deferred: countNumbers(acknowledged.filter(({ attempt }) => attempt.outcome === "deferred")),
    paymentsWithoutOrder: payments.withoutOrder + reservations.length,
    ordersWithoutPayment: payments.withoutPayment,
    violations,
  };
}

type OrdersByKey = ReadonlyMap<string, readonly BookOrder[]>;

function groupByKey(orders: readonly BookOrder[]): OrdersByKey {
  const groups = new Map<string, BookOrder[]>();
  for (const order of orders) {
    const group = groups.get(order.key);
    if (group === undefined) groups.set(order.key, [order]);
    else group.push(order);
  }
  return groups;
}

function countNumbers(acknowledged: readonly Acknowledged[]): number {
  return new Set(acknowledged.map(({ orderNumber, claim }) => orderNumber ?? `key ${claim.key}`)).size;
}

function listLost(
  acknowledged: readonly Acknowledged[],
  byNumber: ReadonlyMap<string, BookOrder>,
  byKey: OrdersByKey,
): Breach[] {
  const breaches: Breach[] = [];
  for (const { orderNumber, claim, attempt } of acknowledged) {
    const who = `customer ${claim.history.customer} at minute ${attempt.endedMinute.toFixed(1)}`;
    if (orderNumber === null) {
      if (!byKey.has(claim.key))
        breaches.push({ orderNumber, says: `${who} was promised an order that is not in the books` });
      continue;
    }
    const order = byNumber.get(orderNumber);
    if (order === undefined) {
      breaches.push({ orderNumber, says: `${who} was shown order ${orderNumber}, which is not in the books` });
    } else if (!isOrderOf(order, claim)) {
      breaches.push({
        orderNumber,
        says: `${who} was shown order ${orderNumber}, which in the books is somebody else's`,
      });
    }
  }
  return breaches;
}

function listWrongTotals(acknowledged: readonly Acknowledged[], byNumber: ReadonlyMap<string, BookOrder>): Breach[] {
  const breaches: Breach[] = [];
  for (const { orderNumber, claim, attempt } of acknowledged) {
    const order = orderNumber === null ? undefined : byNumber.get(orderNumber);
    if (order === undefined || !isOrderOf(order, claim) || attempt.totalCents === null) continue;
    if (order.totalCents === attempt.totalCents) continue;
    const says = `order ${orderNumber} is ${order.totalCents} cents in the books and was ${attempt.totalCents} cents for customer ${claim.history.customer}`;
    breaches.push({ orderNumber, says });
  }
  return breaches;
}

/** An order of somebody else's account: its voucher, its messages and its refund would go wrong, too. */
function listWrongAccounts(acknowledged: readonly Acknowledged[], byNumber: ReadonlyMap<string, BookOrder>): Breach[] {
  return acknowledged.flatMap(({ orderNumber, claim, attempt }): Breach[] => {
    const order = orderNumber === null ? undefined : byNumber.get(orderNumber);
    const account = attempt.account ?? claim.history.account;
    if (order === undefined || !isOrderOf(order, claim) || order.account === account) return [];
    const says = `order ${orderNumber} is of ${order.account} in the books, and ${account} placed it`;
    return [{ orderNumber, says }];
  });
}

/** Told no, never told yes, no attempt of unknown end; and an order that was not cancelled is in the books. */
function listOrderedDespiteError(
  claims: ReadonlyMap<string, KeyClaim>,
  acknowledged: readonly Acknowledged[],
  byKey: OrdersByKey,
): Breach[] {
  const acknowledgedKeys = new Set(acknowledged.map(({ claim }) => claim.key));
  const breaches: Breach[] = [];
  for (const claim of claims.values()) {
    const refusal = claim.attempts.find(isToldNo);
    if (refusal === undefined || acknowledgedKeys.has(claim.key)) continue;
    if (claim.attempts.some((attempt) => isIndeterminate(attempt.outcome))) continue;
    const order = byKey.get(claim.key)?.find((candidate) => candidate.state !== "cancelled");
    if (order === undefined) continue;
    const says = `customer ${claim.history.customer} saw ${refusal.outcome} at minute ${refusal.endedMinute.toFixed(1)}, and order ${order.orderNumber} is in the books`;
    breaches.push({ orderNumber: order.orderNumber, says });
  }
  return breaches;
}

/** One breach for each order of a key beyond its first. */
function listDuplicated(byKey: OrdersByKey): Breach[] {
  return [...byKey.values()].flatMap(([first, ...extra]) =>
    extra.map((order) => ({
      orderNumber: order.orderNumber,
      says: `orders ${first?.orderNumber} and ${order.orderNumber} were made with one key`,
    })),
  );
}

/** Orders whose key nobody used, and whose number nobody was shown. */
function listUnexpected(
  orders: readonly BookOrder[],
  claims: ReadonlyMap<string, KeyClaim>,
  acknowledged: readonly Acknowledged[],
): Breach[] {
  const shown = new Set(acknowledged.map(({ orderNumber }) => orderNumber));
  return orders
    .filter((order) => !claims.has(order.key) && !shown.has(order.orderNumber))
    .map((order) => ({ orderNumber: order.orderNumber, says: `nobody placed order ${order.orderNumber}` }));
}

/** Whether an order is that of a claim, by key; a claim without a key takes any. */
function isOrderOf(order: BookOrder, claim: KeyClaim): boolean {
  return claim.key === "" || order.key === claim.key;
}

/** Keys with an attempt of unknown end, never acknowledged, and no order in the books. */
function countUnknown(
  claims: ReadonlyMap<string, KeyClaim>,
  acknowledged: readonly Acknowledged[],
  byKey: OrdersByKey,
): number {
  const acknowledgedKeys = new Set(acknowledged.map(({ claim }) => claim.key));
  const unknown = [...claims.values()].filter(
    (claim) =>
      claim.attempts.some((attempt) => isIndeterminate(attempt.outcome)) &&
      !acknowledgedKeys.has(claim.key) &&
      !byKey.has(claim.key),
  );
  return unknown.length;
}
