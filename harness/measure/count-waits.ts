// Good and bad events of a waiting objective: visits that came in in time, and those that did not.
import type { Objective } from "../objectives/open-slo.ts";
import type { TrackedWaits } from "./wait-tracker.ts";

/**
 * One event a visit that was let in at once (good), and one a wait: good when let in within the limit; bad when later, when
 * given up, or when still in line with the limit passed. In line within the limit: no event yet. Other kinds: zeros.
 */
export function countWaits(
  { kind, limitMinutes = 0, populations, phase }: Objective,
  { waits, atOnce, nowMinute }: TrackedWaits,
): { readonly good: number; readonly bad: number } {
  if (kind !== "waiting") return { good: 0, bad: 0 };
  const counts = (one: { readonly population: string; readonly phase: string }) =>
    (populations === null || populations.includes(one.population)) && (phase === null || phase === one.phase);
  let good = atOnce.filter(counts).reduce((sum, { count }) => sum + count, 0);
  let bad = 0;
  for (const { end, joinedMinute, lastMinute } of waits.filter(counts)) {
    if (end === "let-in" && lastMinute - joinedMinute <= limitMinutes) good++;
    else if (end !== "waiting" || nowMinute - joinedMinute > limitMinutes) bad++;
  }
  return { good, bad };
}
