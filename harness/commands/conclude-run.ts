// What a run says when its drills have ended: each of them, the comparison, the JSON, the exit code. The drills are done:
// whatever goes wrong from here on, what is known of them is said.
import { join } from "node:path";
import { renderComparisonTable } from "../../reports/comparison-table.ts";
import type { ReportAssets } from "../../reports/html/render-report.ts";
import { renderTerminal } from "../../reports/terminal.ts";
import { fileNames } from "../drill/run-directory.ts";
import { renderError } from "../errors.ts";
import { computeExitCode } from "../objectives/verdict.ts";
import { buildRunResult } from "../record/build-run-result.ts";
import { type CommandContext, wantsColour, writeJson } from "./context.ts";
import { explainExitCode } from "./explain-exit-code.ts";
import { judgePair } from "./run-pair.ts";
import { type FinishedDrill, writeComparison } from "./write-comparison.ts";

const interruptedCode = 130;
const stillFaultyCode = 12;

export interface RunTelling {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Where run directories are made. */
  readonly out: string;
}

export interface EndedRun {
  readonly context: CommandContext;
  readonly telling: RunTelling;
  readonly assets: ReportAssets;
  /** Where several drills lie; null for one alone. */
  readonly parent: string | null;
  /** Drills asked for; fewer may have run. */
  readonly asked: number;
  readonly isPaired: boolean;
  readonly isBrief: boolean;
  readonly done: FinishedDrill[];
  /** What kept a drill from beginning; null where nothing did. */
  readonly failure: unknown;
}

/** 12 outranks all, then the interrupt, then the problem that kept a drill from beginning or its outcome from being told. */
function chooseExitCode({ done, context }: EndedRun, problem: unknown): number {
  const exitCode = computeExitCode(done.map(({ record }) => record));
  if (exitCode === stillFaultyCode) return exitCode;
  if (context.signal.aborted) return interruptedCode;
  return problem === null ? exitCode : renderError(problem).exitCode;
}

export function tellDrill({ record, directory }: FinishedDrill, run: Omit<EndedRun, "failure">): void {
  const { telling, isBrief, context } = run;
  if (telling.json) return;
  const { stdout } = context;
  const reportPath = join(directory, fileNames.report);
  const options = { colour: wantsColour(stdout), width: stdout.columns || 100, reportPath, isBrief };
  stdout.write(renderTerminal(record, options));
}

/** What several drills leave beside their own: the comparison, and on a terminal its table. */
async function tellComparison(parent: string, run: EndedRun, exitCode: number, isWhole: boolean): Promise<void> {
  const { context, telling, assets, done } = run;
  const { path, comparison } = await writeComparison(parent, done, assets, exitCode, isWhole);
  if (telling.json) return;
  const { stdout } = context;
  for (const one of comparison.comparisons)
    if (one.drills.length > 1)
      stdout.write(`\n${renderComparisonTable(one, { colour: wantsColour(stdout), width: stdout.columns || 100 })}`);
  stdout.write(`${explainExitCode(done, exitCode)}all drills: ${path}\n`);
}

async function catchProblem(act: () => void | Promise<void>): Promise<unknown> {
  try {
    await act();
    return null;
  } catch (problem) {
    return problem;
  }
}

/** Judges a pair, tells and compares the drills; a problem with one of these leaves the others to be done. */
async function judgeAndTell(run: EndedRun): Promise<unknown[]> {
  const { parent, done, assets, asked, isPaired } = run;
  const isWhole = done.length === asked;
  const problems = [run.failure];
  if (isPaired) {
    if (parent !== null && isWhole) problems.push(await catchProblem(() => judgePair(parent, done, assets)));
    for (const finished of done) problems.push(await catchProblem(() => tellDrill(finished, run)));
  }
  if (parent !== null && done.length > 0) {
    const found = problems.find((problem) => problem !== null) ?? null;
    const comparing = () => tellComparison(parent, run, chooseExitCode(run, found), isWhole && found === null);
    problems.push(await catchProblem(comparing));
  }
  return problems.filter((problem) => problem !== null);
}

/**
 * Says what a run came to. Problems go to stderr, the exit code is that of the first, unless an interrupt or a target that
 * may still be faulty outranks it; a run with a problem never passes. Throws the problem where no drill ran at all.
 */
export async function concludeRun(run: EndedRun): Promise<void> {
  const { context, telling, done, parent, asked, failure } = run;
  const [first] = done;
  if (first === undefined) {
    if (failure !== null) throw failure;
    return context.exitWith(interruptedCode);
  }
  const problems = await judgeAndTell(run);
  const exitCode = chooseExitCode(run, problems[0] ?? null);
  const isWhole = done.length === asked && problems.length === 0;
  if (telling.json) writeJson(context, buildRunResult(done, parent ?? first.directory, exitCode, isWhole));
  context.exitWith(exitCode);
  const [problem, ...more] = problems;
  const told = exitCode === stillFaultyCode ? problems : more;
  // Told, not thrown: the exit code of what is thrown would stand in place of one that outranks it.
  for (const one of told) context.stderr.write(`${renderError(one).text}\n`);
  if (problem !== undefined && exitCode !== stillFaultyCode) throw problem;
}
