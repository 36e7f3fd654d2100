// What customers were told about their orders, by idempotency key and by order number.
import { countsAsGood, type Outcome } from "../../scenarios/outcome.ts";
import type { CustomerHistory, OrderAttempt } from "../record/customer-history.ts";

/** All attempts made with one idempotency key (one form, perhaps pressed several times). */
export interface KeyClaim {
  readonly key: string;
  readonly history: CustomerHistory;
  readonly attempts: readonly OrderAttempt[];
}

/** An order that a customer was shown: the first attempt that showed it. `orderNumber` null: promised without a number. */
export interface Acknowledged {
  readonly orderNumber: string | null;
  readonly claim: KeyClaim;
  readonly attempt: OrderAttempt;
}

/** Whether the customer was told that the order is taken: an order number, a confirmation or the promise of one. */
export function isAcknowledged(attempt: OrderAttempt): boolean {
  return attempt.orderNumber !== null || attempt.outcome === "ok" || attempt.outcome === "deferred";
}

/** Whether nobody told the customer how it ended: no answer in time, or connection refused or reset. */
export function isIndeterminate(outcome: Outcome): boolean {
  return outcome === "timeout" || outcome === "refused";
}

/** Whether the customer was told no: a bad outcome with an answer, or a declined card; not acknowledged. */
export function isToldNo(attempt: OrderAttempt): boolean {
  if (isAcknowledged(attempt) || isIndeterminate(attempt.outcome)) return false;
  return countsAsGood(attempt.outcome) === false || attempt.outcome === "declined";
}

/** Groups attempts by key, in order of first use. An attempt without a key (empty) stands alone. */
export function buildKeyClaims(histories: readonly CustomerHistory[]): Map<string, KeyClaim> {
  const claims = new Map<string, { key: string; history: CustomerHistory; attempts: OrderAttempt[] }>();
  for (const history of histories) {
    for (const attempt of history.attempts) {
      const name = attempt.key === "" ? `without key ${history.customer} ${attempt.attempt}` : attempt.key;
      const claim = claims.get(name);
      if (claim === undefined) claims.set(name, { key: attempt.key, history, attempts: [attempt] });
      else claim.attempts.push(attempt);
    }
  }
  return claims;
}

/** Distinct orders that customers were shown: by order number; those without a number by key. In order of the history. */
export function listAcknowledged(claims: ReadonlyMap<string, KeyClaim>): Acknowledged[] {
  const found = new Map<string, Acknowledged>();
  for (const claim of claims.values()) {
    for (const attempt of claim.attempts) {
      if (!isAcknowledged(attempt)) continue;
      const { orderNumber } = attempt;
      // One number shown under two keys stays two rows: one of them is not that customer's order.
      const name = orderNumber === null ? `key ${claim.key}` : `number ${orderNumber} key ${claim.key}`;
      if (!found.has(name)) found.set(name, { orderNumber, claim, attempt });
    }
  }
  return [...found.values()];
}
