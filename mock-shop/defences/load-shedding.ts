import { SheddingDiscipline } from "../capacity/shedding-discipline.ts";
import type { Defence } from "./defence.ts";

/** A fifth of the quarter of a second that the shop's queue is meant for; nobody notices less. */
const leastTargetMs = 50;
/** A burst may take this long to be worked off. Wall clock, like the customers' timeouts. */
const intervalMs = 250;

/** In an overload serves who is about to pay, newest first, and sends the others away early instead of all too late. */
export const loadShedding: Defence = {
  name: "load-shedding",
  kind: "containing",
  says: "serves checkout before cart before browsing, and sends away who waits in a standing queue",
  costs: "in an overload browsing customers see the busy page first, and who came first may be sent away",
  start({ serviceMs, queueBoundMs }) {
    const targetMs = Math.max(leastTargetMs, 2 * serviceMs);
    const queueDiscipline = new SheddingDiscipline({ targetMs, intervalMs, patienceMs: queueBoundMs });
    return {
      queueDiscipline,
      readCounts: () => {
        const { shed, servedNewestFirst } = queueDiscipline.readCounts();
        const { browsing, cart, checkout } = shed;
        return { shedBrowsing: browsing, shedCart: cart, shedCheckout: checkout, servedNewestFirst };
      },
    };
  },
};
