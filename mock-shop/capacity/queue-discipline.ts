import type { Ticket } from "./ticket.ts";
import type { WaitingQueue } from "./waiting-queue.ts";

/**
 * Who may wait, who is served next, and who is sent away. It decides and changes nothing but its own memory: the pool
 * holds the queue, so that disciplines can be exchanged while people wait. Times are of the virtual clock.
 */
export interface QueueDiscipline {
  readonly name: string;
  /** Asked when no worker is free. `expectedWaitMs` is all work ahead, shared among the workers: no wait is longer. */
  admits(arriving: Ticket, queue: WaitingQueue, expectedWaitMs: number): boolean;
  /** Whom a free worker takes next, while somebody waits; undefined stands for who came first. */
  chooseNext(queue: WaitingQueue, nowMs: number): Ticket | undefined;
  /** Who is sent away before a free worker takes the next; asked again until it is nobody. Never work that was begun. */
  chooseShed?(queue: WaitingQueue, nowMs: number): Ticket | undefined;
}

/** The standard: first come, first served; sent away at once is who would have to wait longer than `queueBoundMs`. */
export function buildFirstComeFirstServed(queueBoundMs: number): QueueDiscipline {
  return {
    name: "first-come-first-served",
    admits: (_arriving, _queue, expectedWaitMs) => expectedWaitMs <= queueBoundMs,
    chooseNext: (queue) => queue.oldest,
  };
}
