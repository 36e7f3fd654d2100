// The drills of one plan, as the comparison page draws them: records joined with what was compared.
import type { ComparedDrill, Comparison } from "../../harness/record/comparison.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { splitBase } from "../comparison-words.ts";

/** A drill of a group: its row of the comparison, its record where that is at hand, and the link to its own report. */
export interface GroupedDrill {
  readonly compared: ComparedDrill;
  readonly record: RunRecord | null;
  readonly href: string;
}

/** Drills of one plan. `id` is unique in the page and holds letters and digits only. */
export interface DrillGroup {
  readonly id: string;
  readonly comparison: Comparison;
  readonly base: GroupedDrill;
  readonly others: readonly GroupedDrill[];
}

/** The drill that stands against the base on the first screen: the one with most defences, else the last. */
export function findMain(group: DrillGroup): GroupedDrill | null {
  const count = ({ compared }: GroupedDrill) => compared.defences.length;
  return group.others.reduce<GroupedDrill | null>(
    (main, drill) => (main === null || count(drill) >= count(main) ? drill : main),
    null,
  );
}

/** Groups in the order of the comparisons. `find`: record and link of a directory as the comparison names it. */
export function buildGroups(
  comparisons: readonly Comparison[],
  find: (directory: string) => { readonly record: RunRecord | null; readonly href: string },
): DrillGroup[] {
  return comparisons.map((comparison, index) => {
    const { base, others } = splitBase(comparison);
    const join = (compared: ComparedDrill): GroupedDrill => ({ compared, ...find(compared.directory) });
    return { id: `group-${index + 1}`, comparison, base: join(base), others: others.map(join) };
  });
}
