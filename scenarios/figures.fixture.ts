// What a finished drill could answer, for tests of facts: nothing happened, with what a test changes.
import type { DrillFigures } from "./figures.ts";
import type { Outcome, StepName } from "./outcome.ts";

/** Steps of a phase by outcome: `{ outage: { "place-order": { "error-page": 95, ok: 5 } } }`. */
export type StepTable = Readonly<Record<string, Partial<Record<StepName, Readonly<Partial<Record<Outcome, number>>>>>>>;

export function buildFigures(changes: Partial<DrillFigures> & { readonly steps?: StepTable } = {}): DrillFigures {
  const { steps = {}, ...others } = changes;
  const none = { orders: 0, cents: 0 };
  return {
    countSteps(phase, names, outcomes) {
      let count = 0;
      for (const name of names)
        for (const [outcome, number] of Object.entries(steps[phase]?.[name] ?? {}))
          if (outcomes === undefined || outcomes.includes(outcome as Outcome)) count += number;
      return count;
    },
    soldBetween: () => none,
    counterfactualBetween: () => none,
    lostIn: () => 0,
    regainedBetween: () => 0,
    boughtInPhaseAfterFailing: () => 0,
    netLossCents: null,
    defectedCents: null,
    firstErrorMinutes: [],
    firstHarmMinute: null,
    firstPageMinute: null,
    endMinute: null,
    restoredAtMinute: null,
    changes: [],
    statusMessagesSeen: 0,
    salesLostPer100Ms: null,
    calmPageMs: null,
    pairedSalesLost: null,
    deal: null,
    ...others,
  };
}
