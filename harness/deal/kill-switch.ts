// What a switch that turns the voucher off at a limit would have come to, by the uses in the books.
import type { KillSwitchEstimate, OrdersAndCents } from "../record/deal-report.ts";
import { scaleAmount } from "./amounts.ts";
import type { DiscountUse } from "./deal-times.ts";

/** Incident minutes over which uses are counted: those of the shop's defence `voucher-kill-switch`. */
const windowMinutes = 10;

/**
 * Acts at the first use with which the last 10 minutes hold more uses than 10 times the limit, both at full scale. Damage:
 * undeserved discounts up to then, its own use included. `uses` in order of time.
 */
export function estimateKillSwitch(
  uses: readonly DiscountUse[],
  usesPerMinute: number,
  weight: number,
): KillSwitchEstimate {
  const actsAtMinute = findLimit(uses, (usesPerMinute * windowMinutes) / weight);
  const until = actsAtMinute ?? Number.POSITIVE_INFINITY;
  return {
    usesPerMinute,
    windowMinutes,
    actsAtMinute,
    damage: sumUses(
      uses.filter((use) => use.isUndeserved && use.minute <= until),
      weight,
    ),
    rightfulAfter: sumUses(
      uses.filter((use) => !use.isUndeserved && use.minute > until),
      weight,
    ),
  };
}

/** How many, and the sum of their discounts. */
export function sumUses(uses: readonly DiscountUse[], weight: number): OrdersAndCents {
  const cents = uses.reduce((sum, use) => sum + use.cents, 0);
  return { orders: uses.length, cents: scaleAmount(cents, weight) };
}

function findLimit(uses: readonly DiscountUse[], most: number): number | null {
  let first = 0;
  for (const [index, { minute }] of uses.entries()) {
    while ((uses[first] as DiscountUse).minute <= minute - windowMinutes) first++;
    if (index - first + 1 > most) return minute;
  }
  return null;
}
