// What can be switched off of an incident, as each incident's file beside this one lists it.
import type { Incident } from "../incident.ts";

/** `says`: what is so when it is off, a sentence for the table's reader. `switchOff` is pure; all else stays as it was. */
export interface MechanismSwitch {
  readonly says: string;
  readonly switchOff: (incident: Incident) => Incident;
}

/** Mechanisms by name, in the order of the table; and those that nobody can switch off from an incident, with the reason. */
export interface MechanismList<Name extends string = string> {
  readonly switches: Readonly<Record<Name, MechanismSwitch>>;
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}
