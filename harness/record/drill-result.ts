// The fixed JSON of a drill: what `run --json` prints and `record.json` holds (names and units are a
// contract). One definition gives the types, the check when a record is read, and `tilldrill schema`.
import { z } from "zod";
import { outcomes, stepNames } from "../../scenarios/outcome.ts";

export const schemaVersion = 1;

const verdict = z.enum(["pass", "fail", "inconclusive"]);
const factVerdict = z.enum(["reproduced", "not-reproduced", "undecided"]);
const objectiveVerdict = z.enum(["met", "missed", "undecidable"]);
const variant = z.enum(["as-it-happened", "defended"]);
const percentileNames = ["p50", "p90", "p95", "p99", "p999"] as const;

const count = z.number().int().nonnegative();
const cents = z.number().int();
const minute = z.number();
const ratio = z.number();

/** Wall milliseconds. Numbers wherever the count is over 0; `tooFew`: fewer than 10 samples beyond. */
const percentiles = z.strictObject({
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  p999: z.number().nullable(),
  max: z.number().nullable(),
  tooFew: z.array(z.enum(percentileNames)),
});

const fact = z.strictObject({
  id: z.string(),
  says: z.string(),
  origin: z.enum(["set", "fitted", "emergent"]),
  expected: z.string(),
  measured: z.number().nullable(),
  unit: z.string(),
  verdict: factVerdict,
});

const assumption = z.strictObject({ id: z.string(), value: z.number(), unit: z.string(), why: z.string() });

/** good + bad = total, raw counts. Ratios: share of the 30-day budget, 1 = all of it. */
const objective = z.strictObject({
  name: z.string(),
  phase: z.string().nullable(),
  target: ratio,
  good: count,
  bad: count,
  total: count,
  budgetConsumedRatio: ratio.nullable(),
  budgetAllowedRatio: ratio,
  verdict: objectiveVerdict,
});

const alert = z.strictObject({
  objective: z.string(),
  severity: z.enum(["page", "ticket"]),
  longWindow: z.string(),
  shortWindow: z.string(),
  firedAtMinute: minute,
  resolutionMinutes: z.number(),
});

const step = z.strictObject({
  count,
  outcomes: z.partialRecord(z.enum(outcomes), count),
  latencyMs: percentiles,
  latencyMsOk: percentiles,
});

const phase = z.strictObject({
  name: z.string(),
  fromMinute: minute,
  toMinute: minute,
  wallSeconds: z.number(),
  distortion: z.number(),
  steps: z.partialRecord(z.enum(stepNames), step),
});

const generator = z.strictObject({
  planned: count,
  started: count,
  dropped: count,
  startLatenessMs: z.strictObject({ p99: z.number().nullable(), max: z.number().nullable() }),
});

const population = z.strictObject({ name: z.string(), weight: z.number(), planned: count, came: count });

/** `restored`: taken back; `not-restored`: may still act; `not-injected`: never put in force; `prevented`: a preventive defence forestalled it. */
const faultState = z.enum(["restored", "not-restored", "not-injected", "prevented"]);

/** `requestsAffected`: attempts to place an order that the fault touched, raw; calls made for an order later are not counted. */
const fault = z.strictObject({
  name: z.string(),
  kind: z.string(),
  state: faultState,
  plannedFromMinute: minute,
  injectedAtMinute: minute.nullable(),
  restoredAtMinute: minute.nullable(),
  requestsAffected: count,
  restoreVerified: z.boolean(),
});

const action = z.strictObject({ name: z.string(), atMinute: minute });
const since = z.strictObject({ sinceFirstHarm: minute.nullable(), sinceOutage: minute.nullable() });

/** Minutes on the incident clock; null if never. */
const times = z.strictObject({
  firstHarmMinute: minute.nullable(),
  outageMinute: minute.nullable(),
  detect: since,
  act: since,
  causeGone: since,
  serviceBack: since,
});

/** The first row that breaks a rule over the books. */
const violation = z.strictObject({ invariant: z.string(), orderNumber: z.string().nullable(), says: z.string() });

/** Raw counts over the order history and both books. `deferred`: taken, to be confirmed later. */
const audit = z.strictObject({
  attempts: count,
  acknowledged: count,
  lost: count,
  orderedDespiteError: count,
  duplicated: count,
  unexpected: count,
  unknown: count,
  deferred: count,
  paymentsWithoutOrder: count,
  ordersWithoutPayment: count,
  violations: z.array(violation),
});

/** Integer cents at rehearsed scale (raw). */
const rehearsedMoney = z.strictObject({
  counterfactualCents: cents,
  soldCents: cents,
  lostCents: cents,
  regainedCents: cents,
  netLossCents: cents,
  defectedCents: cents,
  damageCents: cents,
});

/** Integer cents at full scale: weighted, rounded once. */
const money = z.strictObject({ currency: z.string(), ...rehearsedMoney.shape, rehearsed: rehearsedMoney });

export const drillResultSchema = z.strictObject({
  incident: z.string(),
  variant,
  defences: z.array(z.string()),
  judgedBy: z.enum(["facts", "objectives"]),
  verdict,
  reasons: z.array(z.string()),
  directory: z.string(),
  seed: z.number().int(),
  pace: z.number(),
  share: z.number(),
  weight: z.number(),
  facts: z.array(fact),
  assumptions: z.array(assumption),
  objectives: z.array(objective),
  alerts: z.array(alert),
  phases: z.array(phase),
  generator,
  populations: z.array(population),
  faults: z.array(fault),
  actions: z.array(action),
  times,
  audit,
  money,
});

export const runResultSchema = z.strictObject({
  schemaVersion: z.literal(schemaVersion),
  verdict,
  exitCode: z.number().int(),
  runDirectory: z.string(),
  drills: z.array(drillResultSchema),
});

export type Verdict = z.infer<typeof verdict>;
export type FactVerdict = z.infer<typeof factVerdict>;
export type ObjectiveVerdict = z.infer<typeof objectiveVerdict>;
export type Variant = z.infer<typeof variant>;
export type PercentileName = (typeof percentileNames)[number];
export type Percentiles = z.infer<typeof percentiles>;
export type FactResult = z.infer<typeof fact>;
export type ObjectiveResult = z.infer<typeof objective>;
export type AlertResult = z.infer<typeof alert>;
export type StepResult = z.infer<typeof step>;
export type PhaseResult = z.infer<typeof phase>;
export type GeneratorResult = z.infer<typeof generator>;
export type PopulationResult = z.infer<typeof population>;
export type FaultState = z.infer<typeof faultState>;
export type FaultResult = z.infer<typeof fault>;
export type ActionResult = z.infer<typeof action>;
export type SinceMinutes = z.infer<typeof since>;
export type TimesResult = z.infer<typeof times>;
export type Violation = z.infer<typeof violation>;
export type AuditResult = z.infer<typeof audit>;
export type RehearsedMoney = z.infer<typeof rehearsedMoney>;
export type MoneyResult = z.infer<typeof money>;
export type DrillResult = z.infer<typeof drillResultSchema>;
export type RunResult = z.infer<typeof runResultSchema>;
