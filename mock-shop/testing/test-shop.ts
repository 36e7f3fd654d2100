import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { FastifyInstance } from "fastify";
import { buildControlApp } from "../api/control-app.ts";
import { buildStorefront } from "../app.ts";
import { type Clock, systemClock } from "../clock.ts";
import { shopConfigurationSchema } from "../configuration.ts";
import { openShop } from "../open-shop.ts";
import type { ShopParts } from "../shop-parts.ts";
import { createTemporaryDirectory } from "./temporary-directory.ts";

export const controlToken = "a-control-token";

export interface TestShop extends AsyncDisposable {
  readonly parts: ShopParts;
  readonly storefront: FastifyInstance;
  readonly controls: FastifyInstance;
  readonly booksPath: string;
  /** Rows of the books as another process sees them. */
  query(sql: string): Record<string, unknown>[];
}

export interface TestShopOptions {
  readonly providerOrigin: string;
  readonly clock?: Clock;
  readonly booksPath?: string;
  readonly configuration?: Record<string, unknown>;
}

/** A whole shop without listeners, with real books; requests come in by `inject()`. */
export async function openTestShop(options: TestShopOptions): Promise<TestShop> {
  const directory = await createTemporaryDirectory();
  const booksPath = options.booksPath ?? join(directory.path, "shop.sqlite");
  const configuration = shopConfigurationSchema.parse({
    controlToken,
    booksPath,
    providerOrigin: options.providerOrigin,
    providerKey: "a-provider-key",
    workers: 4,
    serviceMs: 10,
    queueBoundMs: 250,
    paymentDeadlineMs: 2_000,
    seed: 7,
    currency: "USD",
    capacityModel: false,
    ...options.configuration,
  });
  const shop = await openShop(configuration, options.clock ?? systemClock);
  const storefront = buildStorefront(shop.parts);
  const askStorefront = async () => (await storefront.inject("/assets/shop.css")).statusCode === 200;
  const controls = buildControlApp({ ...shop.parts, askStorefront });
  return {
    parts: shop.parts,
    storefront,
    controls,
    booksPath,
    query: (sql) => {
      using database = new DatabaseSync(booksPath, { readOnly: true });
      return database.prepare(sql).all();
    },
    [Symbol.asyncDispose]: async () => {
      await storefront.close();
      await controls.close();
      await shop.close(0);
      await directory[Symbol.asyncDispose]();
    },
  };
}
