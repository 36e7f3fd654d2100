import type { ShopParts } from "../shop-parts.ts";

/** Everything that a watcher may know; secrets stay out. */
export function readShopState(parts: ShopParts) {
  const { clock, counters, background, sessions, capacity, settings, faults, configuration } = parts;
  const { workers, serviceMs, queueBoundMs, paymentDeadlineMs, seed, currency, capacityModel } = configuration;
  return {
    nowMs: clock.nowMs(),
    counters: {
      ...counters,
      pendingCaptures: background.pendingCaptures,
      pendingVoids: background.pendingVoids,
      sessions: sessions.size,
    },
    capacity: capacity.readState(),
    configuration: {
      workers,
      serviceMs,
      queueBoundMs,
      paymentDeadlineMs,
      seed,
      currency,
      capacityModel,
      ...settings.readAll(),
    },
    faults: faults.list(),
  };
}
