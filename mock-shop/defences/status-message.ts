import type { Defence, DefenceWorld, PaymentOutcome, RunningDefence, StatusNotice } from "./defence.ts";
import { mostlyFailed, OutcomeWindow } from "./outcome-window.ts";

const minimumCalls = 5;
/** So many payments in a row that work are the end of the trouble. */
const enoughOk = 5;
/** After so long without any payment nobody knows whether they still fail, and the message would only keep buyers away. */
const silenceMinutes = 10;
const shortestSilenceMs = 5_000;

const paymentsFail: StatusNotice = {
  kind: "come-back",
  text: "Payments are not going through at the moment, and we are working on it. Your cart is kept: please try again later.",
};
const paymentsAreLate: StatusNotice = {
  kind: "orders-taken",
  text: "Payments are late at the moment. You can order now, and we confirm your order later by e-mail.",
};
const orderingIsPaused: StatusNotice = {
  kind: "paused",
  text: "Ordering is paused at the moment. Your cart is kept: please come back later.",
};

class StatusMessage implements RunningDefence {
  readonly #window = new OutcomeWindow({ spanMs: 5_000, limit: 50 });
  readonly #world: DefenceWorld;
  readonly #silenceMs: number;
  #tells = false;
  #okInRow = 0;
  #lastHeardMs = 0;
  readonly #counts = { begun: 0, ended: 0, shown: 0 };

  constructor(world: DefenceWorld) {
    this.#world = world;
    this.#silenceMs = Math.max(world.toWallMs(silenceMinutes), shortestSilenceMs);
  }

  readCounts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  observePayment(outcome: PaymentOutcome, nowMs: number): void {
    if (outcome === "unmade") return;
    this.#lastHeardMs = nowMs;
    this.#okInRow = outcome === "ok" ? this.#okInRow + 1 : 0;
    this.#window.add(outcome, nowMs);
    if (this.#tells) {
      if (this.#okInRow >= enoughOk) this.#end();
    } else if (mostlyFailed(this.#window.tally(nowMs), minimumCalls)) {
      this.#tells = true;
      this.#counts.begun += 1;
    }
  }

  composeStatusMessage(nowMs: number, takesOrders: boolean): StatusNotice | null {
    if (this.#tells && nowMs - this.#lastHeardMs >= this.#silenceMs) this.#end();
    const trouble = takesOrders ? paymentsAreLate : paymentsFail;
    const notice = this.#world.isOrderingPaused() ? orderingIsPaused : this.#tells ? trouble : null;
    if (notice !== null) this.#counts.shown += 1;
    return notice;
  }

  #end(): void {
    this.#tells = false;
    this.#window.clear();
    this.#counts.ended += 1;
  }
}

/** Tells customers before they try, and stops by itself when payments work again. */
export const statusMessage: Defence = {
  name: "status-message",
  kind: "containing",
  says: "tells customers at the top of every page when payments mostly fail or ordering is paused",
  costs: "who reads it may leave although a payment could have worked; a message too late or too long loses orders",
  start: (world) => new StatusMessage(world),
};
