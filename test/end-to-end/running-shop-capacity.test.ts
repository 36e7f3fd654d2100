// The running shop against the pure pool, and two broken shops to see that a disagreement shows.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Comparison, compareShops, listDisagreements } from "./capacity-agreement.ts";
import { copyShop, type Mutation } from "./shop-copy.ts";
import { makeWorkingDirectory } from "./working-directory.ts";

const cwd = makeWorkingDirectory();

/** A machine that had other work to do gets a second chance; a shop that is wrong is wrong again. */
async function compareTwice(load: number): Promise<Comparison> {
  const comparison = await compareShops(load);
  return listDisagreements(comparison).length === 0 ? comparison : compareShops(load);
}

describe("the running shop agrees with the virtual one", () => {
  for (const load of [0.1, 0.5, 0.8, 1.2]) {
    it(`at ${load * 100} % load: utilisation within 3 points, queue and p95 within a tenth`, async (context) => {
      const comparison = await compareTwice(load);
      const says = JSON.stringify(comparison);
      context.diagnostic(says);
      assert.deepEqual(listDisagreements(comparison), [], says);
    });
  }
});

// Who arrives wakes the workers, too: a late timer shows where few arrive.
const mutations: readonly (readonly [says: string, load: number, shows: string, Mutation])[] = [
  [
    "timers that are 40 ms late",
    0.1,
    "lateness",
    {
      file: "capacity-gate.ts",
      from: "schedule(nextMs - this.#clock.elapsedMs(),",
      to: "schedule(nextMs - this.#clock.elapsedMs() + 40,",
    },
  ],
  [
    "service times that vary twice as much around the same mean",
    0.1,
    "p95",
    { file: "capacity/service-time.ts", from: "Math.log(1.25)", to: "Math.log(2)" },
  ],
];

describe("a shop that disagrees is seen", () => {
  for (const [says, load, shows, mutation] of mutations) {
    it(`${says}, at ${load * 100} % load`, async () => {
      const comparison = await compareShops(load, copyShop(join(cwd, shows), mutation));
      assert.ok(listDisagreements(comparison).includes(shows), JSON.stringify(comparison));
    });
  }
});
