// A shop that stays down after its cause is gone. Huang et al., "Metastable Failures in the Wild", OSDI 2022, measured a
// database with clients that retry; the figures are in the paper's artifact (lexiangh/Metastability, Retry_Metastability).
//
// Set, as in the paper: 6,200 new requests/s; a client gives up after 3 s and tries again at once, up to 4 times; the
// trigger takes 80 % (or 78 %) of the capacity for 10 s (or 9 s); the fourth experiment has 30 % less load.
// Chosen: 100 workers, so that 78 and 80 % are whole workers. Service as everywhere in the shop (lognormal, CV 0.5). First
// come first served without a bound, and the server does not hear of timeouts: requests wait in its sockets, and are
// worked on whoever still waits for them.
// Fitted: the capacity, which the paper does not give, to one outcome: 80 % lost for 10 s stays down, for 9 s does not. That
// holds from 15,700 to 16,900 requests/s: below, 9 s is too long already, above, 10 s is not long enough. The middle it is.
// Emergent: that 78 % for 10 s recovers (from 15,900 on), and so does 80 % for 10 s with 30 % less load.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RetryingClients } from "../../mock-shop/capacity/retrying-clients.ts";
import { WorkerPool } from "../../mock-shop/capacity/worker-pool.ts";

const paper = { ratePerSecond: 6_200, timeoutMs: 3_000, mostRetries: 4 };
const workers = 100;
const capacityPerSecond = 16_300;
const calmMs = 3_000;
const watchedSeconds = 30;
const seeds = [1, 2, 3, 4, 5];

interface Trial {
  readonly seed: number;
  readonly lostWorkers: number;
  readonly lostSeconds: number;
  readonly ratePerSecond?: number;
  readonly mostRetries?: number;
  readonly isHeard?: boolean;
}

interface Second {
  /** Clients who got an answer in this second ÷ clients who came. */
  readonly goodRatio: number;
  readonly queued: number;
}

/** The seconds after the capacity came back; it ends early when nobody waits any more. */
function runTrial(trial: Trial): Second[] {
  const { seed, lostWorkers, lostSeconds, ratePerSecond = paper.ratePerSecond, isHeard = false } = trial;
  const pool = new WorkerPool(
    {
      workers,
      serviceMs: (workers / capacityPerSecond) * 1_000,
      queueBoundMs: Number.POSITIVE_INFINITY,
      queueLimit: Number.POSITIVE_INFINITY,
      seed,
    },
    0,
  );
  const clients = new RetryingClients(
    pool,
    {
      arrivalRatePerSecond: ratePerSecond,
      timeoutMs: paper.timeoutMs,
      mostRetries: trial.mostRetries ?? paper.mostRetries,
      isHeard,
      seed,
    },
    0,
  );
  clients.run(calmMs);
  pool.resize(workers - lostWorkers, calmMs);
  const backAtMs = calmMs + lostSeconds * 1_000;
  clients.run(backAtMs);
  pool.resize(workers, backAtMs);
  const seconds: Second[] = [];
  let last = clients.readCounts();
  while (seconds.length < watchedSeconds && seconds.at(-1)?.queued !== 0) {
    const nowMs = backAtMs + (seconds.length + 1) * 1_000;
    clients.run(nowMs);
    const counts = clients.readCounts();
    const goodRatio = (counts.succeeded - last.succeeded) / (counts.arrived - last.arrived);
    seconds.push({ goodRatio, queued: pool.readState(nowMs).queued });
    last = counts;
  }
  return seconds;
}

/**
 * For good: nobody is answered in time, while all attempts of a client together are more than the shop can serve, so
 * that the queue, hence the wait, only grows.
 */
function staysDownForGood(seconds: readonly Second[]): boolean {
  const late = seconds.slice(-20);
  const grows = late.every(({ queued }, index) => index === 0 || queued > (late[index - 1] as Second).queued);
  return seconds.length === watchedSeconds && grows && late.every(({ goodRatio }) => goodRatio === 0);
}

const recovers = (seconds: readonly Second[]) => seconds.length < watchedSeconds && seconds.at(-1)?.queued === 0;
const describeEnd = (seconds: readonly Second[]) => `${seconds.length} s, ${JSON.stringify(seconds.at(-1))}`;

describe("the boundary of a metastable failure is where it was measured", () => {
  for (const seed of seeds) {
    it(`seed ${seed}: 80 % lost for 10 s never recovers`, () => {
      const seconds = runTrial({ seed, lostWorkers: 80, lostSeconds: 10 });
      assert.ok(staysDownForGood(seconds), describeEnd(seconds));
    });

    it(`seed ${seed}: 80 % for 9 s, 78 % for 10 s, and 80 % for 10 s with 30 % less load recover`, () => {
      for (const trial of [
        { lostWorkers: 80, lostSeconds: 9 },
        { lostWorkers: 78, lostSeconds: 10 },
        { lostWorkers: 80, lostSeconds: 10, ratePerSecond: 0.7 * paper.ratePerSecond },
      ]) {
        const seconds = runTrial({ seed, ...trial });
        assert.ok(recovers(seconds), `${JSON.stringify(trial)}: ${describeEnd(seconds)}`);
      }
    });
  }
});

describe("what keeps the shop down is work for nobody and retries: without either of them it recovers", () => {
  const trigger = { seed: 1, lostWorkers: 80, lostSeconds: 10 };

  it("when the shop hears who has given up, and drops that work before it is begun", () => {
    const seconds = runTrial({ ...trigger, isHeard: true });
    assert.ok(recovers(seconds), describeEnd(seconds));
  });

  it("when clients do not retry", () => {
    const seconds = runTrial({ ...trigger, mostRetries: 0 });
    assert.ok(recovers(seconds), describeEnd(seconds));
  });

  it("when they retry once only: the load of all attempts stays below the capacity", () => {
    const seconds = runTrial({ ...trigger, mostRetries: 1 });
    assert.ok(recovers(seconds), describeEnd(seconds));
  });
});
