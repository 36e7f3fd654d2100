// Why a drill has no difference to the base: nothing is compared that is not known, and the reader is told what is missing.

export interface HistoryState {
  readonly isCut: boolean;
  /** Why its history cannot be read, without the drill's name; null where it can. */
  readonly problem: string | null;
  /** All customers of the plan who would have bought are in it, and there are some. */
  readonly hasAll: boolean;
}

/** What is missing to hold a drill against the base, as a clause about that drill; null where nothing is. */
export function explainMissing(base: HistoryState, drill: HistoryState): string | null {
  if (base.isCut) return "the drill it would be held against was cut short";
  if (base.problem !== null) return `of the drill it would be held against, ${base.problem}`;
  if (!base.hasAll) return "not all customers of the plan are in the history of the drill it would be held against";
  if (drill.isCut) return "this drill was cut short";
  if (drill.problem !== null) return drill.problem;
  return drill.hasAll ? null : "not all customers of the plan are in its history";
}
