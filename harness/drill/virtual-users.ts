// How many virtual users a drill needs: the most customers at once by the pure model, and room to spare.
import { draw } from "../../scenarios/chance.ts";
import { computeFaultShare, computeMostAtOnce, isOrderingPaused, walkPlan } from "../../scenarios/customers/model.ts";
import type { Incident } from "../../scenarios/incident.ts";
import type { Plan } from "../../scenarios/plan.ts";

/** Keeps customers in line; each of them holds a virtual user meanwhile. */
const waitingRoom = "waiting-room";
/** Customers who wait longer than the model thinks need virtual users of their own. */
const spareRatio = 1.5;
const spareCount = 50;
const usualLatencyMs = 30;

/**
 * Walks the plan with the faults as they are planned, each call of a stage's share failing by a draw; once with customers
 * who are told nothing and once with customers who are asked to come back in half an hour, as
 * more of them then wait. Where the waiting room is among the defences, there are enough for a room that lets nobody in.
 */
export function computeVirtualUsers(incident: Incident, plan: Plan, defences: readonly string[]): number {
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
  const inLine = defences.includes(waitingRoom) ? computeMostInLine(incident, plan) : 0;
  const wanted = Math.max(Math.ceil(Math.max(...most) * spareRatio), inLine) + spareCount;
  return Math.max(1, Math.min(plan.customers.length, wanted));
}

/** The most customers at once if everybody comes and is kept in line until they leave: nobody waits longer than that. */
function computeMostInLine(incident: Incident, plan: Plan): number {
  return computeMostAtOnce(walkPlan(incident, plan, () => () => ({ outcome: "queued", latencyMs: usualLatencyMs }), 1));
}
