import { ChangeLog } from "../changes.ts";
import type { Clock } from "../clock.ts";
import { FaultRegistry } from "../faults/registry.ts";
import { Books } from "../ledger/books.ts";
import type { ProviderParts } from "./app.ts";
import type { ProviderConfiguration } from "./configuration.ts";
import type { ProviderControlParts } from "./control-app.ts";
import { createProviderCounters } from "./counters.ts";
import { CallFaults } from "./faults/call-faults.ts";
import { ProviderLatency } from "./latency.ts";
import type { ProviderOperations } from "./provider-operations.ts";
import { openWebhookLink } from "./webhooks/post-webhook.ts";
import { WebhookFaults } from "./webhooks/webhook-faults.ts";
import { concurrency, WebhookSender } from "./webhooks/webhook-sender.ts";

export interface OpenProvider {
  readonly parts: ProviderParts & ProviderControlParts;
  /** Lets go of every call that a fault holds. */
  release(): void;
  close(): Promise<void>;
}

/** The provider without its listeners: books open, and what an earlier process left in the outbox on its way. */
export async function openProvider(configuration: ProviderConfiguration, clock: Clock): Promise<OpenProvider> {
  const { booksPath, seed, latencyMs, providerKey, controlToken } = configuration;
  const books = await Books.open<ProviderOperations>(booksPath, new URL("./provider-operations.ts", import.meta.url));
  const counters = createProviderCounters();
  const changes = new ChangeLog(clock);
  const faults = new FaultRegistry(clock, changes);
  const link = openWebhookLink(concurrency);
  const sender = new WebhookSender({
    books,
    clock,
    seed,
    counters,
    secret: providerKey,
    faults: new WebhookFaults(faults, seed),
    post: link.post,
  });
  await sender.open();
  return {
    parts: {
      books,
      clock,
      counters,
      changes,
      faults,
      providerKey,
      controlToken,
      latency: new ProviderLatency(latencyMs, seed, clock),
      callFaults: new CallFaults(faults, clock, seed),
      registerWebhook: (url) => sender.register(url),
      onChange: () => sender.wake(),
    },
    release: () => faults.close(),
    close: async () => {
      faults.close();
      sender.close();
      await link.close();
      await books.close();
    },
  };
}
