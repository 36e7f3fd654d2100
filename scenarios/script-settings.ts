// What the harness tells the k6 script, as JSON in the environment variable TILLDRILL_SETTINGS.
import type { Incident } from "./incident.ts";

/**
 * What customers need to know of an incident: plain data. The rest (facts, assumptions, other incidents) stays out of the
 * script, as each virtual user holds a copy of all that a script builds.
 */
export type ScriptIncident = Pick<Incident, "phases" | "populations" | "customers" | "deal" | "responseTimeoutMs">;

/** The part of the incident that the script is told. */
export function pickForScript(incident: Incident): ScriptIncident {
  const { phases, populations, customers, deal, responseTimeoutMs } = incident;
  return { phases, populations, customers, ...(deal === undefined ? {} : { deal }), responseTimeoutMs };
}

/** Times in wall ms. */
export interface ScriptSettings {
  readonly incident: ScriptIncident;
  readonly planPath: string;
  /** Where the shop listens. */
  readonly origin: string;
  /** Where the deal forum listens; null where the incident has none. */
  readonly forumOrigin: string | null;
  readonly seed: number;
  readonly pace: number;
  /** Virtual users, and customers of the plan. */
  readonly vus: number;
  readonly customers: number;
  /** From the end of set-up to T0. */
  readonly leadMs: number;
  /** From the end of set-up to the latest end of the load. */
  readonly mostMs: number;
  /** A customer who starts later than this is dropped. */
  readonly dropAfterMs: number;
}
