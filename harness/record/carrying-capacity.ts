// What VD-14 asks: the workers, or the defences, that would have carried the evening. Shares of the buyers' steps, 0 to 1.

export interface CarryingCapacity {
  /** The twin's own. */
  readonly workers: number;
  /** Records before `objectives`: of the buyers' steps, what an evening that is carried may turn away. */
  readonly mostTurnedAwayRatio?: number;
  /** Of the buyers' steps, what the twin's own workers turn away on the drill's seed. */
  readonly ownRatio: number;
  /** With the voucher decided rightly, on the twin's own workers. */
  readonly rightRatio: number;
  readonly withRightCode: boolean;
  /** With these not every evening is carried, and ... */
  readonly tooFew: number;
  /** ... with these every one; null: not with eight times its own. */
  readonly enough: number | null;
  /** The objectives whose targets an evening must hold to be carried, by name. */
  readonly objectives?: readonly string[];
  /** The evenings at both ends of the bracket: the drill's own seed first. */
  readonly seeds?: readonly number[];
  /** How many of them each end carries; null: that end was not tried. */
  readonly carriedTooFew?: number | null;
  readonly carriedEnough?: number | null;
  /** How many of them the twin's own workers carry with the voucher decided rightly. */
  readonly carriedRight?: number;
  /** How many of them the twin's own workers carry with the bug in and this defence alone; and those the model does not play. */
  readonly carriedByDefence?: readonly { readonly name: string; readonly carried: number }[];
  readonly defencesNotSimulated?: readonly string[];
}

/** The smallest shop that would have carried the evening, in brackets; and what the right code does instead. */
export function describeCarrying(capacity: CarryingCapacity): string {
  const { workers, tooFew, enough, ownRatio, rightRatio, withRightCode, seeds = [] } = capacity;
  const own = `${workers} ${workers === 1 ? "worker" : "workers"}`;
  const share = (carried: number | null | undefined) =>
    typeof carried !== "number" ? "" : ` (${carried} of ${seeds.length} evenings carried)`;
  const right = `with the voucher decided rightly its own ${own} ${withRightCode ? "would have done" : "would still have been too few"} (${showPercent(rightRatio)} of the buyers’ steps turned away, against ${showPercent(ownRatio)})`;
  const limit = `${describeDefences(capacity)}${describeLimit(capacity)}`;
  if (enough === null)
    return `No: even ${tooFew} workers, ${showTimes(tooFew / workers)} times its own, would have been too few${share(capacity.carriedTooFew)}; ${right}. ${limit}`;
  if (enough <= workers)
    return `It was large enough: its own ${own} carry the evening${share(capacity.carriedEnough)}; ${right}. ${limit}`;
  return `Yes, with ${enough} workers: ${showTimes(enough / workers)} times its own ${workers}${share(capacity.carriedEnough)}; ${tooFew} would have been too few${share(capacity.carriedTooFew)}. But ${right}. ${limit}`;
}

/** A sentence with a blank after it; nothing in records before it was asked. */
function describeDefences({ carriedByDefence, defencesNotSimulated = [], seeds = [] }: CarryingCapacity): string {
  if (carriedByDefence === undefined) return "";
  const told = carriedByDefence.map(({ name, carried }) => `${name} ${carried} of ${seeds.length}`).join(", ");
  const open = defencesNotSimulated.length === 0 ? "" : `; not simulated: ${defencesNotSimulated.join(", ")}`;
  return `Evenings carried by its own workers with the bug in and one defence alone: ${told}${open}. `;
}

function describeLimit({ objectives, seeds = [], mostTurnedAwayRatio }: CarryingCapacity): string {
  const model = "By the capacity model, with nobody pulling the plug; carried means that";
  if (objectives !== undefined)
    return `${model} ${objectives.join(", ")} hold their targets within the evening (seeds ${seeds.join(", ")}).`;
  return mostTurnedAwayRatio === undefined
    ? "By the capacity model, with nobody pulling the plug."
    : `${model} at most ${showPercent(mostTurnedAwayRatio)} of the buyers’ steps are turned away.`;
}

function showPercent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(1))} %`;
}

function showTimes(times: number): string {
  return String(Number(times.toFixed(2)));
}
