import { Histogram, type Registry } from "prom-client";
import type { Clock } from "../clock.ts";

const sampleEveryMs = 100;
const bucketsSeconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/** Samples how late a timer of the shop's process comes; gives what stops it. */
export function measureEventLoopDelay(registry: Registry, clock: Clock): () => void {
  const delays = new Histogram({
    name: "shop_event_loop_delay_seconds",
    help: `How late a timer came, sampled every ${sampleEveryMs} ms.`,
    buckets: bucketsSeconds,
    registers: [registry],
  });
  let cancel: () => void;
  const sampleLater = (): void => {
    const dueMs = clock.elapsedMs() + sampleEveryMs;
    cancel = clock.schedule(sampleEveryMs, () => {
      delays.observe(Math.max(0, clock.elapsedMs() - dueMs) / 1_000);
      sampleLater();
    });
  };
  sampleLater();
  return () => cancel();
}
