// When things happened: the operator's deeds on the incident clock, and the books' wall time on it.
import type { Incident, OperatorDeed } from "../../scenarios/incident.ts";
import { type IncidentClock, roundMinute } from "../../scenarios/time.ts";
import type { BookOrder } from "../audit/books.ts";
import { listDiscounted } from "../audit/discount-origins.ts";
import type { ActionResult, FaultResult } from "../record/drill-result.ts";
import { isUndeserved } from "./ground-truth.ts";
import type { VoucherTerms } from "./voucher-terms.ts";

/** Orders with a discount, by when they were placed; minutes on the incident clock, raw cents. */
export interface DiscountUse {
  readonly minute: number;
  readonly cents: number;
  readonly isUndeserved: boolean;
}

/** Uses of the voucher in order of time. `t0Ms`: epoch ms of minute 0. */
export function listUses(
  orders: readonly BookOrder[],
  vouchers: readonly VoucherTerms[],
  clock: IncidentClock,
  t0Ms: number,
): DiscountUse[] {
  return listDiscounted(orders)
    .map((order) => ({
      minute: roundMinute(clock.minuteAt(order.details.placedAtMs - t0Ms)),
      cents: order.details.discountCents,
      isUndeserved: isUndeserved(order, vouchers),
    }))
    .sort((a, b) => a.minute - b.minute);
}

/** When the operator carried a deed out; null where it was not done. */
export function findDeedMinute(
  incident: Incident,
  actions: readonly ActionResult[],
  does: OperatorDeed,
): number | null {
  const names = incident.actions.filter((action) => action.does === does).map(({ name }) => name);
  return actions.find(({ name }) => names.includes(name))?.atMinute ?? null;
}

/**
 * When the last cause was gone. Null where one that was put in was never seen gone: nobody knows when the voucher was
 * right again. Where none was put in, when the restore was asked for; null if it never was.
 */
export function findMendedMinute(
  incident: Incident,
  actions: readonly ActionResult[],
  faults: readonly FaultResult[],
): number | null {
  const putIn = faults.filter(({ injectedAtMinute }) => injectedAtMinute !== null);
  if (putIn.length === 0) return findDeedMinute(incident, actions, "restore-faults");
  const restored = putIn.flatMap(({ restoredAtMinute }) => restoredAtMinute ?? []);
  return restored.length < putIn.length ? null : Math.max(...restored);
}
