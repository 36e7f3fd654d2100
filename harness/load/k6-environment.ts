// What k6 is told by its environment.
import { totalmem } from "node:os";
import type { ScriptSettings } from "../../scenarios/script-settings.ts";

/**
 * Go collects garbage whenever the heap has doubled, on every core there is. Each customer is a heap of its own, so at
 * a thousand of them that is seconds in which customers start late. Four times the live heap makes it rare, and half of
 * the machine's memory is where Go collects more often again (Go documentation, runtime: GOGC, GOMEMLIMIT).
 */
const heapGrowthPercent = 300;
const memoryShare = 0.5;

/** Variables for k6 beside the harness's own; a person's GOGC and GOMEMLIMIT stand. */
export function buildK6Environment(settings: ScriptSettings, own: NodeJS.ProcessEnv = process.env) {
  const mostMebibytes = Math.floor((totalmem() * memoryShare) / 1024 / 1024);
  return {
    TILLDRILL_SETTINGS: JSON.stringify(settings),
    K6_NO_USAGE_REPORT: "true",
    GOGC: own.GOGC ?? String(heapGrowthPercent),
    GOMEMLIMIT: own.GOMEMLIMIT ?? `${mostMebibytes}MiB`,
  };
}
