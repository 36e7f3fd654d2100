import type { Priority } from "./route-priority.ts";
import type { Ticket } from "./ticket.ts";
import type { WaitingQueue } from "./waiting-queue.ts";

/**
 * First come first served while all is well; the newest first in an overload, for whoever came first is the next to
 * lose patience (Maurer, "Fail at Scale", ACM Queue 13/8). Undefined where nobody of that priority waits.
 */
export function chooseAdaptively(queue: WaitingQueue, priority: Priority, isOverloaded: boolean): Ticket | undefined {
  return isOverloaded ? queue.newestOf(priority) : queue.oldestOf(priority);
}
