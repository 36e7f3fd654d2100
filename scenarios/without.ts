// Ablation: an incident with one mechanism switched off. Every emergent fact must flip for one of them.
import type { Incident } from "./incident.ts";
import { type OutageMechanism, outageMechanisms } from "./without/checkout-outage.ts";
import type { MechanismList, MechanismSwitch } from "./without/mechanism.ts";
import { type DealMechanism, dealMechanisms } from "./without/viral-deal.ts";

export type Mechanism = OutageMechanism | DealMechanism;

/** By incident; smoke's cause is the outage's, and so are its mechanisms. */
const listsByIncident: Readonly<Record<string, MechanismList>> = {
  "checkout-outage": outageMechanisms,
  smoke: outageMechanisms,
  "viral-deal": dealMechanisms,
};

const noMechanisms: MechanismList = { switches: {}, leftOut: [] };

/** What can be switched off of the incident of that name, in the order of its table; nothing of an unknown one. */
export function listMechanisms(incident: string): string[] {
  return Object.keys(findList(incident).switches);
}

/** What is so when it is off; a sentence for the table's reader. */
export function describeMechanism(incident: string, mechanism: string): string {
  return findSwitch(incident, mechanism).says;
}

/** Mechanisms that nobody can switch off from that incident, with the reason; listed below the table. */
export function listLeftOut(incident: string): MechanismList["leftOut"] {
  return findList(incident).leftOut;
}

/** The incident without that mechanism; all else as it was. Throws on one that the incident does not have. */
export function switchOff(incident: Incident, mechanism: string): Incident {
  return findSwitch(incident.name, mechanism).switchOff(incident);
}

function findList(incident: string): MechanismList {
  return Object.hasOwn(listsByIncident, incident) ? (listsByIncident[incident] ?? noMechanisms) : noMechanisms;
}

function findSwitch(incident: string, mechanism: string): MechanismSwitch {
  const { switches } = findList(incident);
  const found = Object.hasOwn(switches, mechanism) ? switches[mechanism] : undefined;
  if (found === undefined) throw new Error(`${incident} has no mechanism ${mechanism}`);
  return found;
}
