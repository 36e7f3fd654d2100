// What the harness costs: CPU of k6 and of the harness's stream reader, against the same k6 run whose
// rows go to the null device. Real script, real shops, the smoke plan at 500 requests/s without its fault.
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { computeVirtualUsers } from "../harness/drill/virtual-users.ts";
import { EdgeError } from "../harness/errors.ts";
import { bundleScenario } from "../harness/load/bundle-scenario.ts";
import { requireK6 } from "../harness/load/require-k6.ts";
import { mostStartLatenessMs } from "../harness/measure/generator-health.ts";
import { pickForScript } from "../scenarios/script-settings.ts";
import { describeMissingCpuTime } from "./cpu-time.ts";
import type { Figure, Measurement } from "./measurement.ts";
import { buildRehearsal, computeShareFor } from "./rehearsal.ts";
import { type LaneLoad, type LaneRun, ShopLane } from "./shop-lane.ts";

const incidentName = "smoke";
const requestsPerSecond = 500;
const repetitions = 5;
const mostCostRatio = 1.1;
const leadMs = 500;
const drainMs = 3000;
/** Two runs of a pair that made a different number of requests are not the same run. */
const mostRequestsApartRatio = 0.02;

interface Pair {
  readonly bare: LaneRun;
  readonly recorded: LaneRun;
}

/** Writes plan and script. */
async function prepareLoad(scratch: string): Promise<LaneLoad> {
  const parts = buildRehearsal(incidentName, computeShareFor(incidentName, requestsPerSecond));
  const { plan, clock, options } = parts;
  const planPath = join(scratch, "plan.json");
  const scriptPath = join(scratch, "scenario.js");
  await Promise.all([writeFile(planPath, JSON.stringify(plan)), bundleScenario(scriptPath)]);
  return {
    parts,
    k6Path: requireK6().path,
    scriptPath,
    settings: {
      incident: pickForScript(options.loaded.incident),
      planPath,
      forumOrigin: null,
      seed: plan.seed,
      pace: plan.pace,
      vus: computeVirtualUsers(options.loaded.incident, plan, []),
      customers: plan.customers.length,
      leadMs,
      mostMs: leadMs + clock.wallMs + drainMs,
      dropAfterMs: mostStartLatenessMs,
    },
  };
}

function checkSameLoad({ bare, recorded }: Pair): void {
  if (Math.abs(recorded.requests / bare.requests - 1) <= mostRequestsApartRatio) return;
  throw new EdgeError("the two runs of a pair are not the same load", {
    expected: `${bare.requests} requests`,
    got: `${recorded.requests}`,
    hint: "the machine is too busy to measure; try again",
  });
}

/**
 * Both runs of a pair at the same time, each against a shop of its own, sides changed each time: what
 * the same work costs varies by a tenth from minute to minute on a shared machine, for both alike.
 */
async function runPairs(load: LaneLoad, scratch: string, signal: AbortSignal): Promise<Pair[]> {
  await using left = await ShopLane.open(load, join(scratch, "left"), signal);
  await using right = await ShopLane.open(load, join(scratch, "right"), signal);
  const pairs: Pair[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const [one, other] = repetition % 2 === 0 ? [left, right] : [right, left];
    const [bare, recorded] = await Promise.all([one.run("discard", signal), other.run("record", signal)]);
    checkSameLoad({ bare, recorded });
    pairs.push({ bare, recorded });
  }
  return pairs;
}

function buildFigures(pairs: readonly Pair[], wallSeconds: number): Figure[] {
  const show = (name: string, unit: string, read: (pair: Pair) => number): Figure => ({
    name,
    unit,
    values: pairs.map(read),
    limit: null,
  });
  return [
    {
      ...show("k6 + reader ÷ k6 alone", "x", ({ bare, recorded }) => (recorded.k6Ms + recorded.readerMs) / bare.k6Ms),
      limit: { atMost: mostCostRatio },
    },
    show("of it: k6, rows read ÷ thrown away", "x", ({ bare, recorded }) => recorded.k6Ms / bare.k6Ms),
    show("k6, rows thrown away", "CPU ms", ({ bare }) => bare.k6Ms),
    show("k6, rows read", "CPU ms", ({ recorded }) => recorded.k6Ms),
    show("stream reader", "CPU ms", ({ recorded }) => recorded.readerMs),
    show("of it: checkpoints", "CPU ms", ({ recorded }) => recorded.checkpointMs),
    show("load, rows thrown away", "requests/s", ({ bare }) => bare.requests / wallSeconds),
    show("load, rows read", "requests/s", ({ recorded }) => recorded.requests / wallSeconds),
    show("rows read", "rows", ({ recorded }) => recorded.rows),
  ];
}

/** Linux only: skipped elsewhere. */
export async function measureHarnessCost(signal: AbortSignal): Promise<Measurement> {
  const name = "harness-cost";
  const says = `CPU of k6 with the harness's stream reader at ${requestsPerSecond} requests/s, against k6 with its rows thrown away`;
  const skipped = describeMissingCpuTime();
  if (skipped !== null) return { name, says, figures: [], skipped };
  const scratch = mkdtempSync(join(tmpdir(), "tilldrill-bench-"));
  try {
    const load = await prepareLoad(scratch);
    const pairs = await runPairs(load, scratch, signal);
    return { name, says, figures: buildFigures(pairs, load.parts.clock.wallMs / 1000), skipped };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
