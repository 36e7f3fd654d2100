// Runs drills on a machine that others use, too: where the load could not be what the plan says, tilldrill says so
// (inconclusive), and a test of anything else has learnt nothing. Then the run is repeated, as a person would.
import { listGeneratorProblems } from "../../harness/measure/generator-health.ts";
import { runResultSchema } from "../../harness/record/drill-result.ts";
import { type Ended, runTilldrill, type Surroundings } from "./run-tilldrill.ts";

const mostRuns = 3;
const inconclusiveExitCode = 11;

/** A run, and how long it took; the runs before it that were disturbed do not count. */
export interface UndisturbedRun extends Ended {
  readonly elapsedMs: number;
}

/** What kept the load generator from its plan, a sentence each; empty where the run came to a verdict, or ended in another way. */
function listDisturbances({ exitCode, stdout }: Ended): string[] {
  if (exitCode !== inconclusiveExitCode) return [];
  return runResultSchema.parse(JSON.parse(stdout)).drills.flatMap(({ generator }) => listGeneratorProblems(generator));
}

/** Runs the command, which must have `--json`, to its end: the first run with the planned load, or else the third. */
export async function runUndisturbed(args: readonly string[], surroundings: Surroundings): Promise<UndisturbedRun> {
  for (let run = 1; ; run++) {
    const startedMs = performance.now();
    const ended = await runTilldrill(args, surroundings);
    const disturbances = listDisturbances(ended);
    if (disturbances.length === 0 || run === mostRuns) return { ...ended, elapsedMs: performance.now() - startedMs };
    process.stderr.write(`run ${run} of tilldrill ${args.join(" ")} is repeated: ${disturbances.join(" ")}\n`);
  }
}
