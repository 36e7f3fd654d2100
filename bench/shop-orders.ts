// Durable orders a second at the place-order form, and how long its answer takes at half of the rate demanded.
import { join } from "node:path";
import type { Measurement } from "./measurement.ts";
import { countMissingOrders } from "./shop-books.ts";
import type { Basket, LoadResult, LoadShape } from "./shop-load.ts";
import { measureShop } from "./shop-measurement.ts";
import { renderPost } from "./shop-request-bytes.ts";
import { freeVoucher, ShopStage } from "./shop-stage.ts";
import {
  buildFigure,
  computeClientShare,
  computeCpuUs,
  computePerSecond,
  type TimedLoad,
  timeLoad,
} from "./shop-timing.ts";

const repetitions = 7;
const warmUps = 2;
const ordersPerRound = 4_000;
const leastOrdersPerSecond = 2_000;
const mostP99Ms = 20;
const closed: LoadShape = { kind: "closed", connections: 64 };
const halfRate: LoadShape = { kind: "open", perSecond: leastOrdersPerSecond / 2, connections: 512 };

const paid: Basket = { product: "toys-01", voucher: null };
const free: Basket = { product: "toys-01", voucher: freeVoucher.code };

interface Round {
  readonly paid: LoadResult & TimedLoad;
  readonly free: LoadResult & TimedLoad;
  readonly calm: LoadResult & TimedLoad;
  readonly bare: TimedLoad;
  readonly bareCalm: LoadResult;
  /** From the first form to the last capture. */
  readonly settledMs: number;
}

async function timeRounds(directory: string, signal: AbortSignal): Promise<Round[]> {
  await using stage = new ShopStage(signal);
  const shop = await stage.startShop(directory);
  const client = stage.startClient(shop);
  await client({ kind: "prepare", basket: paid, count: 1 });
  const { first } = await client({ kind: "place-orders", basket: paid, count: 1, shape: closed });
  if (first === null) throw new Error("expected an answer");
  const bare = await stage.startBare(first);
  const bareClient = stage.startClient(bare);
  const request = renderPost("/orders", { idempotencyKey: "k".repeat(32) }, `till_session=${"s".repeat(32)}`);
  const again = { kind: "repeat", request, count: ordersPerRound, shape: closed } as const;
  /** Each order is prepared up to its review page before the clock runs. */
  const timeOrders = async (basket: Basket, shape: LoadShape) => {
    await client({ kind: "prepare", basket, count: ordersPerRound });
    const startedAtMs = performance.now();
    const timed = await timeLoad(client, shop, { kind: "place-orders", basket, count: ordersPerRound, shape }, 303);
    await stage.settle(shop);
    return { ...timed, settledMs: performance.now() - startedAtMs };
  };
  const rounds: Round[] = [];
  for (let repetition = 0; repetition < warmUps + repetitions; repetition++) {
    const paidOrders = await timeOrders(paid, closed);
    const round = {
      paid: paidOrders,
      settledMs: paidOrders.settledMs,
      bare: await timeLoad(bareClient, bare, again, 303),
      free: await timeOrders(free, closed),
      calm: await timeOrders(paid, halfRate),
      bareCalm: await timeLoad(bareClient, bare, { ...again, shape: halfRate }, 303),
    };
    if (repetition >= warmUps) rounds.push(round);
  }
  return rounds;
}

function countMissing(directory: string, { paid, free, calm }: Round): number {
  const acknowledged = [paid, free, calm].flatMap(({ orderNumbers }) => orderNumbers);
  const unsaid = 3 * ordersPerRound - new Set(acknowledged).size;
  return unsaid + countMissingOrders(join(directory, "shop.sqlite"), acknowledged);
}

export function measureShopOrders(signal: AbortSignal): Promise<Measurement> {
  const says = "orders at the place-order form of the shop on one core, paid at the provider's own process on another";
  return measureShop("shop-orders", says, async (directory) => {
    const rounds = await timeRounds(directory, signal);
    const atLeast = { atLeast: leastOrdersPerSecond };
    return [
      buildFigure("paid orders", "orders/s", rounds, ({ paid }) => computePerSecond(paid), atLeast),
      buildFigure(
        "up to the last capture",
        "orders/s",
        rounds,
        ({ paid, settledMs }) => (paid.answers * 1000) / settledMs,
      ),
      buildFigure("orders with total 0", "orders/s", rounds, ({ free }) => computePerSecond(free), atLeast),
      buildFigure("answered, and not in the books", "orders", rounds, (round) => countMissing(directory, round), {
        atMost: 0,
      }),
      buildFigure("p99 at 1,000 orders/s", "ms", rounds, ({ calm }) => calm.latencyMs.p99, { atMost: mostP99Ms }),
      buildFigure("p50 at 1,000 orders/s", "ms", rounds, ({ calm }) => calm.latencyMs.p50),
      buildFigure("p99 of bare node:http at that rate", "ms", rounds, ({ bareCalm }) => bareCalm.latencyMs.p99),
      buildFigure("of it: load client late, p99", "ms", rounds, ({ calm }) => calm.lateMs.p99),
      buildFigure(
        "paid orders ÷ answers of bare node:http",
        "x",
        rounds,
        ({ paid, bare }) => computePerSecond(paid) / computePerSecond(bare),
      ),
      buildFigure("shop, CPU a paid order", "us", rounds, ({ paid }) => computeCpuUs(paid)),
      buildFigure("shop, CPU an order with total 0", "us", rounds, ({ free }) => computeCpuUs(free)),
      buildFigure("load client, part of its core", "x", rounds, ({ paid }) => computeClientShare(paid)),
    ];
  });
}
