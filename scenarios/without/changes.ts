// Changes to an incident that mechanisms of more than one incident are made of. Pure.
import type { CustomerModel, DealModel, Incident } from "../incident.ts";
import { replaceFaults } from "../replace-faults.ts";

/** The evening without its cause: nothing is broken, and nobody has anything to take back. */
export function withoutCause(incident: Incident): Incident {
  return { ...replaceFaults(incident, () => []), actions: [], alertActions: [] };
}

/** The incident with these decisions of its customers in place of its own. */
export function changeCustomers(incident: Incident, changes: Partial<CustomerModel>): Incident {
  return { ...incident, customers: { ...incident.customers, ...changes } };
}

/** The same of those who come because of a deal; an incident without one stays as it is. */
export function changeDeal(incident: Incident, changes: Partial<DealModel>): Incident {
  return incident.deal === undefined ? incident : { ...incident, deal: { ...incident.deal, ...changes } };
}
