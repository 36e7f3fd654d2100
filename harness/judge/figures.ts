// Answers what the facts of an incident ask of a finished drill (scenarios/figures.ts). Pure.
import { computeSalesLostPer100Ms } from "../../scenarios/customers/model.ts";
import type { DrillFigures } from "../../scenarios/figures.ts";
import { computeWeight } from "../../scenarios/plan.ts";
import type { AuditTerms } from "../audit/audit-terms.ts";
import type { ValuedCustomer } from "../audit/customer-value.ts";
import * as flow from "../audit/order-flow.ts";
import type { DealReport } from "../record/deal-report.ts";
import type { MoneyResult, TimesResult } from "../record/drill-result.ts";
import { buildDealFigures } from "./deal-figures.ts";
import type { Recording } from "./recording.ts";

/** Delays of CO-9's sweep, ms more on every page. */
const sweepDelaysMs = [200, 400, 600, 800, 1000];

export function buildFigures(
  recording: Recording,
  valued: readonly ValuedCustomer[],
  money: MoneyResult,
  times: TimesResult,
  auditTerms: AuditTerms,
  dealReport: DealReport | null,
): DrillFigures {
  const { incident, plan, history, phases, recorded } = recording;
  const baseWeight = computeWeight(plan.pace, plan.share);
  const base = recording.populations.filter((population) => population.weight === baseWeight).map(({ name }) => name);
  const findPhase = (name: string) => phases.find((phase) => phase.name === name) ?? { fromMinute: 0, toMinute: 0 };
  // Where nobody came, all of the counterfactual would count as lost.
  const came = history.some(({ cameMinute }) => cameMinute !== null);
  const pageMinute = times.detect.sinceFirstHarm;
  let salesLost: number | null | undefined;
  return {
    deal: buildDealFigures(recording, auditTerms, dealReport),
    countSteps(phase, steps, outcomes) {
      let count = 0;
      for (const entry of recorded.stepCounts) {
        if (entry.phase !== phase || !steps.includes(entry.step) || !base.includes(entry.population)) continue;
        for (const [outcome, number] of Object.entries(entry.outcomes))
          if (outcomes === undefined || (outcomes as readonly string[]).includes(outcome)) count += number;
      }
      return count;
    },
    soldBetween: (from, to) => flow.sumSoldBetween(valued, from, to),
    counterfactualBetween: (from, to) => flow.sumCounterfactualBetween(valued, from, to),
    lostIn: (phase) => flow.sumLostBetween(valued, findPhase(phase).fromMinute, findPhase(phase).toMinute),
    regainedBetween: (from, to) => flow.sumRegainedBetween(valued, from, to),
    boughtInPhaseAfterFailing: (phase, beforeMinute) =>
      flow.countBoughtAfterFailing(valued, findPhase(phase).fromMinute, findPhase(phase).toMinute, beforeMinute),
    netLossCents: came ? money.netLossCents : null,
    defectedCents: came ? money.defectedCents : null,
    firstErrorMinutes: flow.listFirstErrors(history),
    firstHarmMinute: times.firstHarmMinute,
    firstPageMinute: pageMinute === null || times.firstHarmMinute === null ? null : times.firstHarmMinute + pageMinute,
    endMinute: findEndMinute(recording),
    restoredAtMinute: recording.faults.length === 0 ? null : (recording.faults.at(-1)?.restoredAtMinute ?? null),
    changes: recorded.changeLog,
    statusMessagesSeen: recorded.statusMessagesSeen,
    calmPageMs: findCalmSteps(recording)?.product?.latencyMsOk.p50 ?? null,
    pairedSalesLost: recorded.addedLatencyCost?.salesLostPer100Ms ?? null,
    get salesLostPer100Ms() {
      if (salesLost === undefined) salesLost = computeSalesLostPer100Ms(incident, plan, sweepDelaysMs);
      return salesLost;
    },
  };
}

/** The steps of the calm phase. */
function findCalmSteps({ incident, phases }: Recording): Recording["phases"][number]["steps"] | undefined {
  return phases.find(({ name }) => name === incident.calmPhase)?.steps;
}

/** Until when the drill observed: to its last phase's end; cut short, to the start of its last slice of time. */
export function findEndMinute({ phases, recorded }: Recording): number | null {
  const plannedMinute = phases.at(-1)?.toMinute ?? null;
  if (recorded.complete || plannedMinute === null) return plannedMinute;
  const seenMinutes = recorded.timeSlices.map(({ fromMinute }) => fromMinute);
  return seenMinutes.length === 0 ? null : Math.min(plannedMinute, Math.max(...seenMinutes));
}
