// In virtual time, at one and a half times the capacity: what becomes of customers who wait a second for a page.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { QueueDiscipline } from "../capacity/queue-discipline.ts";
import { RetryingClients } from "../capacity/retrying-clients.ts";
import { type WorkKind, workFactors } from "../capacity/route-work.ts";
import { SheddingDiscipline } from "../capacity/shedding-discipline.ts";
import { WorkerPool } from "../capacity/worker-pool.ts";
import { drawUniform } from "../rules/draw.ts";
import { buildWorld } from "./defence-world.fixture.ts";
import { loadShedding } from "./load-shedding.ts";

const world = buildWorld();
const workers = 4;
const shares: readonly (readonly [WorkKind, number])[] = [
  ["home", 0.2],
  ["category", 0.25],
  ["product", 0.25],
  ["add-to-cart", 0.1],
  ["review", 0.1],
  ["place-order", 0.1],
];
const meanFactor = shares.reduce((sum, [kind, share]) => sum + share * workFactors[kind], 0);

function chooseKind(client: number): WorkKind {
  let left = drawUniform("kind", client);
  for (const [kind, share] of shares) {
    left -= share;
    if (left < 0) return kind;
  }
  return "home";
}

interface Rush {
  /** Offered work ÷ capacity. */
  readonly load: number;
  readonly queueBoundMs: number;
  readonly discipline?: QueueDiscipline | undefined;
  readonly isHeard?: boolean;
  readonly mostRetries?: number;
}

/** A minute of it; the first seconds, in which queues fill, count, too. */
function rush({ load, queueBoundMs, discipline, isHeard = true, mostRetries = 0 }: Rush) {
  const pool = new WorkerPool({ workers, serviceMs: world.serviceMs, queueBoundMs, seed: 1 }, 0);
  pool.use(discipline);
  const arrivalRatePerSecond = (workers * 1_000 * load) / world.serviceMs / meanFactor;
  const clients = new RetryingClients(
    pool,
    { arrivalRatePerSecond, timeoutMs: 1_000, mostRetries, isHeard, seed: 3, chooseKind },
    0,
  );
  clients.run(60_000);
  const computeGoodRatio = (kind: WorkKind) => {
    const { arrived, succeeded } = clients.readCounts(kind);
    return succeeded / arrived;
  };
  return { computeGoodRatio, utilisation: pool.readState(60_000).utilisationSinceStart };
}

function startShedding(): { readCounts: () => Readonly<Record<string, number>>; discipline: QueueDiscipline } {
  const { readCounts, queueDiscipline } = loadShedding.start(world);
  assert.ok(queueDiscipline);
  return { readCounts, discipline: queueDiscipline };
}

const overload = { load: 1.5, queueBoundMs: 2_000 };

test("without it, a queue that is longer than customers' patience answers nobody in time, at full utilisation", () => {
  const { computeGoodRatio, utilisation } = rush({ ...overload, isHeard: false });
  assert.ok(computeGoodRatio("place-order") < 0.05, String(computeGoodRatio("place-order")));
  assert.ok(utilisation > 0.99);
});

test("without it, few orders get through even where the shop hears who has left", () => {
  const { computeGoodRatio } = rush({ ...overload, isHeard: true });
  assert.ok(computeGoodRatio("place-order") < 0.2, String(computeGoodRatio("place-order")));
});

test("without it, a short queue sends a third of all orders away, and of the pages before them", () => {
  const { computeGoodRatio } = rush({ load: 1.5, queueBoundMs: 250 });
  for (const kind of ["place-order", "review", "home"] as const) {
    assert.ok(computeGoodRatio(kind) > 0.6 && computeGoodRatio(kind) < 0.72, `${kind}: ${computeGoodRatio(kind)}`);
  }
});

for (const [says, conditions] of [
  ["", {}],
  [", where the shop does not hear who has left", { isHeard: false }],
  [", where customers try again four times at once", { isHeard: false, mostRetries: 4 }],
] as const) {
  test(`with it, more than 95 % of checkout is answered in time, and browsing pays${says}`, () => {
    const { discipline, readCounts } = startShedding();
    const { computeGoodRatio, utilisation } = rush({ ...overload, ...conditions, discipline });
    for (const kind of ["place-order", "review", "add-to-cart"] as const) {
      assert.ok(computeGoodRatio(kind) > 0.95, `${kind}: ${computeGoodRatio(kind)}`);
    }
    assert.ok(computeGoodRatio("product") > 0.4 && computeGoodRatio("product") < 0.6);
    assert.ok(utilisation > 0.99, String(utilisation));
    const { shedBrowsing = 0, shedCart, shedCheckout, servedNewestFirst = 0 } = readCounts();
    assert.ok(shedBrowsing > 5_000 && servedNewestFirst > 1_000);
    assert.deepEqual([shedCart, shedCheckout], [0, 0]);
  });
}

test("in a rush of buyers alone it keeps as many as the workers can serve", () => {
  const { discipline, readCounts } = startShedding();
  const { computeGoodRatio } = rush({ load: 6, queueBoundMs: 2_000, isHeard: false, discipline });
  const checkoutLoad = 6 * ((0.1 * workFactors.review + 0.1 * workFactors["place-order"]) / meanFactor);
  assert.ok(checkoutLoad > 1.4 && checkoutLoad < 1.6);
  assert.ok(Math.abs(computeGoodRatio("place-order") - 1 / checkoutLoad) < 0.05);
  assert.ok((readCounts().shedCheckout as number) > 1_000);
});

test("at 80 % load it sends nearly nobody away", () => {
  const { discipline, readCounts } = startShedding();
  const { computeGoodRatio } = rush({ load: 0.8, queueBoundMs: 250, discipline });
  assert.ok(computeGoodRatio("product") > 0.995, String(computeGoodRatio("product")));
  assert.ok((readCounts().shedBrowsing as number) < 20);
});

test("dropping checkout first is seen: orders fall below the goal", () => {
  const discipline = new SheddingDiscipline({
    targetMs: 50,
    intervalMs: 250,
    patienceMs: 250,
    order: ["begun", "browsing", "cart", "checkout"],
  });
  const { computeGoodRatio } = rush({ ...overload, discipline });
  assert.ok(computeGoodRatio("place-order") < 0.2, String(computeGoodRatio("place-order")));
});
