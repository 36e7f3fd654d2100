import type { CancelTimer, Clock } from "../clock.ts";
import { computeBackoffMs } from "../rules/backoff.ts";
import { drawUniform } from "../rules/draw.ts";
import type { PaymentClient } from "./payment-client.ts";

export interface WebhookRegistrationSettings {
  readonly payments: Pick<PaymentClient, "registerWebhook">;
  readonly clock: Clock;
  readonly seed: number;
  readonly url: string;
}

const attemptLimit = 50;
const baseMs = 100;
const capMs = 10_000;

/** Asks the provider for webhooks until it agrees. The shop works without them: captures have answers too. */
export class WebhookRegistration {
  readonly #settings: WebhookRegistrationSettings;
  #isClosed = false;
  #cancelTimer: CancelTimer | undefined;

  constructor(settings: WebhookRegistrationSettings) {
    this.#settings = settings;
  }

  start(): void {
    void this.#ask(1);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
  }

  async #ask(attempt: number): Promise<void> {
    const { payments, clock, seed, url } = this.#settings;
    const result = await payments.registerWebhook(url);
    if (result === "done" || this.#isClosed) return;
    if (result === "refused" || attempt >= attemptLimit) {
      console.error(`the payment provider will not send webhooks to ${url} (${result})`);
      return;
    }
    const delayMs = computeBackoffMs(attempt, drawUniform(seed, "webhook-registration", attempt), baseMs, capMs);
    this.#cancelTimer = clock.schedule(delayMs, () => void this.#ask(attempt + 1));
  }
}
