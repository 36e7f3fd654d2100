// How many virtual users a drill needs: the most customers at once by the pure model, and room to spare.
import { draw } from "../../scenarios/chance.ts";
import { computeFaultShare, computeMostAtOnce, isOrderingPaused, walkPlan } from "../../scenarios/customers/model.ts";
import type { Incident } from "../../scenarios/incident.ts";
import type { Plan } from "../../scenarios/plan.ts";

/** Customers who wait longer than the model thinks need virtual users of their own. */
const spareRatio = 1.5;
const spareCount = 50;
const usualLatencyMs = 30;

/**
 * Walks the plan with the faults as they are planned, each call of a stage's share failing by a draw; once with customers
 * who are told nothing and once with customers who are asked to come back in half an hour, as
 * more of them then wait.
 */
export function computeVirtualUsers(incident: Incident, plan: Plan): number {
  const latencyMs = usualLatencyMs + incident.pageDelayMs;
  const most = [false, true].map((asksToComeBack) => {
    const walked = walkPlan(
      incident,
      plan,
      (customer) => (wish, minute, attempt) => {
        const refused = isOrderingPaused(incident, minute) ? 1 : computeFaultShare(incident, minute);
        const share = wish.step === "place-order" ? refused : 0;
        const fails = draw(plan.seed, customer.population, customer.customer, "model-fault", attempt) < share;
        if (!fails) return { outcome: "ok", latencyMs, discountCents: 1 };
        return { outcome: "error-page", latencyMs, asksToComeBack, retryAfterMinutes: asksToComeBack ? 30 : null };
      },
      1,
    );
    return computeMostAtOnce(walked);
  });
  const wanted = Math.ceil(Math.max(...most) * spareRatio) + spareCount;
  return Math.max(1, Math.min(plan.customers.length, wanted));
}
