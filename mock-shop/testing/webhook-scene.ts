import assert from "node:assert/strict";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { ChangeLog } from "../changes.ts";
import { FaultRegistry } from "../faults/registry.ts";
import { Books } from "../ledger/books.ts";
import { createProviderCounters } from "../payment-provider/counters.ts";
import { providerFaultKinds } from "../payment-provider/faults/catalogue.ts";
import type { ProviderOperations } from "../payment-provider/provider-operations.ts";
import type { PostWebhook } from "../payment-provider/webhooks/post-webhook.ts";
import { WebhookFaults } from "../payment-provider/webhooks/webhook-faults.ts";
import { WebhookSender } from "../payment-provider/webhooks/webhook-sender.ts";
import { type PaymentEvent, webhookBodySchema } from "../payments/webhook-event.ts";
import { ManualClock } from "./manual-clock.ts";
import { createTemporaryDirectory } from "./temporary-directory.ts";

export const secret = "a-provider-key";
export const url = "http://127.0.0.1:1/webhooks/payments";

export interface Post {
  readonly events: readonly PaymentEvent[];
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  answer(isTaken: boolean): void;
}

/** An endpoint whose every answer a test decides, in the order in which it is asked. */
function createEndpoint() {
  const posts: Post[] = [];
  let arrived = Promise.withResolvers<void>();
  let taken = 0;
  const post: PostWebhook = (_url, body, headers) => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    posts.push({ events: webhookBodySchema.parse(JSON.parse(body)).events, body, headers, answer: resolve });
    arrived.resolve();
    arrived = Promise.withResolvers();
    return promise;
  };
  const next = async (): Promise<Post> => {
    while (posts.length <= taken) await arrived.promise;
    taken += 1;
    return posts[taken - 1] as Post;
  };
  return { posts, post, next };
}

/** A sender with real books, a clock that stands still and an endpoint that a test answers for. */
export async function openSender() {
  const directory = await createTemporaryDirectory();
  const moduleUrl = new URL("../payment-provider/provider-operations.ts", import.meta.url);
  const books = await Books.open<ProviderOperations>(join(directory.path, "payments.sqlite"), moduleUrl);
  const clock = new ManualClock();
  const faults = new FaultRegistry(clock, new ChangeLog(clock));
  const endpoint = createEndpoint();
  const counters = createProviderCounters();
  const build = () =>
    new WebhookSender({
      books,
      clock,
      seed: 1,
      secret,
      counters,
      faults: new WebhookFaults(faults, 1),
      post: endpoint.post,
    });
  const sender = build();
  return {
    books,
    clock,
    counters,
    endpoint,
    sender,
    build,
    inject: (kind: string, share: number, value?: object) => {
      const target = providerFaultKinds.get(kind)?.parse(undefined, value) ?? assert.fail(kind);
      return faults.inject({ name: kind, kind, share, leaseMs: 600_000, ...target }) ?? assert.fail(kind);
    },
    end: (fault: Parameters<FaultRegistry["end"]>[0]) => faults.end(fault),
    authorize: async (...numbers: number[]) => {
      await Promise.all(numbers.map((number) => books.run("authorize", buildAuthorization(number))));
      sender.wake();
    },
    /** Time passes, and everything that follows from it happens. */
    pass: async (ms: number) => {
      await setImmediate();
      clock.advance(ms);
      await books.run("countDeliveries", null);
      await setImmediate();
    },
    /** Waits until the books say that the outbox is like this. */
    seeOutbox: async (pending: number, parked: number) => {
      for (let look = 0; look < 1_000; look += 1) {
        const counts = await books.run("countDeliveries", null);
        if (counts.pending === pending && counts.parked === parked) return;
        await setImmediate();
      }
      assert.deepEqual(await books.run("countDeliveries", null), { pending, parked });
    },
    [Symbol.asyncDispose]: async () => {
      sender.close();
      await books.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

function buildAuthorization(number: number) {
  return {
    orderNumber: `T-AAAA-${number}`,
    paymentId: `pay_${number}`,
    idempotencyKey: `key-${number}`,
    amountCents: 100,
    currency: "USD",
    card: "tok_visa",
    isDeclined: false,
    atMs: number,
  } as const;
}

export const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
export const numbersOf = (events: readonly PaymentEvent[]) =>
  events.map(({ orderNumber }) => Number(orderNumber.slice(7)));
