import { type Priority, routePriorities } from "./route-priority.ts";
import type { WorkKind } from "./route-work.ts";

/** `busy`: sent away, at once or out of the queue. `abandoned`: nobody waited for it any more, and it was not begun. */
export type Outcome = "served" | "busy" | "abandoned";

/** What comes to the workers. */
export interface WorkRequest {
  readonly kind: WorkKind;
  /** It was begun earlier, as an order whose payment is through: it may have to wait, but is never sent away. */
  readonly mustFinish?: boolean;
  /** Told once, in the order of the virtual clock; must not call the pool. */
  settle(ticket: Ticket): void;
}

/** A request on its way through the pool. Times are those of the virtual clock, in milliseconds. */
export class Ticket {
  readonly request: WorkRequest;
  /** Which arrival it was, counted from 0. */
  readonly number: number;
  readonly priority: Priority;
  readonly arrivedAtMs: number;
  /** How long a worker will be busy with it. */
  readonly workMs: number;
  state: "waiting" | "working" | Outcome = "waiting";
  /** When a worker began; not a number until then. */
  startedAtMs = Number.NaN;
  /** When it was served, sent away or abandoned; not a number until then. */
  settledAtMs = Number.NaN;
  /** Neighbours in the line that it waits in. */
  earlier: Ticket | undefined = undefined;
  later: Ticket | undefined = undefined;

  constructor(request: WorkRequest, number: number, arrivedAtMs: number, workMs: number) {
    this.request = request;
    this.number = number;
    this.priority = request.mustFinish ? "begun" : routePriorities[request.kind];
    this.arrivedAtMs = arrivedAtMs;
    this.workMs = workMs;
  }
}
