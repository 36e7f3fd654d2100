import { type Priority, priorities } from "./route-priority.ts";
import type { Ticket } from "./ticket.ts";
import { WaitingLine } from "./waiting-line.ts";

/** Everybody who waits for a worker: one line for each priority, so that any discipline finds its next in constant time. */
export class WaitingQueue {
  readonly #lines: Readonly<Record<Priority, WaitingLine>> = {
    begun: new WaitingLine(),
    checkout: new WaitingLine(),
    cart: new WaitingLine(),
    browsing: new WaitingLine(),
  };
  #count = 0;
  #workMs = 0;

  get count(): number {
    return this.#count;
  }

  /** The work of all who wait, in worker-milliseconds. */
  get workMs(): number {
    return this.#workMs;
  }

  /** Who came first of all. */
  get oldest(): Ticket | undefined {
    let oldest: Ticket | undefined;
    for (const priority of priorities) {
      const candidate = this.#lines[priority].oldest;
      if (candidate && (!oldest || candidate.number < oldest.number)) oldest = candidate;
    }
    return oldest;
  }

  oldestOf(priority: Priority): Ticket | undefined {
    return this.#lines[priority].oldest;
  }

  newestOf(priority: Priority): Ticket | undefined {
    return this.#lines[priority].newest;
  }

  add(ticket: Ticket): void {
    this.#lines[ticket.priority].add(ticket);
    this.#count += 1;
    this.#workMs += ticket.workMs;
  }

  /** The ticket must be waiting here. */
  remove(ticket: Ticket): void {
    this.#lines[ticket.priority].remove(ticket);
    this.#count -= 1;
    this.#workMs = this.#count === 0 ? 0 : this.#workMs - ticket.workMs;
  }
}
