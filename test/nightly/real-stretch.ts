// A stretch of the outage's precursors, really run: real k6, real shop, the fault in force; and the same in virtual time.
import { join } from "node:path";
import type { DrillOptions } from "../../harness/drill/drill-options.ts";
import { runDrill } from "../../harness/drill/run-drill.ts";
import { requireK6 } from "../../harness/load/require-k6.ts";
import { type LoadedIncident, loadIncident } from "../../harness/load-incident.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { computePhaseFigures, PhaseTally } from "../../harness/simulate/phase-tally.ts";
import { simulateDrill } from "../../harness/simulate/simulate-drill.ts";
import { chooseChain } from "../../harness/simulate/step-chains.ts";
import { workFactors } from "../../mock-shop/capacity/route-work.ts";
import { browseSteps, type StepName } from "../../scenarios/outcome.ts";
import { computeWeight } from "../../scenarios/plan.ts";
import { selectWhole } from "../../scenarios/selection.ts";
import { computeByNearestRank, readSamples, type SampleRow } from "../end-to-end/recomputed-steps.ts";

/** So many incident minutes of the precursors at that pace, after so many of the calm: the fault needs its lead. */
export interface Stretch {
  readonly name: string;
  readonly pace: number;
  /** Of the full shop's customers; at 1x everybody who comes is inside at once, and each takes k6 almost a megabyte. */
  readonly share: number;
  readonly calmMinutes: number;
  readonly minutes: number;
}

/** What is compared. Shares 0 to 1; `pageMinutes`: from a customer's home page to the category page, incident minutes. */
export interface StretchFigures {
  readonly attempts: number;
  readonly orderShare: number;
  readonly browseShare: number;
  readonly utilisation: number;
  readonly p95ProductMs: number;
  /** At full scale: times the weight. */
  readonly buyersPerMinute: number;
  readonly pageMinutes: number;
}

const seed = 1;
const select = ({ calmMinutes, minutes }: Stretch) => ({
  ...selectWhole("checkout-outage"),
  phases: [
    { phase: "calm", minutes: calmMinutes },
    { phase: "precursors", minutes },
  ],
});

/** The outage cut to the stretch, at its share. */
function loadStretch(stretch: Stretch): LoadedIncident {
  const loaded = loadIncident(select(stretch), stretch.pace, true);
  return { ...loaded, incident: { ...loaded.incident, share: stretch.share } };
}

/** Runs it from an empty shop and ends it with the stretch: nobody waits for the journeys that are still under way. */
export async function runStretch(stretch: Stretch, cwd: string): Promise<{ record: RunRecord; rows: SampleRow[] }> {
  const ending = new AbortController();
  const options: DrillOptions = {
    loaded: loadStretch(stretch),
    variant: "as-it-happened",
    defences: [],
    shopDefences: [],
    paceLicence: [],
    carryingCapacity: null,
    judgedBy: "facts",
    seed,
    pace: stretch.pace,
    keepSamples: true,
    directory: join(cwd, stretch.name),
    shortPhases: [],
    warnings: [],
    command: "npm test",
    k6: requireK6(),
    test: { leaveOutFaults: false, vus: null },
  };
  const overMinute = stretch.calmMinutes + stretch.minutes + stretch.pace / 60;
  const { record, directory } = await runDrill(options, ending.signal, ({ minute }) => {
    if (minute !== null && minute > overMinute) ending.abort(new Error("the stretch is over"));
  });
  return { record, rows: readSamples(join(directory, "samples.csv.gz")).rows };
}

/** Work of a step that was served, or whose payment failed after its first request; multiples of a mean service. */
function computeWork({ step, outcome }: SampleRow): number {
  const memory = { taken: false, reviewed: false, removed: false, ordered: false };
  const { kinds } = chooseChain({ step: step as StepName, item: { category: 0, product: 0 } }, memory);
  const done = outcome === "ok" ? kinds : kinds.slice(0, 1);
  return done.reduce((sum, kind) => sum + workFactors[kind], 0);
}

/** The figures of what really happened in the precursors. */
export function measureStretch(stretch: Stretch, rows: readonly SampleRow[], workers: number): StretchFigures {
  const { serviceMs } = loadStretch(stretch).incident;
  const measured = rows.filter(({ phase, clockMinute }) => phase === "precursors" && clockMinute < endOf(stretch));
  const share = (steps: readonly string[]) => {
    const asked = measured.filter(({ step }) => steps.includes(step));
    return asked.filter(({ outcome }) => outcome === "ok").length / asked.length;
  };
  const wallMs = (stretch.minutes * 60_000) / stretch.pace;
  const workMs = measured.reduce((sum, row) => sum + computeWork(row), 0) * serviceMs;
  const came = measured.filter(({ step, attempt, population }) => {
    return step === "home" && attempt === 1 && population === "buyers";
  });
  const products = measured.filter(({ step, outcome }) => step === "product" && outcome === "ok");
  return {
    attempts: measured.filter(({ step }) => step === "place-order").length,
    orderShare: share(["place-order"]),
    browseShare: share(browseSteps),
    utilisation: workMs / wallMs / workers,
    p95ProductMs: computeByNearestRank(products).p95 ?? 0,
    buyersPerMinute: (came.length / stretch.minutes) * computeWeight(stretch.pace, stretch.share),
    pageMinutes: measurePageMinutes(measured, endOf(stretch) - stretch.minutes / 2),
  };
}

/** The stretch ends with its last minute: what started later, until the load was stopped, is not of it. */
function endOf({ calmMinutes, minutes }: Stretch): number {
  return calmMinutes + minutes;
}

/** Mean time from home to category of those who came by then: at the end of the stretch slow ones would be cut off. */
function measurePageMinutes(rows: readonly SampleRow[], cameBy: number): number {
  const homes = new Map<number, number>();
  const minutes: number[] = [];
  for (const { customer, step, clockMinute } of rows.toSorted((a, b) => a.clockMinute - b.clockMinute)) {
    const home = homes.get(customer);
    if (step === "home" && home === undefined && clockMinute < cameBy) homes.set(customer, clockMinute);
    if (step === "category" && home !== undefined) {
      minutes.push(clockMinute - home);
      homes.delete(customer);
    }
  }
  return minutes.reduce((sum, one) => sum + one, 0) / minutes.length;
}

/** The same customers, seed and minutes in virtual time. */
export function simulateMeasured(stretch: Stretch, workers: number) {
  const { incident } = loadStretch(stretch);
  const tallies = incident.phases.map(() => new PhaseTally());
  simulateDrill(incident, seed, stretch.pace, workers, 0, tallies, [[], []]);
  const precursors = tallies[1] as PhaseTally;
  return { ...computePhaseFigures(precursors), utilisation: precursors.busyMs / precursors.capacityMs };
}
