import assert from "node:assert/strict";
import { fillCheckouts, orderTogether } from "./buyers.ts";
import { ManualClock } from "./manual-clock.ts";
import {
  agreeableScript,
  type ProviderScript,
  type ScriptedProvider,
  startScriptedProvider,
} from "./scripted-provider.ts";
import { openTestShop, type TestShop } from "./test-shop.ts";
import { waitFor } from "./wait-for.ts";

/** A wrong endpoint, as in the drilled outage: nothing is authorized, for certain. */
export const downScript: ProviderScript = () => [404, {}];

export interface DeferralScene extends AsyncDisposable {
  readonly clock: ManualClock;
  readonly provider: ScriptedProvider;
  readonly shop: TestShop;
  /** Order numbers in the order in which their payments were authorized, and the most that were asked for at a time. */
  readonly authorized: string[];
  readonly peak: { calls: number };
  /** Payments work again, and answers are written down. `answer` decides about single orders. */
  bringBack(answer?: ProviderScript): void;
  /** Lets time pass while neither provider nor disk is waited for, until it is so. */
  letRun(says: string, isSo: () => boolean): Promise<void>;
  readStates(): unknown[];
}

/** A shop at a pace of 1 that defers orders, and a provider that is down until a test brings it back. */
export async function openDeferralScene(configuration: Record<string, unknown> = {}, booksPath?: string) {
  const clock = new ManualClock();
  const provider = await startScriptedProvider(downScript);
  const settings = { defences: ["deferred-checkout"], paymentDeadlineMs: 60_000, ...configuration };
  const options = { providerOrigin: provider.origin, clock, configuration: settings };
  const shop = await openTestShop(booksPath === undefined ? options : { ...options, booksPath });
  const authorized: string[] = [];
  const peak = { calls: 0 };
  let inFlight = 0;
  const scene: DeferralScene = {
    clock,
    provider,
    shop,
    authorized,
    peak,
    bringBack: (answer = agreeableScript) => {
      provider.script = async (call) => {
        if (!call.path.endsWith("/authorizations")) return agreeableScript(call);
        inFlight += 1;
        peak.calls = Math.max(peak.calls, inFlight);
        await new Promise((resolve) => setImmediate(resolve));
        const result = await answer(call);
        inFlight -= 1;
        if (result[0] === 201) authorized.push(String(call.body.orderNumber));
        return result;
      };
    },
    letRun: (says, isSo) =>
      waitFor(says, isSo, {
        beforeLook: () => {
          const { books, counters } = shop.parts;
          if (counters.paymentsInFlight === 0 && books.pending === 0) clock.advance(20);
        },
      }),
    readStates: () => shop.query("SELECT state FROM orders ORDER BY placed_at_ms, rowid").map(({ state }) => state),
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
  return scene;
}

/** So many orders that wait, taken one after another; their numbers. */
export async function deferOrders(scene: DeferralScene, count: number): Promise<string[]> {
  for (const buyer of await fillCheckouts(scene.shop, count)) {
    const [response] = await orderTogether([buyer]);
    assert.equal(response?.statusCode, 303);
    scene.clock.advance(1);
  }
  return scene.shop
    .query("SELECT order_number FROM deferrals ORDER BY taken_at_ms")
    .map(({ order_number }) => String(order_number));
}
