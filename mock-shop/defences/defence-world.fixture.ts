import type { DefenceWorld } from "./defence.ts";

/** A shop at a pace of 60: an incident minute is a second. */
export function buildWorld(changes: Partial<DefenceWorld> = {}): DefenceWorld {
  return {
    serviceMs: 10,
    queueBoundMs: 250,
    toWallMs: (minutes) => minutes * 1_000,
    isOrderingPaused: () => false,
    countDeferredOrders: () => 0,
    promotionGuard: null,
    readMinute: () => 0,
    areVouchersOff: () => false,
    switchVouchersOff: () => {},
    readWorkers: () => ({ workers: 4, utilisation: 0 }),
    ...changes,
  };
}
