import type { Defence, DefenceWorld, PaymentAdmission, PaymentOutcome, RunningDefence } from "./defence.ts";
import { mostlyFailed, OutcomeWindow } from "./outcome-window.ts";

const minimumCalls = 10;
const probeLimit = 3;
const openMinutes = 2;
/** In a time lapse two minutes can be less than one payment call takes; the provider is to be left alone for longer. */
const shortestOpenMs = 500;
/** No payment call may take longer; whoever was not heard of by then never will be. */
const silenceLimitMs = 60_000;
/** The least that `Retry-After`, which counts whole seconds, can say. */
const shortestRetryMs = 1_000;

class CircuitBreaker implements RunningDefence {
  readonly #window = new OutcomeWindow({ spanMs: 5_000, limit: 100 });
  readonly #openMs: number;
  #state: "closed" | "open" | "half-open" = "closed";
  #nowMs = 0;
  #openUntilMs = 0;
  #inFlight = 0;
  #lastAdmittedAtMs = 0;
  #probes = { admitted: 0, ok: 0 };
  readonly #counts = { opened: 0, closed: 0, probes: 0, refused: 0 };

  constructor(world: DefenceWorld) {
    this.#openMs = Math.max(world.toWallMs(openMinutes), shortestOpenMs);
  }

  readCounts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  admitPayment(nowMs: number): PaymentAdmission {
    this.#moveOn(nowMs);
    const isRefused = this.#state === "open" || (this.#state === "half-open" && this.#probes.admitted >= probeLimit);
    if (isRefused) {
      this.#counts.refused += 1;
      return { admitted: false, retryAfterMs: Math.max(this.#openUntilMs - this.#nowMs, shortestRetryMs) };
    }
    if (this.#state === "half-open") {
      this.#probes.admitted += 1;
      this.#counts.probes += 1;
    }
    this.#inFlight += 1;
    this.#lastAdmittedAtMs = this.#nowMs;
    return { admitted: true };
  }

  observePayment(outcome: PaymentOutcome, nowMs: number): void {
    this.#moveOn(nowMs);
    this.#inFlight = Math.max(0, this.#inFlight - 1);
    if (this.#state === "closed") this.#judgeCall(outcome);
    else if (this.#state === "half-open") this.#judgeProbe(outcome);
  }

  #judgeCall(outcome: PaymentOutcome): void {
    if (outcome === "unmade") return;
    this.#window.add(outcome, this.#nowMs);
    if (!mostlyFailed(this.#window.tally(this.#nowMs), minimumCalls)) return;
    this.#counts.opened += 1;
    this.#open();
  }

  #judgeProbe(outcome: PaymentOutcome): void {
    if (outcome === "failed") this.#open();
    else if (outcome === "unmade") this.#probes.admitted = Math.max(this.#probes.ok, this.#probes.admitted - 1);
    else this.#probes.ok += 1;
    if (this.#probes.ok < probeLimit) return;
    this.#counts.closed += 1;
    this.#window.clear();
    this.#state = "closed";
  }

  /** Calls that were under way when it opened are waited for, so that no late failure of theirs passes for a probe's. */
  #moveOn(nowMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, nowMs);
    const isSilent = this.#nowMs - this.#lastAdmittedAtMs >= silenceLimitMs;
    if (this.#state === "half-open" && this.#inFlight > 0 && isSilent) this.#open();
    if (this.#state !== "open" || this.#nowMs < this.#openUntilMs || (this.#inFlight > 0 && !isSilent)) return;
    this.#state = "half-open";
    this.#inFlight = 0;
    this.#probes = { admitted: 0, ok: 0 };
  }

  #open(): void {
    this.#state = "open";
    this.#openUntilMs = this.#nowMs + this.#openMs;
  }
}

/** Stops asking a payment provider that mostly fails, and lets a few customers find out when it is back. */
export const circuitBreaker: Defence = {
  name: "circuit-breaker",
  kind: "containing",
  says: "asks for no payment while payments mostly fail: an honest error page at once, and a provider left alone",
  costs: "who would have been among the payments that still work is sent away too, until three probes have worked",
  start: (world) => new CircuitBreaker(world),
};
