// Runs the chosen drills one after the other, writes what they leave, and says the run's exit code.
import { join } from "node:path";
import { readReportAssets } from "../../reports/assets.ts";
import { renderComparisonTable } from "../../reports/comparison-table.ts";
import type { ReportAssets } from "../../reports/html/render-report.ts";
import { renderTerminal } from "../../reports/terminal.ts";
import type { DrillOptions } from "../drill/drill-options.ts";
import { fileNames, makeFreshDirectory, nameRunDirectory, prepareOutput } from "../drill/run-directory.ts";
import { runDrill } from "../drill/run-drill.ts";
import { renderError } from "../errors.ts";
import { requireK6 } from "../load/require-k6.ts";
import { computeExitCode } from "../objectives/verdict.ts";
import { buildRunResult } from "../record/build-run-result.ts";
import { type CommandContext, wantsColour, writeJson } from "./context.ts";
import { explainExitCode } from "./explain-exit-code.ts";
import { PaceLicences } from "./pace-licences.ts";
import { buildProgressLine } from "./progress.ts";
import type { ChosenDrill } from "./run-drills.ts";
import { judgePair } from "./run-pair.ts";
import { type FinishedDrill, writeComparison } from "./write-comparison.ts";
import { writeOutputs } from "./write-outputs.ts";

/** With more drills than this each is told in brief: the table that follows sets them side by side. */
const mostToldWhole = 4;
const interruptedCode = 130;
const stillFaultyCode = 12;

export interface RunTelling {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Where run directories are made. */
  readonly out: string;
}

interface Run {
  readonly context: CommandContext;
  readonly telling: RunTelling;
  readonly assets: ReportAssets;
  readonly licences: PaceLicences;
  readonly isBrief: boolean;
  readonly done: FinishedDrill[];
  failure: unknown;
}

/** 12 outranks all, then the interrupt, then the problem that kept a drill from beginning. */
function chooseExitCode({ done, failure, context }: Run): number {
  const exitCode = computeExitCode(done.map(({ record }) => record));
  if (exitCode === stillFaultyCode) return exitCode;
  if (context.signal.aborted) return interruptedCode;
  return failure === null ? exitCode : renderError(failure).exitCode;
}

/** Runs one drill and writes what it leaves. */
async function runOne(drill: DrillOptions, title: string, run: Run): Promise<FinishedDrill> {
  const { context, telling, assets } = run;
  const progress = buildProgressLine(context.stderr, title, telling.quiet);
  const onWork = () => progress.say("working out what this pace may claim");
  const paceLicence = await run.licences.get(drill, context.signal, onWork);
  const running = runDrill({ ...drill, paceLicence }, context.signal, (state) => progress.show(state));
  const outcome = await running.finally(() => progress.end());
  await writeOutputs(outcome.directory, outcome.record, assets);
  return outcome;
}

function tellDrill({ record, directory }: FinishedDrill, { context: { stdout }, telling, isBrief }: Run): void {
  if (telling.json) return;
  const reportPath = join(directory, fileNames.report);
  const options = { colour: wantsColour(stdout), width: stdout.columns || 100, reportPath, isBrief };
  stdout.write(renderTerminal(record, options));
}

/** What several drills leave beside their own: the comparison, and on a terminal its table. */
async function tellComparison(parent: string, run: Run, exitCode: number, isWhole: boolean): Promise<void> {
  const { context, telling, assets, done } = run;
  const { path, comparison } = await writeComparison(parent, done, assets, exitCode, isWhole);
  if (telling.json) return;
  const { stdout } = context;
  for (const one of comparison.comparisons)
    if (one.drills.length > 1)
      stdout.write(`\n${renderComparisonTable(one, { colour: wantsColour(stdout), width: stdout.columns || 100 })}`);
  stdout.write(`${explainExitCode(done, exitCode)}all drills: ${path}\n`);
}

async function runAll(drills: readonly ChosenDrill[], run: Run, parent: string | null, now: Date): Promise<void> {
  const { context, telling, done } = run;
  const k6 = requireK6();
  for (const [index, { options, name }] of drills.entries()) {
    if (context.signal.aborted) return;
    const directory = parent === null ? join(telling.out, nameRunDirectory(now, name)) : join(parent, name);
    const title = parent === null ? options.loaded.incident.name : `${name} ${index + 1}/${drills.length}`;
    try {
      const finished = await runOne({ ...options, directory, k6 }, title, run);
      done.push(finished);
      if (!isPaired(options)) tellDrill(finished, run);
    } catch (problem) {
      // What the drills before it found is kept and said; then the problem is.
      run.failure = problem;
      return;
    }
  }
}

/** A drill of a pair can be judged, and told, only when both have run. */
function isPaired({ loaded }: Pick<DrillOptions, "loaded">): boolean {
  return loaded.selection.addedLatencyMs !== null;
}

/** Runs what was chosen; the drills of a run share a parent directory where there are several. */
export async function runDrills(
  drills: readonly ChosenDrill[],
  telling: RunTelling,
  context: CommandContext,
): Promise<void> {
  requireK6();
  await prepareOutput(telling.out);
  // Before the drill: Ctrl-C ends esbuild's process too, and the interrupted drill gets its report all the same.
  const run: Run = {
    context,
    telling,
    assets: await readReportAssets(),
    licences: new PaceLicences(),
    isBrief: drills.length > mostToldWhole,
    done: [],
    failure: null,
  };
  const now = new Date();
  const parent = drills.length > 1 ? await makeFreshDirectory(join(telling.out, nameRunDirectory(now, "run"))) : null;
  await runAll(drills, run, parent, now);
  const { done, failure } = run;
  if (drills.some(({ options }) => isPaired(options))) {
    if (parent !== null && done.length === drills.length) await judgePair(parent, done, run.assets);
    for (const finished of done) tellDrill(finished, run);
  }
  if (done.length > 0) {
    const exitCode = chooseExitCode(run);
    const isWhole = done.length === drills.length;
    if (parent !== null) await tellComparison(parent, run, exitCode, isWhole);
    const directory = parent ?? (done[0] as FinishedDrill).directory;
    if (telling.json) writeJson(context, buildRunResult(done, directory, exitCode, isWhole));
    context.exitWith(exitCode);
    if (failure !== null && exitCode === stillFaultyCode) {
      // Told, not thrown: its exit code would stand in place of one that outranks it.
      context.stderr.write(`${renderError(failure).text}\n`);
      return;
    }
  }
  if (failure !== null) throw failure;
  if (done.length === 0) context.exitWith(interruptedCode);
}
