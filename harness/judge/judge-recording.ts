// From what was recorded to what is said: the pure function behind `run`, `judge` and `report`.
import { computeWeight } from "../../scenarios/plan.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { auditOrders } from "../audit/audit-orders.ts";
import { buildAuditTerms } from "../audit/audit-terms.ts";
import { listValueAssumptions, valueCustomers } from "../audit/customer-value.ts";
import { addDamage, computeDamage } from "../audit/damage.ts";
import { computeMoneyOf } from "../audit/money.ts";
import { summariseDeferrals } from "../audit/summarise-deferrals.ts";
import { buildDealReport } from "../deal/build-deal-report.ts";
import { listDistortedObjectives } from "../measure/distortion.ts";
import { computeAlerts } from "../objectives/burn-rate-alerts.ts";
import { judgeObjectives, listUndecidable } from "../objectives/judge-objectives.ts";
import { chooseScope, judgeDrill } from "../objectives/verdict.ts";
import type { AuditResult } from "../record/drill-result.ts";
import type { Recorded, RunRecord } from "../record/run-record.ts";
import { countDealArrivals } from "./deal-arrivals.ts";
import { buildFigures } from "./figures.ts";
import { describeFacts, explainFacts, judgeFact } from "./judge-facts.ts";
import { judgeRecovery, reportFindings } from "./judge-recovery.ts";
import type { Recording } from "./recording.ts";

/** The audit of a drill whose books could not be read: it found nothing because it saw nothing. */
const noAudit: AuditResult = {
  attempts: 0,
  acknowledged: 0,
  lost: 0,
  orderedDespiteError: 0,
  duplicated: 0,
  unexpected: 0,
  unknown: 0,
  deferred: 0,
  paymentsWithoutOrder: 0,
  ordersWithoutPayment: 0,
  violations: [],
};

/** Judges a recording. `directory` of the result is ".": inside a file, paths are relative to it. */
export function judgeRecording(recording: Recording): RunRecord {
  const { incident, plan, recorded, history, books } = recording;
  const invalid = listDistortedObjectives(recorded.objectiveCounts, recording.phases, recorded.shortPhases);
  const objectives = judgeObjectives(recorded.objectiveCounts, invalid);
  const alerts = computeAlerts(recorded.objectiveCounts);
  const { times, findings } = judgeRecovery(recording, alerts);
  const auditTerms = buildAuditTerms({ ...recording, pace: plan.pace, money: incident });
  const audit = books === null ? null : auditOrders(history, books, auditTerms);
  const damage = books === null ? null : computeDamage(history, books, auditTerms);
  const valued = valueCustomers(history, books);
  const money = addDamage(computeMoneyOf(valued, incident.currency), damage, computeWeight(plan.pace, plan.share));
  const dealReport = buildDealReport({ ...recording, valued });
  const figures = buildFigures(recording, valued, money, times, auditTerms, dealReport);
  const facts = incident.facts.map((fact) => judgeFact(fact, figures));
  const { verdict, reasons } = judgeDrill({
    judgedBy: recording.judgedBy,
    scope: chooseScope(recorded.selection),
    facts,
    objectives,
    controlMisses: incident.controlMisses,
    audit,
    generator: recording.generator,
    faults: recording.faults,
    complete: recorded.complete,
    invalidBecause: recorded.invalidBecause,
    incompleteBecause: recorded.incompleteBecause,
    undecidable: listUndecidable(recorded.objectiveCounts, invalid),
  });
  return {
    schemaVersion: 1,
    incident: incident.name,
    variant: recording.variant,
    defences: [...recording.defences],
    judgedBy: recording.judgedBy,
    verdict,
    reasons: [...reasons, ...reportFindings(recording, findings)],
    directory: ".",
    seed: plan.seed,
    pace: plan.pace,
    share: plan.share,
    weight: computeWeight(plan.pace, plan.share),
    facts,
    assumptions: [...incident.assumptions, ...listValueAssumptions(valued, incident.currency)],
    objectives,
    alerts,
    phases: [...recording.phases],
    generator: recording.generator,
    populations: [...recording.populations],
    faults: [...recording.faults],
    actions: [...recording.actions],
    times,
    audit: audit ?? noAudit,
    money,
    recorded: {
      ...recorded,
      findings,
      ...reportForum(recording),
      ...reportBooks(recording, damage, dealReport),
      audited: audit !== null,
      factDetails: describeFacts(incident.facts, figures),
      factReasons: explainFacts(incident.facts),
    },
  };
}

/** What the books tell besides the audit; nothing where they could not be read. */
function reportBooks(
  { incident, plan, history, books }: Recording,
  damage: Recorded["damage"] | null,
  dealReport: Recorded["dealReport"] | null,
): Pick<Recorded, "deferrals" | "damage" | "dealReport"> {
  if (books === null) return {};
  return {
    deferrals: summariseDeferrals(history, books, buildIncidentClock(incident.phases, plan.pace)),
    ...(damage ? { damage } : {}),
    ...(dealReport ? { dealReport } : {}),
  };
}

/** The forum with whom it sent; nothing where the drill had none. */
function reportForum({ history, recorded: { forum } }: Recording): Pick<Recorded, "forum"> {
  return forum === undefined ? {} : { forum: { ...forum, dealArrivals: countDealArrivals(history) } };
}
