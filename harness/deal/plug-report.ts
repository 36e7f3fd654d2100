// What pausing all orders cost in good ones, and what damage it spared.
import type { ValuedCustomer } from "../audit/customer-value.ts";
import { isAcknowledged } from "../audit/order-claims.ts";
import type { PlugReport } from "../record/deal-report.ts";
import { scaleAmount } from "./amounts.ts";
import type { DiscountUse } from "./deal-times.ts";
import { estimateKillSwitch, sumUses } from "./kill-switch.ts";
import { isRefusedBuyer } from "./met-pause.ts";
import { buildPlugCurve, estimatePlug, findBestPlug, findNearBest, type PlugSketch } from "./plug-curve.ts";

/** Minutes before the plug whose damage is carried on. */
const lookBackMinutes = 15;

/** Minutes on the incident clock. `usesPerMinute`: the promotion's limit at full scale; null where it has none. */
export interface PlugParts {
  readonly uses: readonly DiscountUse[];
  readonly valued: readonly ValuedCustomer[];
  readonly pausedAtMinute: number;
  readonly resumedAtMinute: number;
  readonly mendedAtMinute: number;
  readonly usesPerMinute: number | null;
  readonly weight: number;
}

/**
 * Good orders that the plug refused: of buyers who met the maintenance page at the order button and bought nothing later.
 * Damage that it stopped: the mean undeserved cents a minute of the 15 minutes before it, from then to the mend, or until
 * orders were taken again where the voucher was not mended by then.
 */
export function buildPlugReport(parts: PlugParts): PlugReport {
  const { uses, pausedAtMinute, resumedAtMinute, mendedAtMinute, usesPerMinute, weight } = parts;
  const met = parts.valued.filter(({ history }) => isRefusedBuyer(history, resumedAtMinute));
  const refused = met.filter((customer) => !hasBought(customer));
  const delayed = met.filter(hasBought);
  const undeserved = uses.filter((use) => use.isUndeserved);
  const last = undeserved.filter(({ minute }) => minute >= pausedAtMinute - lookBackMinutes && minute < pausedAtMinute);
  const damagePerMinuteCents = last.reduce((sum, { cents }) => sum + cents, 0) / lookBackMinutes;
  const untilMinute = Math.min(mendedAtMinute, resumedAtMinute);
  const sketch = buildSketch(parts, sumValues(refused), damagePerMinuteCents, untilMinute);
  const curve = buildPlugCurve(sketch);
  return {
    pausedAtMinute,
    resumedAtMinute,
    mendedAtMinute,
    refused: { customers: refused.length, valueCents: scaleAmount(sumValues(refused), weight) },
    delayed: { customers: delayed.length, valueCents: scaleAmount(sumValues(delayed), weight) },
    damageBefore: sumUses(
      undeserved.filter(({ minute }) => minute < pausedAtMinute),
      weight,
    ),
    damageDuring: sumUses(
      undeserved.filter(({ minute }) => minute >= pausedAtMinute && minute < untilMinute),
      weight,
    ),
    damageAfter: sumUses(
      undeserved.filter(({ minute }) => minute >= Math.max(pausedAtMinute, untilMinute)),
      weight,
    ),
    damagePerMinuteCents: scaleAmount(damagePerMinuteCents, weight),
    damageStoppedCents: scaleAmount(damagePerMinuteCents * Math.max(0, untilMinute - pausedAtMinute), weight),
    asItWas: curve.length === 0 ? null : estimatePlug(sketch, pausedAtMinute),
    best: findBestPlug(curve),
    nearBest: findNearBest(curve),
    curve,
    killSwitch: usesPerMinute === null ? null : estimateKillSwitch(uses, usesPerMinute, weight),
    assumes: [
      `without the plug the damage of the ${lookBackMinutes} minutes before it would have gone on at the same rate until the voucher was mended, or orders were taken again`,
      "a plug pulled at another minute lasts as long, loses the same share of the orders wanted in it, and the voucher is mended before it ends",
      "buyers whom the overloaded shop turned away before the plug are not counted on either side",
    ],
  };
}

function buildSketch(
  parts: PlugParts,
  refusedCents: number,
  damagePerMinuteCents: number,
  untilMinute: number,
): PlugSketch {
  const { uses, valued, pausedAtMinute, resumedAtMinute, weight } = parts;
  const wanted = valued.flatMap(({ history: { buys, counterfactualMinute: minute }, valueCents: cents }) =>
    buys && minute !== null ? [{ minute, cents }] : [],
  );
  const during = wanted.filter(({ minute }) => minute >= pausedAtMinute && minute < resumedAtMinute);
  const wantedCents = during.reduce((sum, { cents }) => sum + cents, 0);
  return {
    uses,
    wanted,
    pausedAtMinute,
    lengthMinutes: resumedAtMinute - pausedAtMinute,
    untilMinute,
    damagePerMinuteCents,
    lostRatio: wantedCents === 0 ? 0 : refusedCents / wantedCents,
    weight,
  };
}

/** By what they were told as well: an order that was cancelled later was not refused by the plug. */
function hasBought({ sold, history }: ValuedCustomer): boolean {
  return sold.length > 0 || history.attempts.some(isAcknowledged);
}

function sumValues(customers: readonly ValuedCustomer[]): number {
  return customers.reduce((sum, { valueCents }) => sum + valueCents, 0);
}
