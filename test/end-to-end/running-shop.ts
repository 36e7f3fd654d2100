// The built-in shop with its payment provider, on books of their own, for tests that are customers of it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CapacityState } from "../../mock-shop/capacity/worker-pool.ts";
import { ShopService } from "./shop-service.ts";

export interface RunningShop extends AsyncDisposable {
  readonly origin: string;
  /** An operator's action at the control API. */
  act(action: string, body: object): Promise<void>;
  /** How the shop shows one of the pages of a bad day. */
  preview(kind: string): Promise<{ readonly status: number; readonly body: string }>;
  /** What the shop says of its workers. */
  readCapacity(): Promise<CapacityState>;
}

/** Starts both on free ports. `changes` are parts of the shop's configuration, `root` is where a copy of it lies. */
export async function startShop(changes: object = {}, root?: string): Promise<RunningShop> {
  await using undo = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "tilldrill-shop-"));
  undo.defer(() => rm(directory, { recursive: true, force: true }));
  const provider = undo.use(
    await ShopService.start({
      kind: "provider",
      configuration: { booksPath: join(directory, "payments.sqlite"), seed: 7 },
    }),
  );
  const configuration = {
    booksPath: join(directory, "shop.sqlite"),
    providerOrigin: provider.origin,
    seed: 7,
    workers: 4,
    serviceMs: 2,
    queueBoundMs: 250,
    paymentDeadlineMs: 2_000,
    currency: "USD",
    ...changes,
  };
  const shop = undo.use(await ShopService.start({ kind: "shop", configuration, ...(root !== undefined && { root }) }));
  const cleanUp = undo.move();
  return {
    origin: shop.origin,
    async act(action, body) {
      const answer = await shop.callControl(`actions/${action}`, { by: "a test", ...body });
      if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
    },
    async preview(kind) {
      const answer = await shop.callControl(`pages/${kind}`);
      return { status: answer.status, body: await answer.text() };
    },
    readCapacity: async () => (await shop.readState()).capacity,
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}
