// Product pages a second of the shop, beside a bare node:http server that answers the same bytes in the same run.
import type { Measurement } from "./measurement.ts";
import { measureShop } from "./shop-measurement.ts";
import { renderGet } from "./shop-request-bytes.ts";
import { ShopStage } from "./shop-stage.ts";
import {
  buildFigure,
  computeClientShare,
  computeCpuUs,
  computePerSecond,
  type Pair,
  timeByTurns,
  timeLoad,
} from "./shop-timing.ts";

const repetitions = 7;
/** Run first and thrown away: the compiler's share. */
const warmUps = 2;
const slices = 8;
const pagesPerSlice = 4_000;
const connections = 64;
const leastOfBare = 0.25;

/** The shop's is `one`, the bare server's the `other`. */
async function timeRounds(directory: string, signal: AbortSignal): Promise<Pair[]> {
  await using stage = new ShopStage(signal);
  const shop = await stage.startShop(directory);
  const shopClient = stage.startClient(shop);
  const page = {
    kind: "repeat",
    request: renderGet("/product/toys-01"),
    count: pagesPerSlice,
    shape: { kind: "closed", connections },
  } as const;
  const { first } = await shopClient({ ...page, count: 1 });
  if (first === null) throw new Error("expected an answer");
  const bare = await stage.startBare(first);
  const bareClient = stage.startClient(bare);
  const rounds: Pair[] = [];
  for (let repetition = 0; repetition < warmUps + repetitions; repetition++) {
    const pair = await timeByTurns(
      slices,
      () => timeLoad(shopClient, shop, page, 200),
      () => timeLoad(bareClient, bare, page, 200),
    );
    if (repetition >= warmUps) rounds.push(pair);
  }
  return rounds;
}

export function measureShopPages(signal: AbortSignal): Promise<Measurement> {
  const says = `product pages of the shop on one core, ${connections} connections, beside a bare node:http server with the same bytes`;
  return measureShop("shop-pages", says, async (directory) => {
    const rounds = await timeRounds(directory, signal);
    const atLeast = { atLeast: leastOfBare };
    return [
      buildFigure(
        "shop ÷ bare, pages/s",
        "x",
        rounds,
        ({ one, other }) => computePerSecond(one) / computePerSecond(other),
        atLeast,
      ),
      buildFigure(
        "shop ÷ bare, pages per CPU second",
        "x",
        rounds,
        ({ one, other }) => computeCpuUs(other) / computeCpuUs(one),
        atLeast,
      ),
      buildFigure("shop", "pages/s", rounds, ({ one }) => computePerSecond(one)),
      buildFigure("bare node:http", "pages/s", rounds, ({ other }) => computePerSecond(other)),
      buildFigure("shop, CPU a page", "us", rounds, ({ one }) => computeCpuUs(one)),
      buildFigure("bare, CPU a page", "us", rounds, ({ other }) => computeCpuUs(other)),
      buildFigure("load client on the shop, part of its core", "x", rounds, ({ one }) => computeClientShare(one)),
      buildFigure("load client on bare, part of its core", "x", rounds, ({ other }) => computeClientShare(other)),
    ];
  });
}
