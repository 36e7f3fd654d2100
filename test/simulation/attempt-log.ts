// What retrying clients see of a worker pool, attempt by attempt, as a load generator would record it.
import type { Ticket, WorkRequest } from "../../mock-shop/capacity/ticket.ts";
import { WorkerPool } from "../../mock-shop/capacity/worker-pool.ts";
import type { Outcome, StepSample } from "../../scenarios/outcome.ts";
import type { IncidentClock } from "../../scenarios/time.ts";

/** A pool that remembers who came: settled tickets carry when, and with which end. */
export class LoggedPool extends WorkerPool {
  readonly tickets: Ticket[] = [];

  override arrive(request: WorkRequest, nowMs: number): Ticket {
    const ticket = super.arrive(request, nowMs);
    this.tickets.push(ticket);
    return ticket;
  }
}

/** Each attempt that had ended by then for its client as a place-order step, in order of its end. */
export function listAttemptSamples(
  tickets: readonly Ticket[],
  { clock, timeoutMs, untilMs }: { clock: IncidentClock; timeoutMs: number; untilMs: number },
): StepSample[] {
  const attempts = tickets.map((ticket) => ({ arrivedAtMs: ticket.arrivedAtMs, ...seeEnd(ticket, timeoutMs) }));
  return attempts
    .filter(({ arrivedAtMs, latencyMs }) => arrivedAtMs + latencyMs <= untilMs)
    .sort((a, b) => a.arrivedAtMs + a.latencyMs - (b.arrivedAtMs + b.latencyMs))
    .map(({ arrivedAtMs, latencyMs, outcome }, customer) => ({
      startedAtUs: Math.round(arrivedAtMs * 1000),
      clockMinute: clock.minuteAt(arrivedAtMs),
      phase: clock.phaseAt(arrivedAtMs),
      population: "buyers",
      weight: 1,
      customer,
      attempt: 1,
      step: "place-order",
      outcome,
      status: outcome === "ok" ? 200 : outcome === "shed" ? 503 : 0,
      latencyMs,
    }));
}

/** A client sees nothing of an answer that comes after it gave up. */
function seeEnd(ticket: Ticket, timeoutMs: number): { latencyMs: number; outcome: Outcome } {
  const tookMs = ticket.settledAtMs - ticket.arrivedAtMs;
  // Not a number while nobody has settled it.
  if (!(tookMs <= timeoutMs) || ticket.state === "abandoned") return { latencyMs: timeoutMs, outcome: "timeout" };
  return { latencyMs: tookMs, outcome: ticket.state === "served" ? "ok" : "shed" };
}
