// `tilldrill run`: drills incidents, judges them, writes their reports.
import { join, relative } from "node:path";
import { type Command, Option } from "commander";
import { readReportAssets } from "../../reports/assets.ts";
import type { ReportAssets } from "../../reports/html/render-report.ts";
import { renderOverview } from "../../reports/overview/render-overview.ts";
import { renderTerminal } from "../../reports/terminal.ts";
import { incidents } from "../../scenarios/catalogue.ts";
import type { DrillOptions } from "../drill/drill-options.ts";
import { fileNames, makeFreshDirectory, nameRunDirectory, prepareOutput, writeWhole } from "../drill/run-directory.ts";
import { runDrill } from "../drill/run-drill.ts";
import { ConfigError, renderError } from "../errors.ts";
import { requireK6 } from "../load/require-k6.ts";
import { listShortPhases, listWeakPhases, loadIncident } from "../load-incident.ts";
import { computeExitCode } from "../objectives/verdict.ts";
import { buildRunResult } from "../record/build-run-result.ts";
import type { RunRecord } from "../record/run-record.ts";
import { type CommandContext, wantsColour, writeJson } from "./context.ts";
import { ProblemList, parsePace, parseSeed, parseWhole } from "./options.ts";
import { buildProgressLine } from "./progress.ts";
import { writeOutputs } from "./write-outputs.ts";

const interruptedCode = 130;
const stillFaultyCode = 12;

interface RunOptions {
  variant?: string;
  defences?: string;
  defenses?: string;
  seed: string;
  pace?: string;
  out: string;
  keepSamples?: boolean;
  allowShortPhases?: boolean;
  quiet?: boolean;
  json?: boolean;
  testLeaveOutFaults?: boolean;
  testVus?: string;
  testEntry?: string;
}

/** Variants that exist so far. `defended` needs containing defences. */
function checkVariant(options: RunOptions): void {
  const defences = options.defences ?? options.defenses;
  if (options.variant !== undefined && !["as-it-happened", "defended"].includes(options.variant))
    throw new ConfigError({
      what: "unknown variant",
      expected: "as-it-happened or defended",
      got: options.variant,
      hint: "`tilldrill list --json` shows the variants of each incident",
    });
  if (defences !== undefined && options.variant === "as-it-happened")
    throw new ConfigError({
      what: "`--defences` cannot be used with `--variant as-it-happened`",
      expected: "one of the two",
      got: defences,
      hint: "as it happened there were no defences",
    });
  if (defences !== undefined)
    throw new ConfigError({
      what: "unknown defence",
      expected: "none: this version has no defences yet",
      got: defences,
      hint: "leave `--defences` out",
    });
  if (options.variant === "defended")
    throw new ConfigError({
      what: "the variant `defended` cannot be drilled",
      expected: "as-it-happened",
      got: "defended",
      hint: "this version has no defences yet; `--variant as-it-happened` can be drilled",
    });
}

/** The command that repeats one drill. */
function renderCommand(name: string, options: RunOptions, seed: number): string {
  const words = ["npm start -- run", name, "--variant as-it-happened", `--seed ${seed}`];
  if (options.pace !== undefined) words.push(`--pace ${options.pace}`);
  if (options.allowShortPhases) words.push("--allow-short-phases");
  if (options.keepSamples) words.push("--keep-samples");
  return words.join(" ");
}

/** Checks everything that can be checked before anything is started. */
function buildDrills(names: readonly string[], options: RunOptions): Omit<DrillOptions, "directory" | "k6">[] {
  const wanted =
    names.length > 0 ? names : incidents.filter((incident) => incident.inDefaultRun).map(({ name }) => name);
  const { testVus } = options;
  const problems = new ProblemList();
  problems.check(() => checkVariant(options), undefined);
  const seed = problems.check(() => parseSeed(options.seed), 0);
  const pace = problems.check(() => parsePace(options.pace), null);
  const vus = problems.check(
    () => (testVus === undefined ? null : parseWhole("--test-vus", testVus, 1, 100_000)),
    null,
  );
  const load = (name: string) => [loadIncident(name, pace, options.allowShortPhases === true)];
  const incidentsToDrill = [...new Set(wanted)].flatMap((name) => problems.check(() => load(name), []));
  problems.throwIfAny();
  return incidentsToDrill.map((loaded) => {
    const { incident } = loaded;
    const drillPace = pace ?? incident.pace;
    return {
      loaded,
      variant: "as-it-happened" as const,
      defences: [],
      judgedBy: "facts" as const,
      seed,
      pace: drillPace,
      keepSamples: options.keepSamples === true,
      shortPhases: listShortPhases(incident, drillPace),
      warnings: listWeakPhases(incident, drillPace).map(
        ({ phase, says }) => `phase ${phase} was allowed although it rests on few orders: ${says}`,
      ),
      command: renderCommand(incident.name, options, seed),
      test: {
        leaveOutFaults: options.testLeaveOutFaults === true,
        vus,
        ...(options.testEntry === undefined ? {} : { entry: options.testEntry }),
      },
    };
  });
}

type Finished = { record: RunRecord; directory: string };

/** Runs one drill and writes what it leaves; prints its result unless JSON is asked for. */
async function runOne(drill: DrillOptions, assets: ReportAssets, options: RunOptions, context: CommandContext) {
  const progress = buildProgressLine(context.stderr, drill.loaded.incident.name, options.quiet === true);
  const running = runDrill(drill, context.signal, (state) => progress.show(state));
  const outcome = await running.finally(() => progress.end());
  const reportPath = await writeOutputs(outcome.directory, outcome.record, assets);
  const { stdout } = context;
  if (!options.json)
    stdout.write(
      renderTerminal(outcome.record, { colour: wantsColour(stdout), width: stdout.columns || 100, reportPath }),
    );
  return outcome;
}

/** Writes the report that sets several drills side by side; its links are relative to it. */
async function writeOverview(
  parent: string,
  done: readonly Finished[],
  exitCode: number,
  isWhole: boolean,
): Promise<string> {
  const inside = done.map(({ record, directory }) => ({ record, directory: relative(parent, directory) }));
  const records = done.map(({ record }) => record);
  const path = join(parent, fileNames.report);
  await writeWhole(path, renderOverview(buildRunResult(inside, ".", exitCode, isWhole), records));
  return path;
}

/** 12 outranks all, then the interrupt, then the problem that kept a drill from beginning. */
function chooseExitCode(done: readonly Finished[], isInterrupted: boolean, failure: unknown): number {
  const exitCode = computeExitCode(done.map(({ record }) => record));
  if (exitCode === stillFaultyCode) return exitCode;
  if (isInterrupted) return interruptedCode;
  return failure === null ? exitCode : renderError(failure).exitCode;
}

async function runIncidents(names: readonly string[], options: RunOptions, context: CommandContext): Promise<void> {
  const drills = buildDrills(names, options);
  const k6 = requireK6();
  await prepareOutput(options.out);
  // Before the drill: Ctrl-C ends esbuild's process too, and the interrupted drill gets its report all the same.
  const assets = await readReportAssets();
  const now = new Date();
  const parent = drills.length > 1 ? await makeFreshDirectory(join(options.out, nameRunDirectory(now, "run"))) : null;
  const done: Finished[] = [];
  let failure: unknown = null;
  for (const drill of drills) {
    if (context.signal.aborted || failure !== null) break;
    const { name } = drill.loaded.incident;
    const alone = join(options.out, nameRunDirectory(now, name, drill.variant));
    const directory = parent === null ? alone : join(parent, `${name}-${drill.variant}`);
    try {
      done.push(await runOne({ ...drill, directory, k6 }, assets, options, context));
    } catch (problem) {
      // What the drills before it found is kept and said; then the problem is.
      failure = problem;
    }
  }
  if (done.length > 0) {
    const exitCode = chooseExitCode(done, context.signal.aborted, failure);
    const isWhole = done.length === drills.length;
    const overview = parent === null ? null : await writeOverview(parent, done, exitCode, isWhole);
    if (overview !== null && !options.json) context.stdout.write(`all drills: ${overview}\n`);
    if (options.json)
      writeJson(context, buildRunResult(done, parent ?? (done[0] as Finished).directory, exitCode, isWhole));
    context.exitWith(exitCode);
  }
  if (failure !== null) throw failure;
  if (done.length === 0) context.exitWith(interruptedCode);
}

export function addRunCommand(program: Command, context: CommandContext): void {
  program
    .command("run")
    .description("drill the incidents named, or all of the default run")
    .argument("[incident...]", "names, as `list` prints them")
    .option("--variant <name>", "as-it-happened or defended (default: all there are)")
    .option("--defences <names>", "drill the defended variant with exactly these, separated by commas")
    .addOption(new Option("--defenses <names>", "the same").hideHelp())
    .option("--seed <n>", "decides the plan and all draws", "1")
    .option("--pace <n>", "incident seconds in one real second (default: the incident's own)")
    .option("--keep-samples", "keep each step in samples.csv.gz")
    .option("--out <directory>", "where the run directory is made", "drills")
    .option("--allow-short-phases", "run phases shorter than five response timeouts; their latency is inconclusive")
    .option("--quiet", "no progress")
    .option("--json", "print one JSON object on stdout and nothing else")
    .addOption(new Option("--test-leave-out-faults").hideHelp())
    .addOption(new Option("--test-vus <n>").hideHelp())
    .addOption(new Option("--test-entry <file>").hideHelp())
    .addHelpText(
      "after",
      "\nExamples:\n  tilldrill run\n  tilldrill run checkout-outage --seed 2 --keep-samples\n  tilldrill run checkout-outage --json > result.json",
    )
    .action((names: string[], options: RunOptions) => runIncidents(names, options, context));
}
