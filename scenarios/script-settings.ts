// What the harness tells the k6 script, as JSON in the environment variable TILLDRILL_SETTINGS.

import type { IncidentSelection } from "./selection.ts";

/** Times in wall ms. */
export interface ScriptSettings {
  readonly selection: IncidentSelection;
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
