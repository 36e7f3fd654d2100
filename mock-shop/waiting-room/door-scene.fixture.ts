import type { FastifyInstance, InjectOptions } from "fastify";
import { Customer } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";

/** A shop of one slow worker with a waiting room, by `inject()`; an incident minute is ten seconds of the test's clock. */
export async function openDoorScene() {
  const provider = await startScriptedProvider(agreeableScript);
  const clock = new ManualClock();
  const shop = await openTestShop({
    providerOrigin: provider.origin,
    clock,
    configuration: {
      ...{ capacityModel: true, workers: 1, serviceMs: 400, queueBoundMs: 60_000, pace: 6 },
      defences: ["waiting-room"],
    },
  });
  const crowd: Promise<unknown>[] = [];

  /** Lets the worker do what it is asked for, until the answer is there. */
  const finish = async <Answer>(asked: Promise<Answer>): Promise<Answer> => {
    let isDone = false;
    const note = () => {
      isDone = true;
    };
    asked.then(note, note);
    await waitFor("an answer", () => isDone, { beforeLook: () => clock.advance(1) });
    return asked;
  };
  const inject = (options: InjectOptions) => finish(shop.storefront.inject(options));
  const storefront: FastifyInstance = Object.create(shop.storefront, { inject: { value: inject } });

  return {
    shop,
    clock,
    /** Customers of this scene do it by themselves. */
    finish,
    newCustomer: () => new Customer(storefront),
    /** The worker gets work for some seconds, and a second of it is over. */
    fill: () => {
      for (let count = 0; count < 30; count += 1) crowd.push(shop.parts.capacity.pass("home"));
      clock.advance(1_500);
    },
    /** All that was asked for is done, and nobody asks. */
    calmDown: async () => {
      clock.advance(20_000);
      await Promise.all(crowd);
    },
    readCounts: () => shop.parts.defences.read("waiting-room").counts,
    [Symbol.asyncDispose]: async () => {
      clock.advance(600_000);
      await Promise.all(crowd);
      await shop[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}
