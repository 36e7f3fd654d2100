import { chooseAdaptively } from "./adaptive-lifo.ts";
import { Codel, type CodelSettings } from "./codel.ts";
import type { QueueDiscipline } from "./queue-discipline.ts";
import { type Priority, priorities } from "./route-priority.ts";
import type { Ticket } from "./ticket.ts";
import type { WaitingQueue } from "./waiting-queue.ts";

export interface SheddingSettings extends CodelSettings {
  /** Who is served first, to who is served last: the shop's own where a comparison does not say another. */
  readonly order?: readonly Priority[];
}

/** What a shedding discipline did since it was made. */
export interface SheddingCounts {
  readonly shed: Readonly<Record<Priority, number>>;
  /** How many were served before somebody of their own priority who had come earlier. */
  readonly servedNewestFirst: number;
}

/**
 * Checkout before browsing: a free worker takes from the first line in which somebody waits. Each line has a controlled
 * delay of its own, so that the lines that are served last overflow first, and checkout stays first come first served
 * for as long as checkout alone does not overload the shop.
 */
export class SheddingDiscipline implements QueueDiscipline {
  readonly name = "load-shedding";
  readonly #order: readonly Priority[];
  readonly #codels: Readonly<Record<Priority, Codel>>;
  readonly #shed: Record<Priority, number> = { begun: 0, checkout: 0, cart: 0, browsing: 0 };
  #servedNewestFirst = 0;

  constructor({ order = priorities, ...codel }: SheddingSettings) {
    this.#order = order;
    this.#codels = {
      begun: new Codel(codel),
      checkout: new Codel(codel),
      cart: new Codel(codel),
      browsing: new Codel(codel),
    };
  }

  readCounts(): SheddingCounts {
    return { shed: { ...this.#shed }, servedNewestFirst: this.#servedNewestFirst };
  }

  /** Everybody may wait. Who finds nobody of the same priority waiting ends a standing queue: it was empty. */
  admits({ priority, arrivedAtMs }: Ticket, queue: WaitingQueue): boolean {
    if (!queue.oldestOf(priority)) this.#codels[priority].observe(0, arrivedAtMs);
    return true;
  }

  chooseShed(queue: WaitingQueue, nowMs: number): Ticket | undefined {
    for (const priority of this.#order) {
      if (priority === "begun") continue;
      const oldest = queue.oldestOf(priority);
      const delayMs = oldest ? nowMs - oldest.arrivedAtMs : 0;
      const codel = this.#codels[priority];
      codel.observe(delayMs, nowMs);
      if (oldest && codel.isTooLate(delayMs)) {
        this.#shed[priority] += 1;
        return oldest;
      }
    }
    return undefined;
  }

  chooseNext(queue: WaitingQueue): Ticket | undefined {
    for (const priority of this.#order) {
      const next = chooseAdaptively(queue, priority, this.#codels[priority].isOverloaded);
      if (!next) continue;
      if (next !== queue.oldestOf(priority)) this.#servedNewestFirst += 1;
      return next;
    }
    return undefined;
  }
}
