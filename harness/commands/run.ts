// `tilldrill run`: drills incidents, judges them, writes their reports.
import { join, relative } from "node:path";
import { type Command, Option } from "commander";
import { readReportAssets } from "../../reports/assets.ts";
import { renderOverview } from "../../reports/overview/render-overview.ts";
import { renderTerminal } from "../../reports/terminal.ts";
import { incidents } from "../../scenarios/catalogue.ts";
import type { DrillOptions } from "../drill/drill-options.ts";
import { makeFreshDirectory, nameRunDirectory, prepareOutput, writeWhole } from "../drill/run-directory.ts";
import { runDrill } from "../drill/run-drill.ts";
import { ConfigError } from "../errors.ts";
import { requireK6 } from "../load/require-k6.ts";
import { listShortPhases, loadIncident } from "../load-incident.ts";
import { computeExitCode } from "../objectives/verdict.ts";
import { buildRunResult } from "../record/build-run-result.ts";
import type { RunRecord } from "../record/run-record.ts";
import { type CommandContext, wantsColour, writeJson } from "./context.ts";
import { checkAll, parsePositive, parseWhole } from "./options.ts";
import { buildProgressLine } from "./progress.ts";
import { writeOutputs } from "./write-outputs.ts";

const interruptedCode = 130;
const mostPace = 100_000;
const mostSeed = 2 ** 31 - 1;

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
  const parseSeed = () => parseWhole("--seed", options.seed, 0, mostSeed);
  const parsePace = () => (options.pace === undefined ? null : parsePositive("--pace", options.pace, mostPace));
  const wanted =
    names.length > 0 ? names : incidents.filter((incident) => incident.inDefaultRun).map(({ name }) => name);
  const known = wanted.map((name) => () => loadIncident(name, null, true));
  checkAll([() => checkVariant(options), parseSeed, parsePace, ...known]);
  const seed = parseSeed();
  const pace = parsePace();
  const vus = options.testVus === undefined ? null : parseWhole("--test-vus", options.testVus, 1, 100_000);
  return [...new Set(wanted)].map((name) => {
    const loaded = loadIncident(name, pace, options.allowShortPhases === true);
    return {
      loaded,
      variant: "as-it-happened" as const,
      defences: [],
      judgedBy: "facts" as const,
      seed,
      pace: pace ?? loaded.incident.pace,
      keepSamples: options.keepSamples === true,
      shortPhases: listShortPhases(loaded.incident, pace ?? loaded.incident.pace),
      command: renderCommand(name, options, seed),
      test: {
        leaveOutFaults: options.testLeaveOutFaults === true,
        vus,
        ...(options.testEntry === undefined ? {} : { entry: options.testEntry }),
      },
    };
  });
}

async function runIncidents(names: readonly string[], options: RunOptions, context: CommandContext): Promise<void> {
  const drills = buildDrills(names, options);
  const k6 = requireK6();
  await prepareOutput(options.out);
  // Before the drill: Ctrl-C ends esbuild's process too, and the interrupted drill gets its report all the same.
  const assets = await readReportAssets();
  const now = new Date();
  const parent = drills.length > 1 ? await makeFreshDirectory(join(options.out, nameRunDirectory(now, "run"))) : null;
  const done: { record: RunRecord; directory: string }[] = [];
  for (const drill of drills) {
    if (context.signal.aborted) break;
    const { name } = drill.loaded.incident;
    const progress = buildProgressLine(context.stderr, name, options.quiet === true);
    const directory =
      parent === null
        ? join(options.out, nameRunDirectory(now, name, drill.variant))
        : join(parent, `${name}-${drill.variant}`);
    const outcome = await runDrill({ ...drill, directory, k6 }, context.signal, (state) =>
      progress.show(state),
    ).finally(() => progress.end());
    const report = await writeOutputs(outcome.directory, outcome.record, assets);
    done.push(outcome);
    if (!options.json)
      context.stdout.write(
        renderTerminal(outcome.record, {
          colour: wantsColour(context.stdout),
          width: context.stdout.columns ?? 100,
          reportPath: report,
        }),
      );
  }
  const exitCode = context.signal.aborted ? interruptedCode : computeExitCode(done.map(({ record }) => record));
  const runDirectory = parent ?? done[0]?.directory ?? options.out;
  const result = buildRunResult(done, runDirectory, exitCode);
  if (parent !== null) {
    const inside = buildRunResult(
      done.map(({ record, directory }) => ({ record, directory: relative(parent, directory) })),
      ".",
      exitCode,
    );
    await writeWhole(
      join(parent, "report.html"),
      renderOverview(
        inside,
        done.map(({ record }) => record),
      ),
    );
    if (!options.json) context.stdout.write(`all drills: ${join(parent, "report.html")}\n`);
  }
  if (options.json) writeJson(context, result);
  context.exitWith(exitCode);
}

export function addRunCommand(program: Command, context: CommandContext): void {
  program
    .command("run")
    .description("drill incidents: all built-in ones, or those named")
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
