// A few words that tell the drills of one run apart.
import type { Variant } from "./drill-result.ts";

export interface LabelledDrill {
  readonly variant: Variant;
  readonly defences: readonly string[];
  /** As selected: null where no latency was added, 0 for the drill beside it. */
  readonly addedLatencyMs?: number | null;
  readonly cause?: string | null;
}

const mostNames = 2;

/** "as it happened", "circuit-breaker", "5 defences together", "300 ms more a page"; a cause that was chosen stands behind it. */
export function labelDrill({ variant, defences, addedLatencyMs = null, cause = null }: LabelledDrill): string {
  const because = cause === null ? "" : ` (${cause})`;
  if (addedLatencyMs !== null) return addedLatencyMs === 0 ? "no latency added" : `${addedLatencyMs} ms more a page`;
  if (variant === "as-it-happened") return `as it happened${because}`;
  if (defences.length === 0) return `defended${because}`;
  const names = defences.length > mostNames ? `${defences.length} defences together` : defences.join(" + ");
  return `${names}${because}`;
}

/** The same labels with a number behind those that occur more than once, in order. */
export function makeLabelsUnique(labels: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label}, ${times}`;
  });
}
