// Runs the chosen drills one after the other; what they come to is said at the end.
import { join } from "node:path";
import { readReportAssets } from "../../reports/assets.ts";
import type { DrillOptions } from "../drill/drill-options.ts";
import { makeFreshDirectory, nameRunDirectory, prepareOutput } from "../drill/run-directory.ts";
import { runDrill } from "../drill/run-drill.ts";
import { requireK6 } from "../load/require-k6.ts";
import { concludeRun, type EndedRun, type RunTelling, tellDrill } from "./conclude-run.ts";
import type { CommandContext } from "./context.ts";
import { PaceLicences } from "./pace-licences.ts";
import { buildProgressLine } from "./progress.ts";
import type { ChosenDrill } from "./run-drills.ts";
import type { FinishedDrill } from "./write-comparison.ts";
import { writeOutputs } from "./write-outputs.ts";

/** With more drills than this each is told in brief: the table that follows sets them side by side. */
const mostToldWhole = 4;

interface Run extends EndedRun {
  readonly licences: PaceLicences;
  failure: unknown;
}

/** Runs one drill and writes what it leaves. */
async function runOne(drill: DrillOptions, title: string, run: Run): Promise<FinishedDrill> {
  const { context, telling, assets } = run;
  const progress = buildProgressLine(context.stderr, title, telling.quiet);
  const onWork = () => progress.say("working out what this pace may claim");
  const { licence: paceLicence, carryingCapacity } = await run.licences.get(drill, context.signal, { onWork });
  const running = runDrill({ ...drill, paceLicence, carryingCapacity }, context.signal, (state) =>
    progress.show(state),
  );
  const outcome = await running.finally(() => progress.end());
  await writeOutputs(outcome.directory, outcome.record, assets);
  return outcome;
}

async function runAll(drills: readonly ChosenDrill[], run: Run, now: Date): Promise<void> {
  const { context, telling, done, parent } = run;
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
  const assets = await readReportAssets();
  const now = new Date();
  const parent = drills.length > 1 ? await makeFreshDirectory(join(telling.out, nameRunDirectory(now, "run"))) : null;
  const run: Run = {
    context,
    telling,
    assets,
    licences: new PaceLicences(),
    parent,
    asked: drills.length,
    isPaired: drills.some(({ options }) => isPaired(options)),
    isBrief: drills.length > mostToldWhole,
    done: [],
    failure: null,
  };
  await runAll(drills, run, now);
  await concludeRun(run);
}
