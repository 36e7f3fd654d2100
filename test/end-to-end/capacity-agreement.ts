// The shop as a process, over HTTP and with timers that round to milliseconds, against the pure pool in virtual time with
// the same seed. The pool gets the same requests twice: when each was sent, and at the latest moment at which it can have
// reached the shop, its answer's end less what the shop says it took. On a quiet machine that is the same within 2 ms; on
// a busy one the truth lies between. The running shop must lie between, too, give or take what is said below.
import { type WorkKind, workFactors } from "../../mock-shop/capacity/route-work.ts";
import { drawInteger, drawUniform } from "../../mock-shop/rules/draw.ts";
import {
  type CapacityFigures,
  computeFigures,
  computeQuantile,
  readTiming,
  simulateArrivals,
} from "./capacity-figures.ts";
import { type Answer, type PlannedCall, sendOpenLoop } from "./open-loop-client.ts";
import { startShop } from "./running-shop.ts";

const settings = { workers: 4, serviceMs: 16, queueBoundMs: 250, seed: 11 };
const seconds = 9;
const pages: readonly (readonly [string, WorkKind])[] = [
  ["/", "home"],
  ["/category/toys", "category"],
  ["/product/toys-01", "product"],
];
const kinds = new Map(pages);
const meanFactor = pages.reduce((sum, [, kind]) => sum + workFactors[kind], 0) / pages.length;

/**
 * How late a page may be let on after its virtual finish, at the median: a busy machine delays some, not most. Measured
 * on two cores: 1.0 to 1.2 ms at every load, alone as well as beside three processes that compute without a pause; 2.5
 * beside six.
 */
const latenessLimitMs = 5;

export interface Comparison {
  readonly load: number;
  readonly running: CapacityFigures;
  readonly virtual: readonly CapacityFigures[];
  /** Median of what the shop took for a page beyond its virtual wait and work. */
  readonly latenessMs: number;
}

/** Runs a shop (from a copy of it, where `root` says so) at this share of what its workers can do. */
export async function compareShops(load: number, root?: string): Promise<Comparison> {
  await using shop = await startShop(settings, root);
  const answers = await sendOpenLoop(shop.origin, planCalls(load));
  const state = await shop.readCapacity();
  const served = answers.filter(({ status }) => status === 200);
  const virtualMs = (answer: Answer) => readTiming(answer, "queue") + readTiming(answer, "work");
  const simulate = (timeOf: (answer: Answer) => number) =>
    simulateArrivals(
      settings,
      answers.map((answer) => ({ atMs: timeOf(answer), kind: kinds.get(answer.call.path) as WorkKind })),
    );
  return {
    load,
    running: computeFigures(state, served.map(virtualMs), Math.max(...answers.map(({ endedAtMs }) => endedAtMs))),
    virtual: [
      simulate(({ sentAtMs }) => sentAtMs),
      simulate((answer) => Math.max(answer.sentAtMs, answer.endedAtMs - readTiming(answer, "total"))),
    ],
    latenessMs: computeQuantile(
      served.map((answer) => readTiming(answer, "total") - virtualMs(answer)),
      0.5,
    ),
  };
}

/** Names what is not as the pure pool says. */
export function listDisagreements({ load, running, virtual, latenessMs }: Comparison): string[] {
  const isNear = (name: keyof CapacityFigures, ratio: number, leeway: number) => {
    const bounds = virtual.map((figures) => figures[name]);
    const most = Math.max(...bounds) * (1 + ratio) + leeway;
    const fewest = Math.min(...bounds) * (1 - ratio) - leeway;
    return running[name] >= fewest && running[name] <= most;
  };
  const checks: Readonly<Record<string, boolean>> = {
    utilisation: isNear("utilisation", 0, 0.03),
    busyRatio: isNear("busyRatio", 0, 0.03),
    // A short queue is made by few customers, who may meet or miss each other by a millisecond.
    meanQueue: isNear("meanQueue", 0.1, 0.05),
    p95: isNear("p95Ms", 0.1, 0),
    lateness: latenessMs <= latenessLimitMs,
    load: virtual.every(({ utilisation }) => Math.abs(utilisation - Math.min(load, 1)) < 0.05),
  };
  return Object.keys(checks).filter((name) => !checks[name]);
}

/** Poisson arrivals that offer so much of what the workers can do. */
function planCalls(load: number): PlannedCall[] {
  const gapMs = (settings.serviceMs * meanFactor) / settings.workers / load;
  const calls: PlannedCall[] = [];
  for (let atMs = 0; atMs < seconds * 1_000; ) {
    const [path] = pages[drawInteger(pages.length, load, "page", calls.length)] as readonly [string, WorkKind];
    calls.push({ atMs, path });
    atMs -= Math.log(drawUniform(load, "gap", calls.length)) * gapMs;
  }
  return calls;
}
