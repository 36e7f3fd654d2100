// What the harness costs: CPU of k6 and of the harness's stream reader, against the same k6 run whose
// rows go to the null device. Real script, real shop, the smoke plan at 500 requests/s without its fault.
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "undici";
import { z } from "zod";
import { Guard } from "../harness/drill/guard/guard.ts";
import { type RunningShop, startShop } from "../harness/drill/shop-processes.ts";
import { computeVirtualUsers } from "../harness/drill/virtual-users.ts";
import { EdgeError } from "../harness/errors.ts";
import { bundleScenario } from "../harness/load/bundle-scenario.ts";
import { requireK6 } from "../harness/load/require-k6.ts";
import { mostStartLatenessMs } from "../harness/measure/generator-health.ts";
import { describeMissingCpuTime } from "./cpu-time.ts";
import type { FollowOrder, FollowResult } from "./load-follower.ts";
import type { Measurement } from "./measurement.ts";
import { buildRehearsal, computeShareFor } from "./rehearsal.ts";

const incidentName = "smoke";
const requestsPerSecond = 500;
const pairs = 5;
const mostCostRatio = 1.1;
const leadMs = 500;
const drainMs = 3000;
/** Two runs of a pair that made a different number of requests are not the same run. */
const mostRequestsApartRatio = 0.02;

type Mode = FollowOrder["mode"];
type Run = FollowResult & { readonly mode: Mode; readonly requests: number };

const shopState = z.object({ counters: z.object({ requests: z.number() }) });

async function countRequests({ control, token }: RunningShop): Promise<number> {
  const { body } = await request(`${control}/control/state`, { headers: { authorization: `Bearer ${token}` } });
  return shopState.parse(await body.json()).counters.requests;
}

/** Starts shop and provider as a drill does, and gives a function that runs k6 once. */
async function prepare(guard: Guard, scratch: string, signal: AbortSignal): Promise<(mode: Mode) => Promise<Run>> {
  const k6 = requireK6();
  const share = computeShareFor(incidentName, requestsPerSecond);
  const { plan, clock, options, shopWorkers } = buildRehearsal(incidentName, share);
  const { incident } = options.loaded;
  const planPath = join(scratch, "plan.json");
  const scriptPath = join(scratch, "scenario.js");
  await Promise.all([writeFile(planPath, JSON.stringify(plan)), bundleScenario(scriptPath)]);
  const logPath = (name: string) => join(scratch, `${name}.log`);
  const shop = await startShop(
    guard,
    {
      ledgerPath: join(scratch, "ledger.sqlite"),
      paymentsPath: join(scratch, "payments.sqlite"),
      logPath,
      seed: plan.seed,
      currency: incident.currency,
      workers: shopWorkers * 2,
      serviceMs: incident.serviceMs,
      queueBoundMs: incident.queueBoundMs,
      paymentDeadlineMs: incident.paymentDeadlineMs,
    },
    signal,
  );
  const settings: FollowOrder["settings"] = {
    incident: incidentName,
    planPath,
    origin: shop.origin,
    seed: plan.seed,
    pace: plan.pace,
    vus: computeVirtualUsers(incident, plan),
    customers: plan.customers.length,
    leadMs,
    mostMs: leadMs + clock.wallMs + drainMs,
    dropAfterMs: mostStartLatenessMs,
  };
  let count = 0;
  return async (mode) => {
    signal.throwIfAborted();
    const name = `follower-${++count}`;
    const runDirectory = join(scratch, name);
    const order: FollowOrder = {
      mode,
      k6Path: k6.path,
      scriptPath,
      logPath: logPath("k6"),
      runDirectory,
      share,
      settings,
    };
    const before = await countRequests(shop);
    const follower = guard.run({
      name,
      command: process.execPath,
      args: [join(import.meta.dirname, "load-follower.ts")],
      env: {},
      input: JSON.stringify(order),
      stdout: "events",
      logPath: logPath(name),
    });
    const died = follower.ended.then(() => Promise.reject(new EdgeError("the run gave no result", { where: name })));
    const interrupted = new Promise<never>((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
    );
    died.catch(() => {});
    interrupted.catch(() => {});
    const result = JSON.parse(await Promise.race([follower.ready, died, interrupted])) as FollowResult;
    if (result.exitCode !== 0) throw new EdgeError("k6 did not end well", { got: `exit code ${result.exitCode}` });
    return { ...result, mode, requests: (await countRequests(shop)) - before };
  };
}

function checkSameLoad(bare: Run, recorded: Run): void {
  const apart = Math.abs(recorded.requests / bare.requests - 1);
  if (apart > mostRequestsApartRatio)
    throw new EdgeError("the two runs of a pair are not the same load", {
      expected: `${bare.requests} requests`,
      got: `${recorded.requests}`,
      hint: "the machine is too busy to measure; try again",
    });
}

/**
 * Both runs of a pair at the same time: the CPU a process needs for the same work varies by a tenth from
 * minute to minute on a shared machine, and so it varies for both alike.
 */
async function runPairs(run: (mode: Mode) => Promise<Run>): Promise<{ bare: Run; recorded: Run }[]> {
  const done: { bare: Run; recorded: Run }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const [bare, recorded] = await Promise.all([run("discard"), run("record")]);
    console.error(JSON.stringify([bare, recorded]));
    done.push({ bare, recorded });
  }
  return done;
}

export async function measureHarnessCost(signal: AbortSignal): Promise<Measurement> {
  const name = "harness-cost";
  const says = `CPU of k6 and the harness's stream reader at ${requestsPerSecond} requests/s, against k6 whose rows are thrown away`;
  const skipped = describeMissingCpuTime();
  if (skipped !== null) return { name, says, figures: [], skipped };
  const scratch = mkdtempSync(join(tmpdir(), "tilldrill-bench-"));
  try {
    await using guard = await Guard.start();
    guard.removeAtEnd(scratch);
    const done = await runPairs(await prepare(guard, scratch, signal));
    const cost = ({ k6Ms, readerMs }: Run) => k6Ms + readerMs;
    const show = (figure: string, unit: string, read: (pair: (typeof done)[number]) => number) => ({
      name: figure,
      unit,
      values: done.map(read),
      limit: null,
    });
    return {
      name,
      says,
      skipped,
      figures: [
        {
          ...show("CPU with the harness ÷ without", "x", ({ bare, recorded }) => cost(recorded) / cost(bare)),
          limit: { atMost: mostCostRatio },
        },
        show("k6 alone, read ÷ thrown away", "x", ({ bare, recorded }) => recorded.k6Ms / bare.k6Ms),
        show("k6, rows thrown away", "CPU ms", ({ bare }) => bare.k6Ms),
        show("k6, rows read", "CPU ms", ({ recorded }) => recorded.k6Ms),
        show("stream reader", "CPU ms", ({ recorded }) => recorded.readerMs),
        show("of it: checkpoints", "CPU ms", ({ recorded }) => recorded.checkpointMs),
        show("requests of a run", "", ({ recorded }) => recorded.requests),
        show("rows of a run", "", ({ recorded }) => recorded.rows),
      ],
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
