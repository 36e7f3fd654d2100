import type { CancelTimer, Clock } from "../../clock.ts";
import type { Books } from "../../ledger/books.ts";
import { eventLimit } from "../../payments/webhook-event.ts";
import { computeBackoffMs } from "../../rules/backoff.ts";
import { drawUniform } from "../../rules/draw.ts";
import type { ProviderCounters } from "../counters.ts";
import type { ProviderOperations } from "../provider-operations.ts";
import { composeWebhook } from "./compose-webhook.ts";
import type { PostWebhook } from "./post-webhook.ts";
import { WaitingGroups } from "./waiting-groups.ts";
import type { WebhookFaults } from "./webhook-faults.ts";
import type { Delivery } from "./webhook-operations.ts";

export interface WebhookSenderSettings {
  readonly books: Books<ProviderOperations>;
  readonly clock: Clock;
  readonly seed: number;
  readonly secret: string;
  readonly faults: WebhookFaults;
  readonly counters: ProviderCounters;
  readonly post: PostWebhook;
}

export const concurrency = 4;
export const attemptLimit = 20;
export const queueLimit = 100_000;
const windowLimit = 2_000;
const gatherMs = 20;
const repeatAfterMs = 100;
const backoff = { baseMs: 100, capMs: 5_000 };

interface Pending {
  readonly delivery: Delivery;
  attempts: number;
  isRepeated: boolean;
}

/**
 * Tells the endpoint what the outbox holds, at least once: an event leaves the books when the endpoint took it. Memory
 * holds a window of the outbox; a group of events that waits (for its next attempt, or held by a fault) has one timer.
 */
export class WebhookSender {
  readonly #settings: WebhookSenderSettings;
  readonly #abort = new AbortController();
  readonly #known = new Set<number>();
  readonly #ready: Pending[] = [];
  readonly #waiting: WaitingGroups<Pending>;
  #url: string | null = null;
  #after = 0;
  #inFlight = 0;
  #isReading = false;
  #hasMore = false;
  #cancelGathering: CancelTimer | undefined;

  constructor(settings: WebhookSenderSettings) {
    this.#settings = settings;
    this.#waiting = new WaitingGroups(settings.clock, (group) => {
      this.#ready.push(...group);
      this.#pump();
    });
  }

  /** Takes up what an earlier process left in the outbox. */
  async open(): Promise<void> {
    this.#url = await this.#settings.books.run("readWebhookUrl", null);
    this.wake();
  }

  /** From now on events go there, those too that were parked. */
  async register(url: string): Promise<void> {
    await this.#settings.books.run("registerWebhook", { url });
    this.#url = url;
    this.#after = 0;
    this.wake();
  }

  /** The outbox has something new; events of the same moment are told together. */
  wake(): void {
    if (this.#url === null || this.#abort.signal.aborted) return;
    this.#hasMore = true;
    this.#cancelGathering ??= this.#settings.clock.schedule(gatherMs, () => {
      this.#cancelGathering = undefined;
      void this.#read();
    });
  }

  /** What is not delivered stays in the outbox. */
  close(): void {
    this.#abort.abort();
    this.#cancelGathering?.();
    this.#waiting.close();
  }

  async #read(): Promise<void> {
    if (this.#isReading || !this.#hasMore || this.#known.size >= windowLimit || this.#abort.signal.aborted) return;
    this.#isReading = true;
    this.#hasMore = false;
    try {
      const after = this.#after;
      const limit = eventLimit * concurrency;
      const deliveries = await this.#settings.books.run("listDeliveries", { after, limit });
      if (deliveries.length === limit) this.#hasMore = true;
      if (this.#after === after) this.#after = deliveries.at(-1)?.deliveryId ?? after;
      for (const delivery of deliveries) this.#take(delivery);
      this.#isReading = false;
      this.#pump();
    } catch (error) {
      this.#reportUnlessClosed(error);
      this.#isReading = false;
      this.#hasMore = true;
      this.#waiting.add([], backoff.capMs);
    }
  }

  #take(delivery: Delivery): void {
    if (this.#known.has(delivery.deliveryId)) return;
    this.#known.add(delivery.deliveryId);
    const pending: Pending = { delivery, attempts: delivery.attempts, isRepeated: false };
    const group = [pending];
    const { holdMs, isRepeated, stopWatching } = this.#settings.faults.change(() => this.#waiting.release(group));
    pending.isRepeated = isRepeated;
    if (holdMs > 0) this.#waiting.add(group, holdMs, stopWatching);
    else this.#ready.push(pending);
  }

  #pump(): void {
    while (this.#url !== null && this.#inFlight < concurrency && this.#ready.length > 0) {
      if (this.#abort.signal.aborted) return;
      this.#inFlight += 1;
      void this.#send(this.#url, this.#ready.splice(0, eventLimit));
    }
    void this.#read();
  }

  async #send(url: string, batch: readonly Pending[]): Promise<void> {
    try {
      const { counters, secret, clock, post } = this.#settings;
      const deliveries = batch.map(({ delivery }) => delivery);
      const { body, headers } = composeWebhook(deliveries, secret, clock.nowMs());
      if (await post(url, body, headers, this.#abort.signal)) {
        counters.webhooksDelivered += batch.length;
        await this.#settle(batch);
      } else {
        counters.webhookFailures += 1;
        await this.#postpone(batch);
      }
    } catch (error) {
      this.#reportUnlessClosed(error);
      this.#waiting.add(batch, backoff.capMs);
    }
    this.#inFlight -= 1;
    this.#pump();
  }

  async #settle(batch: readonly Pending[]): Promise<void> {
    const repeated = batch.filter(({ isRepeated }) => isRepeated);
    const done = batch.filter(({ isRepeated }) => !isRepeated).map(({ delivery }) => delivery.deliveryId);
    for (const pending of repeated) pending.isRepeated = false;
    if (repeated.length > 0) this.#waiting.add(repeated, repeatAfterMs);
    await this.#settings.books.run("dropDeliveries", { deliveryIds: done });
    for (const deliveryId of done) this.#known.delete(deliveryId);
  }

  async #postpone(batch: readonly Pending[]): Promise<void> {
    const { books, seed, counters } = this.#settings;
    const deliveryIds = batch.map(({ delivery }) => delivery.deliveryId);
    await books.run("countFailedDeliveries", { deliveryIds, attemptLimit, queueLimit });
    for (const pending of batch) pending.attempts += 1;
    const parked = batch.filter(({ attempts }) => attempts >= attemptLimit);
    for (const { delivery } of parked) this.#known.delete(delivery.deliveryId);
    counters.webhooksParked += parked.length;
    const [first, ...rest] = batch.filter(({ attempts }) => attempts < attemptLimit);
    if (!first) return;
    const draw = drawUniform(seed, "webhook-retry", first.delivery.deliveryId, first.attempts);
    this.#waiting.add([first, ...rest], computeBackoffMs(first.attempts, draw, backoff.baseMs, backoff.capMs));
  }

  #reportUnlessClosed(error: unknown): void {
    if (!this.#abort.signal.aborted) console.error("webhooks are delayed:", error);
  }
}
