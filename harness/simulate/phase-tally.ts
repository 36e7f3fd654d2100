// What one phase of a simulated run gave, in flat memory.
import { browseSteps } from "../../scenarios/outcome.ts";
import { percentilePermille, StepHistogram } from "../measure/step-histogram.ts";
import type { StepChain } from "./step-chains.ts";
import type { StepEnd } from "./virtual-shop.ts";

const browse: ReadonlySet<string> = new Set(browseSteps);

/** Counts and times of the steps that started in the measured part of a phase; several runs may add to one. Wall ms. */
export class PhaseTally {
  attempts = 0;
  ordersTaken = 0;
  browsePages = 0;
  browsePagesOk = 0;
  /** As it was, and as it would be expected without the luck of the draws. */
  busyMs = 0;
  expectedBusyMs = 0;
  capacityMs = 0;
  wallMs = 0;
  readonly stepLatencies = new StepHistogram();
  readonly productLatencies = new StepHistogram();
  readonly waits = new StepHistogram();
  /** How often each population asked for each chain: the traffic that a shop of another size would get. */
  readonly asked = new Map<string, Map<StepChain, number>>();

  addStep(chain: StepChain, { outcome, latencyMs }: StepEnd): void {
    const isOk = outcome === "ok";
    if (chain.step === "place-order") {
      this.attempts++;
      if (isOk) this.ordersTaken++;
    }
    if (browse.has(chain.step)) {
      this.browsePages++;
      if (isOk) this.browsePagesOk++;
    }
    this.stepLatencies.record(latencyMs);
    if (isOk && chain.step === "product") this.productLatencies.record(latencyMs);
  }

  addAsked(population: string, chain: StepChain): void {
    const chains = this.asked.get(population) ?? new Map<StepChain, number>();
    this.asked.set(population, chains);
    chains.set(chain, (chains.get(chain) ?? 0) + 1);
  }

  /** `workRatio`: work that came by chance of the draws ÷ what was to be expected. */
  addTime(wallMs: number, busyMs: number, workers: number, workRatio: number): void {
    this.wallMs += wallMs;
    this.busyMs += busyMs;
    this.expectedBusyMs += workRatio > 0 ? busyMs / workRatio : busyMs;
    this.capacityMs += wallMs * workers;
  }
}

/** The figures of a phase. Shares 0 to 1, null where nothing was asked for; times wall ms, p95, null without a sample. */
export interface PhaseFigures {
  readonly attempts: number;
  readonly orderShare: number | null;
  readonly browseShare: number | null;
  readonly utilisation: number | null;
  readonly p95WaitMs: number | null;
  readonly p95ProductMs: number | null;
  readonly p95StepMs: number | null;
}

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const p95 = (histogram: StepHistogram) => histogram.computePercentileMs(percentilePermille.p95);

/** The figures of what was counted. */
export function computePhaseFigures(tally: PhaseTally): PhaseFigures {
  return {
    attempts: tally.attempts,
    orderShare: ratio(tally.ordersTaken, tally.attempts),
    browseShare: ratio(tally.browsePagesOk, tally.browsePages),
    // Chance taken out of a shop that is full anyway would give more than all of it.
    utilisation: tally.capacityMs === 0 ? null : Math.min(1, tally.expectedBusyMs / tally.capacityMs),
    p95WaitMs: p95(tally.waits),
    p95ProductMs: p95(tally.productLatencies),
    p95StepMs: p95(tally.stepLatencies),
  };
}
