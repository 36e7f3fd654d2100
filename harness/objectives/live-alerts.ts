// Alerts while the drill runs: the same computation as at its end, over the events so far, made only when it may say something new.
import type { AlertResult } from "../record/drill-result.ts";
import type { ObjectiveCount } from "../record/run-record.ts";
import { computeAlerts } from "./burn-rate-alerts.ts";

/** What is counted while the drill runs. */
export interface LiveCounts {
  /** Bad events of alerting objectives so far. */
  countAlertingBad(): number;
  /** All objectives' counts so far, with their events. */
  finish(): readonly ObjectiveCount[];
}

/**
 * Alerts fire at bad events only, so nothing is computed until one more was counted. Events come in as their steps end, a
 * little out of order: a firing minute may differ from the final one by the events that were still on their way.
 */
export class LiveAlerts {
  readonly #counts: LiveCounts;
  #seenBad = 0;
  #fromMinute = Number.NEGATIVE_INFINITY;
  #alerts: readonly AlertResult[] = [];

  constructor(counts: LiveCounts) {
    this.#counts = counts;
  }

  /** Firings of a severity at or after `fromMinute` by now, the first of each window pair, by minute: those before it block none. */
  list(severity: AlertResult["severity"], fromMinute: number = Number.NEGATIVE_INFINITY): readonly AlertResult[] {
    const bad = this.#counts.countAlertingBad();
    if (bad > this.#seenBad || fromMinute !== this.#fromMinute) {
      this.#seenBad = bad;
      this.#fromMinute = fromMinute;
      const alerts = computeAlerts(this.#counts.finish(), fromMinute);
      this.#alerts = alerts.sort((a, b) => a.firedAtMinute - b.firedAtMinute);
    }
    return this.#alerts.filter((alert) => alert.severity === severity);
  }
}
