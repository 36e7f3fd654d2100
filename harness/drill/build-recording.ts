// From the recorder's state to a recording: the same at a checkpoint and at the end.
import { availableParallelism, platform, totalmem } from "node:os";
import type { Plan } from "../../scenarios/plan.ts";
import { computeWeight } from "../../scenarios/plan.ts";
import type { IncidentClock } from "../../scenarios/time.ts";
import { computeWallMs } from "../../scenarios/time.ts";
import type { Books } from "../audit/books.ts";
import { listCompletedDeferrals } from "../audit/completed-deferrals.ts";
import type { Recording } from "../judge/recording.ts";
import { computeDistortion } from "../measure/distortion.ts";
import { computeWaiting } from "../measure/waiting-fairness.ts";
import type { CancellationRecord } from "../record/deal-report.ts";
import type { ActionResult, FaultResult, PhaseResult, PopulationResult } from "../record/drill-result.ts";
import type { AlertedAction, ChangeLogEntry, DefenceReport, ForumRecord } from "../record/run-record.ts";
import type { DrillOptions } from "./drill-options.ts";
import type { DrillRecorder } from "./drill-recorder.ts";
import { buildPromotion } from "./promotion-of-drill.ts";

export interface RecordingParts {
  readonly options: DrillOptions;
  readonly plan: Plan;
  readonly planSha256: string;
  readonly clock: IncidentClock;
  readonly recorder: DrillRecorder;
  readonly startedAt: string;
  readonly version: string;
  readonly shopWorkers: number;
}

/** What the running drill knows: its faults and actions, and what cut it short. */
export interface DrillState {
  readonly faults: readonly FaultResult[];
  readonly actions: readonly ActionResult[];
  readonly alertedActions: readonly AlertedAction[];
  /** Null where no orders were to be cancelled, or not yet. */
  readonly cancellation?: CancellationRecord | null;
  readonly defenceReports: readonly DefenceReport[];
  readonly changeLog: readonly ChangeLogEntry[];
  readonly warnings: readonly string[];
  /** Why the measurement cannot carry a verdict, a sentence each. */
  readonly invalidBecause: readonly string[];
  /** Wall ms since T0 at which the drill was cut short, or stands; null where it ran to its end. */
  readonly elapsedMs: number | null;
  /** Null where the drill ran to its end. */
  readonly incompleteBecause: string | null;
}

function buildPhases(parts: RecordingParts, steps: ReturnType<DrillRecorder["steps"]["snapshot"]>): PhaseResult[] {
  const { incident } = parts.options.loaded;
  return incident.phases.map(({ name, fromMinute, toMinute }): PhaseResult => {
    const recorded = steps.phases.get(name);
    return {
      name,
      fromMinute,
      toMinute,
      wallSeconds: computeWallMs(toMinute - fromMinute, parts.clock.pace) / 1000,
      distortion: computeDistortion(parts.clock.pace, recorded?.p95LatencyMs ?? null, incident.customers.thinkMinutes),
      steps: recorded?.steps ?? {},
    };
  });
}

function buildPopulations({ options, plan, recorder }: RecordingParts): PopulationResult[] {
  const came = recorder.history.countCame();
  return options.loaded.incident.populations.map(({ name, thinner }) => ({
    name,
    weight: computeWeight(plan.pace, plan.share, thinner),
    planned: plan.customers.filter((customer) => customer.population === name).length,
    came: came.get(name) ?? 0,
  }));
}

/** Customers whose time has come. */
function countDue({ customers }: Plan, elapsedMs: number | null): number {
  return elapsedMs === null ? customers.length : customers.filter(({ arrivesAtMs }) => arrivesAtMs <= elapsedMs).length;
}

/** Builds the recording of what there is so far. */
export function buildRecording(
  parts: RecordingParts,
  state: DrillState,
  books: Books | null,
  forum: ForumRecord | null = null,
): Recording {
  const { options, plan, recorder } = parts;
  const { incident, sha256 } = options.loaded;
  const steps = recorder.steps.snapshot();
  const history = recorder.history.build();
  return {
    incident,
    plan,
    variant: options.variant,
    defences: options.defences,
    judgedBy: options.judgedBy,
    phases: buildPhases(parts, steps),
    generator: recorder.generator.finish(countDue(plan, state.elapsedMs)),
    populations: buildPopulations(parts),
    faults: state.faults,
    actions: state.actions,
    history,
    books,
    recorded: {
      title: incident.title,
      story: incident.story,
      startedAt: parts.startedAt,
      complete: state.incompleteBecause === null,
      incompleteBecause: state.incompleteBecause,
      command: options.command,
      versions: { tilldrill: parts.version, k6: options.k6.version, node: process.version },
      machine: { cpus: availableParallelism(), memoryMb: Math.round(totalmem() / 1024 / 1024), platform: platform() },
      incidentSha256: sha256,
      planSha256: parts.planSha256,
      minuteZeroOfDay: incident.minuteZeroOfDay,
      ...(recorder.t0Ms === null ? {} : { t0Ms: recorder.t0Ms }),
      ...(forum === null ? {} : { forum }),
      ...describePromotion(parts),
      ...(options.carryingCapacity === null ? {} : { carryingCapacity: options.carryingCapacity }),
      thinkMinutes: incident.customers.thinkMinutes,
      responseTimeoutMs: incident.responseTimeoutMs,
      timeSlices: steps.timeSlices,
      objectiveCounts: recorder.objectives.finish(
        books === null ? [] : listCompletedDeferrals(history, books, plan.pace),
      ),
      stepCounts: recorder.stepCounts.build(),
      waiting: computeWaiting(recorder.waits.snapshot()),
      shortPhases: options.shortPhases,
      changeLog: state.changeLog,
      selection: options.loaded.selection,
      defenceReports: state.defenceReports,
      alertedActions: state.alertedActions,
      ...(state.cancellation ? { cancellation: state.cancellation } : {}),
      findings: [],
      paceLicence: options.paceLicence,
      statusMessagesSeen: recorder.statusMessagesSeen,
      shopWorkers: parts.shopWorkers,
      audited: false,
      factDetails: {},
      warnings: state.warnings,
      invalidBecause: state.invalidBecause,
    },
  };
}

function describePromotion(parts: RecordingParts): Pick<Recording["recorded"], "promotion"> {
  const promotion = buildPromotion(parts);
  return promotion === null ? {} : { promotion };
}
