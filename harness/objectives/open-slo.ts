// Reads objectives from OpenSLO v1 documents. What OpenSLO has no field for stands in annotations `tilldrill.dev/...`.
import { LineCounter, parseAllDocuments } from "yaml";
import { z } from "zod";
import { type StepName, stepNames } from "../../scenarios/outcome.ts";
import { ConfigError, type Problem } from "../errors.ts";
import type { ObjectiveCount } from "../record/run-record.ts";

/** An objective as its file states it. `populations`, `phase` null: all. `limitMs`: wall ms. */
export interface Objective {
  readonly name: string;
  readonly says: string;
  readonly kind: ObjectiveCount["kind"];
  readonly steps: readonly StepName[];
  readonly populations: readonly string[] | null;
  readonly phase: string | null;
  readonly target: number;
  readonly limitMs: number | null;
  /** Waiting objectives: incident minutes in line; absent otherwise. */
  readonly limitMinutes?: number;
  readonly budgetAllowedRatio: number;
  readonly alerting: boolean;
}

const populationNames = ["buyers", "browsers", "deal-readers", "hunters"] as const;

const name = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "expected lower case letters, digits and dashes");

/** Names joined by dots: OpenSLO's schema allows letters, digits, dots, dashes and underscores in annotations. */
function listOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z
    .string()
    .transform((text) => text.split("."))
    .pipe(z.array(z.enum(values)).min(1));
}

const positiveNumber = z
  .string()
  .regex(/^[0-9]+(\.[0-9]+)?$/, 'expected a number over 0 in quotes, like "300"')
  .transform(Number)
  .pipe(z.number().positive());

const annotations = z.strictObject({
  "tilldrill.dev/kind": z.enum(["availability", "latency", "order-success", "waiting"]),
  "tilldrill.dev/steps": listOf(stepNames).optional(),
  "tilldrill.dev/populations": listOf(populationNames).optional(),
  "tilldrill.dev/phase": z.string().min(1).optional(),
  "tilldrill.dev/limit-ms": positiveNumber.optional(),
  "tilldrill.dev/limit-minutes": positiveNumber.optional(),
  "tilldrill.dev/budget-allowed": positiveNumber.optional(),
  "tilldrill.dev/alerting": z.enum(["true", "false"]).optional(),
});

const metric = z.strictObject({
  metricSource: z.strictObject({
    metricSourceRef: z.string().optional(),
    type: z.string().optional(),
    spec: z.record(z.string(), z.unknown()),
  }),
});

const indicator = z.strictObject({
  metadata: z.strictObject({ name, displayName: z.string().optional() }),
  spec: z.strictObject({
    description: z.string().max(1050).optional(),
    ratioMetric: z.strictObject({ counter: z.boolean(), good: metric, total: metric }),
  }),
});

/** An SLO document as tilldrill takes it: OpenSLO v1, one rolling window of 30 days, one target below 1. */
export const openSloSchema = z.strictObject({
  apiVersion: z.literal("openslo/v1"),
  kind: z.literal("SLO"),
  metadata: z.strictObject({
    name,
    displayName: z.string().optional(),
    labels: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    annotations,
  }),
  spec: z.strictObject({
    description: z.string().min(1).max(1050),
    service: z.string().min(1),
    indicator,
    timeWindow: z.tuple([z.strictObject({ duration: z.literal("30d"), isRolling: z.literal(true) })]),
    budgetingMethod: z.literal("Occurrences"),
    objectives: z.tuple([z.strictObject({ displayName: z.string().optional(), target: z.number().gt(0).lt(1) })]),
  }),
});

/**
 * Reads a multi-document YAML file of OpenSLO v1 SLOs; `sourceName` is the file as the person knows it.
 * Throws a ConfigError with all problems, each with its line.
 */
export function parseObjectives(text: string, sourceName: string): Objective[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  const problems: Problem[] = [];
  const objectives: Objective[] = [];
  for (const document of "empty" in documents ? [] : documents) {
    const lineAt = (offset: number | undefined) =>
      `${sourceName}:${lines.linePos(offset ?? document.range?.[0] ?? 0).line}`;
    for (const error of document.errors) {
      problems.push({
        what: `not YAML: ${(error.message.split("\n")[0] ?? "").replace(/:$/, "")}`,
        where: lineAt(error.pos[0]),
      });
    }
    if (document.errors.length > 0) continue;
    const value: unknown = document.toJS();
    const parsed = openSloSchema.safeParse(value);
    if (parsed.success) {
      const objective = buildObjective(parsed.data);
      problems.push(...listConflicts(objective, objectives, lineAt(findOffset(document, ["metadata", "name"]))));
      objectives.push(objective);
      continue;
    }
    for (const issue of parsed.error.issues) {
      problems.push(describeIssue(issue, value, (path) => lineAt(findOffset(document, path))));
    }
  }
  if (problems.length === 0 && objectives.length === 0) {
    problems.push({
      what: "no objective",
      where: sourceName,
      expected: "at least one document of kind SLO",
      got: "none",
    });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return objectives;
}

function buildObjective(document: z.infer<typeof openSloSchema>): Objective {
  const { metadata, spec } = document;
  const notes = metadata.annotations;
  const limitMinutes = notes["tilldrill.dev/limit-minutes"];
  return {
    name: metadata.name,
    says: spec.description,
    kind: notes["tilldrill.dev/kind"],
    // A waiting objective counts visits: the plan expects as many as first pages.
    steps: notes["tilldrill.dev/steps"] ?? (notes["tilldrill.dev/kind"] === "waiting" ? ["home"] : []),
    populations: notes["tilldrill.dev/populations"] ?? null,
    phase: notes["tilldrill.dev/phase"] ?? null,
    target: spec.objectives[0].target,
    limitMs: notes["tilldrill.dev/limit-ms"] ?? null,
    ...(limitMinutes === undefined ? {} : { limitMinutes }),
    budgetAllowedRatio: notes["tilldrill.dev/budget-allowed"] ?? 1,
    alerting: notes["tilldrill.dev/alerting"] === "true",
  };
}

function listConflicts(objective: Objective, earlier: readonly Objective[], where: string): Problem[] {
  const problems: Problem[] = [];
  if (earlier.some((other) => other.name === objective.name)) {
    problems.push({ what: "two objectives of one name", where, expected: "each name once", got: objective.name });
  }
  const { name, kind } = objective;
  const missing = (what: string, annotation: string): Problem => ({
    what: `${kind} objective ${name} has no ${what}`,
    where,
    expected: `annotation tilldrill.dev/${annotation}`,
    got: "none",
  });
  if (objective.steps.length === 0) problems.push(missing("steps", "steps"));
  if (kind === "latency" && objective.limitMs === null) problems.push(missing("limit", "limit-ms"));
  if (kind === "waiting" && objective.limitMinutes === undefined) problems.push(missing("limit", "limit-minutes"));
  if ((kind === "order-success" || kind === "waiting") && objective.alerting) {
    problems.push({
      what: `${kind} objective ${name} cannot alert`,
      where,
      expected: "kind availability or latency",
      got: kind,
    });
  }
  return problems;
}

type Path = readonly PropertyKey[];

function describeIssue(issue: z.core.$ZodIssue, value: unknown, locate: (path: Path) => string): Problem {
  const path = issue.path.map(String).join(".") || "the document";
  const where = locate(issue.path);
  if (issue.code === "unrecognized_keys") {
    return {
      what: `unknown field in ${path}`,
      where,
      expected: "only fields of an OpenSLO v1 SLO that tilldrill reads",
      got: issue.keys.join(", "),
    };
  }
  const got = issue.path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : at), value);
  const expected = issue.message.replace(/^.*?expected /, "").replace(/, received .*$/, "");
  return { what: `${path} is wrong`, where, expected, got: got === undefined ? "nothing" : JSON.stringify(got) };
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}

/** Offset of the node at `path`, or of its nearest parent that exists. */
function findOffset(
  document: { getIn(path: Iterable<unknown>, keepScalar?: boolean): unknown },
  path: Path,
): number | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true) as { range?: readonly number[] | null } | undefined;
    if (node?.range) return node.range[0];
  }
  return undefined;
}
