// What a shop full of sessions and orders loses against one that just opened: both on the same core, by turns.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Figure, Measurement } from "./measurement.ts";
import { fillBooks } from "./shop-books.ts";
import type { Basket, LoadResult } from "./shop-load.ts";
import { measureShop } from "./shop-measurement.ts";
import { renderGet, renderPost } from "./shop-request-bytes.ts";
import { type Client, ShopStage, type StagedShop } from "./shop-stage.ts";
import { buildFigure, computeCpuUs, computePerSecond, type Pair, timeByTurns, timeLoad } from "./shop-timing.ts";

const repetitions = 7;
const warmUps = 2;
const slices = 8;
const sessions = 50_000;
const orders = 1_000_000;
const pagesPerSlice = 3_000;
const ordersPerSlice = 500;
const calmOrders = 3_000;
const leastOfFresh = 0.9;
const closed = { kind: "closed", connections: 64 } as const;
const halfRate = { kind: "open", perSecond: 1_000, connections: 512 } as const;
const basket: Basket = { product: "toys-01", voucher: null };
/** Delivered at once, so its copies are orders that nothing is to be done for any more. */
const deliveredBasket: Basket = { product: "digital-01", voucher: null };
const page = { kind: "repeat", request: renderGet("/product/toys-01"), count: pagesPerSlice, shape: closed } as const;

interface Lane {
  readonly shop: StagedShop;
  readonly client: Client;
}

async function openLane(stage: ShopStage, directory: string): Promise<Lane> {
  const shop = await stage.startShop(directory);
  return { shop, client: stage.startClient(shop) };
}

/** Books of a shop that sold one order, and then a million like it. */
async function buildFullBooks(directory: string, signal: AbortSignal): Promise<void> {
  {
    await using stage = new ShopStage(signal);
    const { shop, client } = await openLane(stage, directory);
    await client({ kind: "prepare", basket: deliveredBasket, count: 1 });
    await timeLoad(client, shop, { kind: "place-orders", basket: deliveredBasket, count: 1, shape: closed }, 303);
    await stage.settle(shop);
  }
  fillBooks(join(directory, "shop.sqlite"), orders);
}

interface Round {
  /** The full shop's is `one`, the fresh one's the `other`. */
  readonly pages: Pair;
  readonly orders: Pair;
  readonly calmFull: LoadResult;
  readonly calmFresh: LoadResult;
}

async function timeRound(stage: ShopStage, full: Lane, fresh: Lane): Promise<Round> {
  const place = { kind: "place-orders", basket, count: ordersPerSlice, shape: closed } as const;
  const calm = { ...place, count: calmOrders, shape: halfRate };
  for (const { client } of [full, fresh])
    await client({ kind: "prepare", basket, count: slices * ordersPerSlice + calmOrders });
  const timePages = ({ client, shop }: Lane) => timeLoad(client, shop, page, 200);
  /** The captures count too: they are part of what an order costs. */
  const timeOrders = async ({ client, shop }: Lane) => {
    const timed = await timeLoad(client, shop, place, 303);
    await stage.settle(shop);
    return timed;
  };
  const timeCalm = async ({ client, shop }: Lane) => {
    const timed = await timeLoad(client, shop, calm, 303);
    await stage.settle(shop);
    return timed;
  };
  return {
    pages: await timeByTurns(
      slices,
      () => timePages(full),
      () => timePages(fresh),
    ),
    orders: await timeByTurns(
      slices,
      () => timeOrders(full),
      () => timeOrders(fresh),
    ),
    calmFull: await timeCalm(full),
    calmFresh: await timeCalm(fresh),
  };
}

async function timeRounds(scratch: string, signal: AbortSignal): Promise<Round[]> {
  const directories = { full: join(scratch, "full"), fresh: join(scratch, "fresh") };
  for (const directory of Object.values(directories)) mkdirSync(directory);
  await buildFullBooks(directories.full, signal);
  await using stage = new ShopStage(signal);
  const full = await openLane(stage, directories.full);
  const fresh = await openLane(stage, directories.fresh);
  const request = renderPost("/cart/items", { product: "toys-01", quantity: "1" });
  await timeLoad(full.client, full.shop, { kind: "repeat", request, count: sessions, shape: closed }, 303);
  const rounds: Round[] = [];
  for (let repetition = 0; repetition < warmUps + repetitions; repetition++) {
    const round = await timeRound(stage, full, fresh);
    if (repetition >= warmUps) rounds.push(round);
  }
  return rounds;
}

function buildRatios(what: "pages" | "orders", rounds: readonly Round[]): Figure[] {
  const limit = { atLeast: leastOfFresh };
  const read = (compute: (pair: Pair) => number) => (round: Round) => compute(round[what]);
  return [
    buildFigure(
      `${what}/s, full ÷ fresh`,
      "x",
      rounds,
      read(({ one, other }) => computePerSecond(one) / computePerSecond(other)),
      limit,
    ),
    buildFigure(
      `${what} per CPU second, full ÷ fresh`,
      "x",
      rounds,
      read(({ one, other }) => computeCpuUs(other) / computeCpuUs(one)),
      limit,
    ),
    buildFigure(
      `${what}/s, full`,
      `${what}/s`,
      rounds,
      read(({ one }) => computePerSecond(one)),
    ),
    buildFigure(
      `${what}/s, fresh`,
      `${what}/s`,
      rounds,
      read(({ other }) => computePerSecond(other)),
    ),
  ];
}

export function measureShopScale(signal: AbortSignal): Promise<Measurement> {
  const [many, most] = [sessions.toLocaleString("en-US"), orders.toLocaleString("en-US")];
  const says = `a shop with ${many} sessions and ${most} orders in its books, against a fresh one, by turns on one core`;
  return measureShop("shop-scale", says, async (directory) => {
    const rounds = await timeRounds(directory, signal);
    return [
      ...buildRatios("pages", rounds),
      ...buildRatios("orders", rounds),
      buildFigure("p99 at 1,000 orders/s, full", "ms", rounds, ({ calmFull }) => calmFull.latencyMs.p99),
      buildFigure("p99 at 1,000 orders/s, fresh", "ms", rounds, ({ calmFresh }) => calmFresh.latencyMs.p99),
    ];
  });
}
