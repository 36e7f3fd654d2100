// The shop at its full size and at 1x: what a queue with all its workers would do with the same traffic.
import { draw, toExponential } from "../../scenarios/chance.ts";
import type { Incident, Phase } from "../../scenarios/incident.ts";
import { computePhaseFault } from "./payment-calls.ts";
import { PhaseTally } from "./phase-tally.ts";
import type { StepChain } from "./step-chains.ts";
import { VirtualShop } from "./virtual-shop.ts";

/** Steps that are run, and those of them that only fill the shop. */
const steps = 20_000;
const warmUpSteps = 2_000;

/**
 * Steps of the twin's stretch at 1x, each population's thinning and the share taken back, as a Poisson stream into a shop
 * with `workers`. At 1x a page is followed by half a minute of thought, and the steps of thousands of customers in a few
 * seconds are as good as independent (Palm and Khintchine); who follows whom needs no simulation.
 */
export function simulateFullShop(
  incident: Incident,
  phase: Phase,
  seed: number,
  workers: number,
  stretch: PhaseTally,
): PhaseTally {
  const tally = new PhaseTally();
  const rates = listRates(incident, stretch);
  const ratePerSecond = rates.at(-1)?.untilPerSecond ?? 0;
  if (ratePerSecond === 0) return tally;
  const fault = computePhaseFault(incident, phase.fromMinute, phase.toMinute);
  let warmMs = Number.POSITIVE_INFINITY;
  const shop = new VirtualShop({
    ...incident,
    workers,
    seed,
    faultAt: () => fault,
    onWait: (arrivedAtMs, waitedMs) => arrivedAtMs >= warmMs && tally.waits.record(waitedMs),
  });
  let atMs = 0;
  let busyMs = 0;
  for (let number = 0; number < steps; number++) {
    atMs += (toExponential(draw(seed, "full-shop", number, "arrival", 0)) / ratePerSecond) * 1000;
    shop.run(atMs);
    if (number === warmUpSteps) [warmMs, busyMs] = [atMs, shop.busyMs];
    const place = draw(seed, "full-shop", number, "step", 0) * ratePerSecond;
    const { chain } = rates.find(({ untilPerSecond }) => place < untilPerSecond) as Rate;
    const isCounted = number >= warmUpSteps;
    shop.ask(chain, (end) => isCounted && tally.addStep(chain, end));
  }
  tally.addTime(atMs - warmMs, shop.busyMs - busyMs, workers, 1);
  shop.run(atMs + 2 * incident.responseTimeoutMs);
  return tally;
}

interface Rate {
  readonly chain: StepChain;
  /** The sum of all rates up to this one. */
  readonly untilPerSecond: number;
}

function listRates(incident: Incident, { asked, wallMs }: PhaseTally): Rate[] {
  let untilPerSecond = 0;
  return incident.populations.flatMap(({ name, thinner }) =>
    [...(asked.get(name) ?? [])].map(([chain, count]): Rate => {
      untilPerSecond += (count / wallMs) * 1000 * (thinner / incident.share);
      return { chain, untilPerSecond };
    }),
  );
}
