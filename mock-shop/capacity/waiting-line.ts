import type { Ticket } from "./ticket.ts";

/** Tickets in the order of their arrival. Anybody can leave from anywhere, in constant time. */
export class WaitingLine {
  #oldest: Ticket | undefined;
  #newest: Ticket | undefined;

  get oldest(): Ticket | undefined {
    return this.#oldest;
  }

  get newest(): Ticket | undefined {
    return this.#newest;
  }

  add(ticket: Ticket): void {
    ticket.earlier = this.#newest;
    if (this.#newest) this.#newest.later = ticket;
    else this.#oldest = ticket;
    this.#newest = ticket;
  }

  /** The ticket must stand in this line. */
  remove(ticket: Ticket): void {
    if (ticket.earlier) ticket.earlier.later = ticket.later;
    else this.#oldest = ticket.later;
    if (ticket.later) ticket.later.earlier = ticket.earlier;
    else this.#newest = ticket.earlier;
    ticket.earlier = undefined;
    ticket.later = undefined;
  }
}
