// The promotion that a drilled shop is told of, and that its record keeps for the audit.
import type { Incident } from "../../scenarios/incident.ts";
import { computeWeight } from "../../scenarios/plan.ts";
import type { RecordedPromotion } from "../record/recorded-promotion.ts";
import type { RecordingParts } from "./build-recording.ts";
import type { ShopOptions } from "./shop-processes.ts";

/** Null where the incident has none. Nobody checks the cap unless a defence does: that is part of what happened. */
export function buildPromotion({ options, plan }: Pick<RecordingParts, "options" | "plan">): RecordedPromotion | null {
  const { promotion } = options.loaded.incident;
  if (promotion === undefined) return null;
  const { code, discountCents, capPerAccount, eligibleCategories } = promotion;
  const terms = { code, discountCents, capPerAccount, eligibleCategories };
  return {
    vouchers: [{ ...terms, minimumBasketCents: 0, promotionBudgetCents: null }],
    capCheck: "off",
    guardBudgetCents: scaleGuard(promotion, computeWeight(plan.pace, plan.share)).budgetCents,
  };
}

/** The shop's configuration of it; empty where the incident has none. */
export function configurePromotion(
  parts: Pick<RecordingParts, "options" | "plan">,
): Pick<ShopOptions, "vouchers" | "voucherCapCheck" | "promotionGuard"> {
  const recorded = buildPromotion(parts);
  const { promotion } = parts.options.loaded.incident;
  if (recorded === null || promotion === undefined) return {};
  return {
    vouchers: recorded.vouchers.map((voucher) => ({ ...voucher, fromMinute: 0, untilMinute: null })),
    voucherCapCheck: recorded.capCheck,
    promotionGuard: scaleGuard(promotion, computeWeight(parts.plan.pace, parts.plan.share)),
  };
}

/** Limits in customers' units are set at full scale: divided by the weight, as a rehearsed customer counts for so many. */
function scaleGuard({ budgetCents, usesPerMinute }: NonNullable<Incident["promotion"]>, weight: number) {
  return { budgetCents: Math.round(budgetCents / weight), usesPerMinute: usesPerMinute / weight };
}
