// The command line of `run`, parsed: what to drill, and how.
import { resolve } from "node:path";
import type { PhaseCut } from "../../scenarios/incident.ts";
import { ConfigError, type Problem } from "../errors.ts";
import type { Variant } from "../record/drill-result.ts";
import { type ProblemList, parseNames, parsePace, parsePositive, parseSeed, parseWhole } from "./options.ts";

/** As commander hands them over. */
export interface RunOptions {
  readonly variant?: string;
  readonly defences?: string;
  readonly defenses?: string;
  readonly cause?: string;
  readonly eachDefence?: boolean;
  readonly eachDefense?: boolean;
  readonly wholePhases?: boolean;
  readonly shortForm?: boolean;
  readonly addedLatency?: string;
  readonly seed: string;
  readonly pace?: string;
  readonly out: string;
  readonly keepSamples?: boolean;
  readonly allowShortPhases?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly testLeaveOutFaults?: boolean;
  readonly testMend?: string;
  readonly testVus?: string;
  readonly testEntry?: string;
  readonly testPhases?: string;
  readonly testWithout?: string;
  readonly testShop?: string;
}

/** What is asked for; nulls where it was left open. */
export interface RunRequest {
  /** Empty: all of the default run. */
  readonly incidents: readonly string[];
  /** `variants`: as it happened and defended; `one-by-one`: each defence alone; `added-latency`: a pair without the cause. */
  readonly mode: "variants" | "one-by-one" | "added-latency";
  readonly variant: Variant | null;
  readonly defences: readonly string[] | null;
  readonly cause: string | null;
  readonly shortForm: boolean;
  readonly addedLatencyMs: number;
  readonly seed: number;
  readonly pace: number | null;
  readonly keepSamples: boolean;
  readonly allowShortPhases: boolean;
  readonly leaveOutFaults: boolean;
  readonly mendAtMinute: number | null;
  readonly vus: number | null;
  readonly entry: string | null;
  readonly phases: readonly PhaseCut[] | null;
  /** A mechanism; each incident that is loaded refuses what it does not have. */
  readonly without: string | null;
  readonly shop: string | null;
}

/** Below it a difference drowns in chance; above it no customer of the model stays. */
const addedLatencyBounds = [10, 2000] as const;

/** CO-9's pair needs think times that are long beside the delay (DESIGN.md: 60x or slower). */
export const mostAddedLatencyPace = 60;

/** Parses names and options; problems go to the list, with a harmless value in place of what is wrong. */
export function parseRunOptions(names: readonly string[], options: RunOptions, problems: ProblemList): RunRequest {
  const optional = <T>(text: string | undefined, parse: (text: string) => T): T | null =>
    text === undefined ? null : problems.check<T | null>(() => parse(text), null);
  const { variant, addedLatency, testMend, testVus, testPhases } = options;
  const defences = options.defences ?? options.defenses;
  const isOneByOne = (options.eachDefence ?? options.eachDefense) === true;
  for (const problem of listClashes(names, options)) problems.check(() => refuse(problem), undefined);
  const request: RunRequest = {
    incidents: [...new Set(names)],
    mode: addedLatency === undefined ? (isOneByOne ? "one-by-one" : "variants") : "added-latency",
    variant: optional(variant, parseVariant),
    defences: optional(defences, (text) => parseNames("--defences", text)),
    cause: options.cause ?? null,
    shortForm: options.shortForm === true || (isOneByOne && options.wholePhases !== true),
    addedLatencyMs: optional(addedLatency, (text) => parseWhole("--added-latency", text, ...addedLatencyBounds)) ?? 0,
    seed: problems.check(() => parseSeed(options.seed), 0),
    pace: problems.check(() => parsePace(options.pace), null),
    keepSamples: options.keepSamples === true,
    allowShortPhases: options.allowShortPhases === true,
    leaveOutFaults: options.testLeaveOutFaults === true,
    mendAtMinute: optional(testMend, (text) => parseWhole("--test-mend", text, 0, 10_000)),
    vus: optional(testVus, (text) => parseWhole("--test-vus", text, 1, 100_000)),
    entry: options.testEntry ?? null,
    phases: optional(testPhases, parsePhases),
    without: options.testWithout ?? null,
    shop: options.testShop === undefined ? null : resolve(options.testShop),
  };
  if (request.mode === "added-latency" && (request.pace ?? 0) > mostAddedLatencyPace)
    problems.check(() => refuse(tooFast(request.pace as number)), undefined);
  return request;
}

function refuse(problem: Problem): never {
  throw new ConfigError(problem);
}

function parseVariant(text: string): Variant {
  if (text === "as-it-happened" || text === "defended") return text;
  throw new ConfigError({
    what: "unknown variant",
    expected: "as-it-happened or defended",
    got: text,
    hint: "`tilldrill list --json` shows the variants of each incident",
  });
}

/** `calm=50,outage=60`: phases that are kept, at these minutes. */
function parsePhases(text: string): PhaseCut[] {
  return text.split(",").map((part) => {
    const [phase = "", minutes = ""] = part.split("=");
    return { phase: phase.trim(), minutes: parsePositive("--test-phases", minutes, 100_000) };
  });
}

function tooFast(pace: number): Problem {
  return {
    what: "`--pace` is too fast for `--added-latency`",
    expected: `at most ${mostAddedLatencyPace}, so that waiting for pages stays short beside thinking`,
    got: `${pace}`,
    hint: "leave `--pace` out, or choose a smaller one",
  };
}

/** The same option twice: which of the two was meant is not ours to guess. */
function twoSpellings(got: string): Problem {
  return {
    what: "`--defences` and `--defenses` are one option",
    expected: "one of the two",
    got,
    hint: "name all defences behind one of them, separated by commas",
  };
}

/** Options that contradict each other. */
function listClashes(names: readonly string[], options: RunOptions): Problem[] {
  if (options.defences !== undefined && options.defenses !== undefined) return [twoSpellings(options.defenses)];
  const defences = options.defences ?? options.defenses;
  const isOneByOne = (options.eachDefence ?? options.eachDefense) === true;
  const given = [
    ...(options.variant === undefined ? [] : ["--variant"]),
    ...(defences === undefined ? [] : ["--defences"]),
    ...(options.cause === undefined ? [] : ["--cause"]),
    ...(isOneByOne ? ["--each-defence"] : []),
    ...(options.shortForm ? ["--short-form"] : []),
  ];
  const problems: Problem[] = [];
  if (defences !== undefined && options.variant === "as-it-happened")
    problems.push({
      what: "`--defences` cannot be used with `--variant as-it-happened`",
      expected: "one of the two",
      got: defences,
      hint: "as it happened there were no defences",
    });
  if (options.addedLatency !== undefined) {
    problems.push(...listUnwanted("--added-latency", given, "it drills a pair without defences and without a cause"));
    problems.push(...listNotOne("--added-latency", names));
  } else if (isOneByOne) {
    const unwanted = given.filter((option) => ["--variant", "--defences"].includes(option));
    problems.push(...listUnwanted("--each-defence", unwanted, "it drills none, each alone and all together"));
    problems.push(...listNotOne("--each-defence", names));
  }
  if (options.wholePhases && (options.shortForm || !isOneByOne))
    problems.push({
      what: "`--whole-phases` has no use here",
      expected: "`--each-defence` beside it, and no `--short-form`",
      got: isOneByOne ? "--short-form" : "no --each-defence",
      hint: "every other drill has its whole phases anyway",
    });
  return problems;
}

function listUnwanted(option: string, unwanted: readonly string[], hint: string): Problem[] {
  if (unwanted.length === 0) return [];
  return [
    { what: `\`${option}\` cannot be used with ${unwanted.join(", ")}`, expected: "it alone", got: "both", hint },
  ];
}

function listNotOne(option: string, names: readonly string[]): Problem[] {
  if (new Set(names).size === 1) return [];
  return [
    {
      what: `\`${option}\` drills one incident`,
      expected: "its name",
      got: names.length === 0 ? "none" : names.join(", "),
      hint: "`tilldrill list` shows what there is",
    },
  ];
}
