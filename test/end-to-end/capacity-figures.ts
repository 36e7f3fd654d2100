// What a shop's workers did, from the shop and from the pure pool, in the same figures.
import type { WorkKind } from "../../mock-shop/capacity/route-work.ts";
import type { Ticket } from "../../mock-shop/capacity/ticket.ts";
import { type CapacityState, WorkerPool, type WorkerPoolSettings } from "../../mock-shop/capacity/worker-pool.ts";
import type { Answer } from "./open-loop-client.ts";

export interface CapacityFigures {
  readonly utilisation: number;
  /** How many waited, on average over time. */
  readonly meanQueue: number;
  /** Of wait and work of pages that were served, as the workers' virtual clock has them. */
  readonly p95Ms: number;
  /** Sent away ÷ all. */
  readonly busyRatio: number;
}

export interface Arrival {
  readonly atMs: number;
  readonly kind: WorkKind;
}

/** Nearest rank. */
export function computeQuantile(values: readonly number[], quantile: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * quantile) - 1] as number;
}

/** `untilMs`: when the last answer was there, from the start. */
export function computeFigures(state: CapacityState, servedMs: readonly number[], untilMs: number): CapacityFigures {
  return {
    utilisation: state.busyMs / state.workers / untilMs,
    meanQueue: state.waitedMs / untilMs,
    p95Ms: computeQuantile(servedMs, 0.95),
    busyRatio: state.rejected / (state.admitted + state.rejected),
  };
}

/** The pure pool, in virtual time. */
export function simulateArrivals(settings: WorkerPoolSettings, arrivals: readonly Arrival[]): CapacityFigures {
  const pool = new WorkerPool(settings, 0);
  const servedMs: number[] = [];
  let untilMs = 0;
  const settle = ({ state, arrivedAtMs, settledAtMs }: Ticket) => {
    untilMs = settledAtMs;
    if (state === "served") servedMs.push(settledAtMs - arrivedAtMs);
  };
  for (const { atMs, kind } of arrivals.toSorted((a, b) => a.atMs - b.atMs)) pool.arrive({ kind, settle }, atMs);
  while (pool.nextEventMs < Number.POSITIVE_INFINITY) pool.advance(pool.nextEventMs);
  return computeFigures(pool.readState(untilMs), servedMs, untilMs);
}

/** A part of what the shop says, in `Server-Timing`, that the request took. Milliseconds. */
export function readTiming({ headers }: Answer, name: "queue" | "work" | "total"): number {
  const found = new RegExp(`${name};dur=([\\d.]+)`).exec(String(headers["server-timing"]));
  if (!found) throw new Error(`expected ${name} in Server-Timing, got ${headers["server-timing"]}`);
  return Number(found[1]);
}
