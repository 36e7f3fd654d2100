import { Registry } from "prom-client";
import type { Clock } from "../clock.ts";
import { measureEventLoopDelay } from "./event-loop-delay.ts";
import { RequestMetrics } from "./request-metrics.ts";

/** What one shop tells Prometheus. The registry is its own, so that several shops in one process stay apart. */
export class ShopMetrics {
  readonly registry = new Registry();
  readonly requests = new RequestMetrics(this.registry);
  #stopMeasuring: (() => void) | undefined;

  /** Begins to measure the process; `close` ends it. */
  start(clock: Clock): void {
    this.#stopMeasuring = measureEventLoopDelay(this.registry, clock);
  }

  close(): void {
    this.#stopMeasuring?.();
  }
}
