import { type CancelTimer, type Clock, waitUntil } from "../clock.ts";
import type { Counters } from "../counters.ts";
import { CallNumbers, type CallStream } from "../faults/call-numbers.ts";
import { drawUniform } from "../rules/draw.ts";
import { planRetryMs } from "../rules/payment-retry.ts";
import { RetryBudget } from "../rules/retry-budget.ts";
import type { Exchange, LinkRequest, ProviderLink } from "./provider-link.ts";
import type { Reply } from "./reply.ts";

export interface RetryingCallsSettings {
  readonly link: ProviderLink;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly seed: number;
  readonly deadlineMs: number;
}

/** Calls with one deadline over all their attempts. A probe is asked once: it has to see what is wrong. */
export class RetryingCalls {
  readonly #settings: RetryingCallsSettings;
  readonly #calls = new CallNumbers();
  /** Apart, so that captures which nobody waits for leave the budget of orders alone. */
  readonly #budgets: Partial<Record<CallStream, RetryBudget>> = {
    order: new RetryBudget(),
    "follow-up": new RetryBudget(),
  };

  constructor(settings: RetryingCallsSettings) {
    this.#settings = settings;
  }

  /** The last attempt's reply; as a failure it is certain only if every attempt certainly did nothing. */
  async call(stream: CallStream, request: LinkRequest): Promise<Reply> {
    const { link, clock, deadlineMs } = this.#settings;
    const budget = this.#budgets[stream];
    const plan = this.#numberCall(stream);
    budget?.noteFirstAttempt();
    const deadline = new Deadline(clock, deadlineMs);
    let isCertain = true;
    for (let attempt = 1; ; attempt += 1) {
      const reply = await deadline.limit(link.send(request, stream));
      isCertain &&= reply.isCertain;
      const waitMs = reply.isWorthRetry && budget ? plan(attempt, deadline.remainingMs) : null;
      if (waitMs !== null && this.#takeRetry(budget)) await deadline.wait(waitMs);
      else deadline.end();
      if (deadline.isOver) return { ...reply, isCertain };
    }
  }

  #numberCall(stream: CallStream) {
    const call = this.#calls.take(stream);
    return (attempt: number, remainingMs: number) =>
      planRetryMs(attempt, drawUniform(this.#settings.seed, "payment-retry", stream, call, attempt), remainingMs);
  }

  #takeRetry(budget: RetryBudget | undefined): boolean {
    const { counters } = this.#settings;
    if (!budget?.takeRetry()) {
      counters.paymentRetriesRefused += 1;
      return false;
    }
    counters.paymentRetries += 1;
    return true;
  }
}

/** The time of one call: one timer, whatever the number of attempts. */
class Deadline {
  readonly #clock: Clock;
  readonly #endsAtMs: number;
  readonly #cancelTimer: CancelTimer;
  #exchange: Exchange | undefined;
  #isOver = false;

  constructor(clock: Clock, deadlineMs: number) {
    this.#clock = clock;
    this.#endsAtMs = clock.elapsedMs() + deadlineMs;
    this.#cancelTimer = clock.schedule(deadlineMs, () => {
      this.#isOver = true;
      this.#exchange?.giveUp();
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get remainingMs(): number {
    return this.#endsAtMs - this.#clock.elapsedMs();
  }

  limit(exchange: Exchange): Promise<Reply> {
    this.#exchange = exchange;
    return exchange.reply;
  }

  wait(waitMs: number): Promise<void> {
    return waitUntil(this.#clock, this.#clock.elapsedMs() + waitMs);
  }

  end(): void {
    this.#isOver = true;
    this.#cancelTimer();
  }
}
