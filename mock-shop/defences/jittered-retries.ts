import type { Defence } from "./defence.ts";

/** A shop in trouble promises round times: the next half hour. Incident clock. */
const slotMinutes = 30;

/**
 * Tells customers who are turned away when to try again: in the next slot, each at a moment drawn for them over its whole
 * length. Told the slot's start alone, all of them would come back together.
 */
export const jitteredRetries: Defence = {
  name: "jittered-retries",
  kind: "containing",
  says: "tells everybody who is turned away when to try again, each another moment of the next half-hour slot",
  costs: "who does as told waits up to an hour, also when the trouble ends sooner; some will not come back at all",
  start({ toWallMs }) {
    const slotMs = toWallMs(slotMinutes);
    let told = 0;
    return {
      readCounts: () => ({ told }),
      adviseRetryMs(draw, nowMs) {
        told += 1;
        const slotStartMs = (Math.floor(nowMs / slotMs) + 1) * slotMs;
        const jitterMs = draw * slotMs;
        return slotStartMs + jitterMs - nowMs;
      },
    };
  },
};
