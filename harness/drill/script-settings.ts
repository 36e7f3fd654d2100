// What the k6 script of a drill is told, and how long it may take.
import { pickForScript, type ScriptSettings } from "../../scenarios/script-settings.ts";
import { computeWallMs } from "../../scenarios/time.ts";
import { mostStartLatenessMs } from "../measure/generator-health.ts";
import type { RecordingParts } from "./build-recording.ts";
import { computeVirtualUsers } from "./virtual-users.ts";

/** From T0's announcement to T0: the samples' flush, and the time line's first steps. */
const leadMs = 1500;
/** Customers of the last minutes may finish: this many pages' think time, and two slow answers. */
const drainPages = 30;

/** From the end of set-up to the latest end of the load, wall ms. */
export function computeMostMs({ options, clock }: RecordingParts): number {
  const { incident } = options.loaded;
  const pagesMs = computeWallMs(drainPages * incident.customers.thinkMinutes, clock.pace);
  return leadMs + clock.wallMs + pagesMs + 2 * incident.responseTimeoutMs;
}

/** Where shop and forum listen; `forum` null where there is none. */
export interface Origins {
  readonly shop: string;
  readonly forum: string | null;
}

/** Settings for the plan at `planPath` and these origins. */
export function buildScriptSettings(parts: RecordingParts, planPath: string, { shop, forum }: Origins): ScriptSettings {
  const { options, plan } = parts;
  const { incident } = options.loaded;
  return {
    incident: pickForScript(incident),
    planPath,
    origin: shop,
    forumOrigin: forum,
    seed: plan.seed,
    pace: plan.pace,
    vus: options.test.vus ?? computeVirtualUsers(incident, plan, options.defences),
    customers: plan.customers.length,
    leadMs,
    mostMs: computeMostMs(parts),
    dropAfterMs: mostStartLatenessMs,
  };
}
