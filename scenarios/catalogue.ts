// All built-in incidents, in the order in which `list` names them.
import { checkoutOutage } from "./checkout-outage/incident.ts";
import type { Incident } from "./incident.ts";
import { smoke } from "./smoke/incident.ts";
import { viralDeal } from "./viral-deal/incident.ts";

export const incidents: readonly Incident[] = [checkoutOutage, viralDeal, smoke];

/** The incident of that name, or undefined. */
export function findIncident(name: string): Incident | undefined {
  return incidents.find((incident) => incident.name === name);
}
