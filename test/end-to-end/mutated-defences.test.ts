// A defence that is broken shows: the drill fails, or its row of the table says what was lost. Four mutants, each beside the
// shop as it is: same plan, same customers.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { before, describe, it } from "node:test";
import { compareRun, type FinishedDrill } from "../../harness/commands/write-comparison.ts";
import type { ComparedDrill } from "../../harness/record/comparison.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import type { Outcome } from "../../scenarios/outcome.ts";
import { completesTwice } from "./completes-twice.ts";
import { runTilldrill } from "./run-tilldrill.ts";
import { copyShop, type Mutation } from "./shop-copy.ts";
import { findRunDirectory, makeWorkingDirectory, readRecord } from "./working-directory.ts";

/** The outage, cut: enough of it for customers to come back in it and after it. */
const cutOutage = ["checkout-outage", "--test-phases", "calm=50,outage=60,catch-up=60"];

const neverOpens: Mutation = {
  file: "defences/circuit-breaker.ts",
  from: 'this.#state = "open";',
  to: 'this.#state = "closed";',
};
const checkoutFirst: Mutation = {
  file: "capacity/route-priority.ts",
  from: '["begun", "checkout", "cart", "browsing"]',
  to: '["begun", "browsing", "cart", "checkout"]',
};
const withoutJitter: Mutation = {
  file: "defences/jittered-retries.ts",
  from: "const jitterMs = draw * slotMs;",
  to: "const jitterMs = 0 * draw * slotMs;",
};

interface Pair {
  readonly right: RunRecord;
  readonly broken: RunRecord;
  /** Their rows of the table that sets drills of one plan side by side, the right one first. */
  readonly table: readonly [right: ComparedDrill, broken: ComparedDrill];
}

/** Both drills in full, one after the other. */
async function drillBoth(args: readonly string[], mutation: Mutation): Promise<Pair> {
  const run = async (...more: string[]) => {
    const cwd = makeWorkingDirectory();
    const { stderr } = await runTilldrill(["run", ...args, "--quiet", ...more], { cwd });
    const directory = findRunDirectory(cwd);
    assert.ok(directory !== undefined && directory !== null, stderr);
    const record = readRecord(directory);
    assert.equal(record.recorded.complete, true, stderr);
    return { record, directory };
  };
  const copy = copyShop(join(makeWorkingDirectory(), "copy"), mutation);
  const right = await run();
  const broken = await run("--test-shop", copy);
  return { right: right.record, broken: broken.record, table: compareBoth(right, broken) };
}

/** A run of one drill has no comparison.json: it is made of both, by what writes it for a run of several. */
function compareBoth(right: FinishedDrill, broken: FinishedDrill): Pair["table"] {
  const [comparison, ...others] = compareRun(dirname(right.directory), [right, broken]).comparisons;
  assert.deepEqual([others.length, comparison?.drills.length], [0, 2], "both are of one plan");
  return comparison?.drills as unknown as Pair["table"];
}

/** Steps of all phases with this outcome: the table has busy pages among other bad ones. */
function countSteps(record: RunRecord, outcome: Outcome): number {
  return record.recorded.stepCounts.reduce((count, { outcomes }) => count + (outcomes[outcome] ?? 0), 0);
}

function describePair(name: string, drill: () => Promise<Pair>, rules: (pair: () => Pair) => void): void {
  describe(name, () => {
    let pair: Pair;
    before(async () => {
      pair = await drill();
    });
    rules(() => pair);
  });
}

describePair(
  "a circuit breaker that never opens",
  () => drillBoth([...cutOutage, "--defences", "circuit-breaker"], neverOpens),
  (pair) => {
    it("leaves the provider no rest: the fault touches at least three times as many calls", () => {
      const touched = ({ faults }: RunRecord) => faults.at(-1)?.requestsAffected ?? 0;
      const { right, broken } = pair();
      assert.ok(
        touched(broken) > 300 && touched(right) * 3 <= touched(broken),
        `${touched(right)}, ${touched(broken)}`,
      );
    });

    it("shows in the table: more error pages, as nobody is told to come back later", (context) => {
      const [right, broken] = pair().table.map(({ figures }) => figures.errorPages) as [number, number];
      context.diagnostic(`error pages: ${right} with the breaker, ${broken} with the broken one`);
      assert.ok(right < broken * 0.95);
    });

    it("says of itself that it did nothing", () => {
      const refused = ({ recorded }: RunRecord) => recorded.defenceReports[0]?.counts.refused ?? -1;
      assert.ok(refused(pair().right) > 100 && refused(pair().broken) === 0);
    });
  },
);

describePair(
  "deferred orders that are completed twice",
  () => drillBoth(["smoke", "--defences", "deferred-checkout"], completesTwice),
  (pair) => {
    it("fail the drill, which passes with each completed once", () => {
      const { right, broken } = pair();
      assert.deepEqual([right.verdict, right.audit.violations], ["pass", []], JSON.stringify(right.reasons));
      assert.ok(right.audit.deferred >= 50, `${right.audit.deferred}`);
      assert.equal(broken.verdict, "fail");
      assert.deepEqual(
        broken.audit.violations.map(({ invariant }) => invariant),
        ["paid-too-much"],
      );
      assert.ok(broken.audit.paymentsWithoutOrder >= 50);
    });
  },
);

describePair(
  "shedding that drops checkout first",
  () => drillBoth(["smoke", "--defences", "load-shedding", "--test-without", "room-to-spare"], checkoutFirst),
  (pair) => {
    it("shows in the table: in a shop without room fewer than two thirds of the orders are placed", (context) => {
      const { table, right: record } = pair();
      const [right, broken] = table.map(({ figures }) => figures.orders) as [number, number];
      context.diagnostic(`orders: ${right} with checkout last, ${broken} with checkout first`);
      assert.ok(right > 80 * record.weight && broken * 3 < right * 2);
    });

    it("costs orders and money beyond chance", () => {
      const difference = pair().table[1].againstBase;
      assert.ok(difference !== null && difference.orders.high < 0 && difference.netLossCents.low > 0);
    });
  },
);

describePair(
  "retries without jitter",
  () => drillBoth([...cutOutage, "--defences", "jittered-retries"], withoutJitter),
  (pair) => {
    it("bring everybody back at one moment: a shop with room to spare sends customers away", (context) => {
      const shed = (record: RunRecord) => countSteps(record, "shed");
      const { right, broken } = pair();
      context.diagnostic(`busy pages: ${shed(right)} with jitter, ${shed(broken)} without`);
      assert.ok(shed(right) <= 2 && shed(broken) >= 10);
    });
  },
);
