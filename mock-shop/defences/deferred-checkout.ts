import { deferralMinutes } from "../rules/deferral.ts";
import type { Defence, DeferralEvent } from "./defence.ts";

/** Orders of a whole day at full scale are more than any outage brings; beyond it customers see the usual error page. */
const waitingLimit = 100_000;

/** Takes orders whose payment does not go through, and leaves it to the shop to complete them when payments work again. */
export const deferredCheckout: Defence = {
  name: "deferred-checkout",
  kind: "containing",
  says: "takes orders while payments fail, and completes them one after another once payments work again",
  costs: "a confirmation that comes late, and after six hours a cancellation instead; stock is held meanwhile",
  start(world) {
    const counts: Record<DeferralEvent, number> = { taken: 0, attempted: 0, completed: 0, cancelled: 0 };
    return {
      readCounts: () => {
        const { attempted, ...settled } = counts;
        return { ...settled, waiting: world.countDeferredOrders(), attempts: attempted };
      },
      defersOrders: {
        admitOrder: () => (world.countDeferredOrders() < waitingLimit ? world.toWallMs(deferralMinutes) : undefined),
        note: (event) => {
          counts[event] += 1;
        },
      },
    };
  },
};
