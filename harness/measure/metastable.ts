// A metastable shop: the cause is gone, and the service is not back. Reported; it decides nothing.
import { computeUpperTail } from "../objectives/binomial.ts";
import type { Finding, TimeSlice } from "../record/run-record.ts";
import { type CalmBounds, computeCalmBounds, computeLevel, type Level, type Stretch } from "./calm-level.ts";
import { calmForMinutes, type Moments } from "./incident-times.ts";

/** The service has so many incident minutes to come back once the cause is gone. */
export const recoveryMinutes = 10;

/** A level above calm is no chance when it would come by chance with less than this probability. */
const significance = 0.01;

/** By its definition one in twenty calm steps is slower than p95. */
const slowRatio = 0.05;

export interface MetastableInput {
  readonly moments: Pick<Moments, "causeGone" | "serviceBack">;
  readonly timeSlices: readonly TimeSlice[];
  /** The reference: see `computeCalmStretch`. */
  readonly calm: Stretch;
  /** All phases in order; a gap between two is a jump. */
  readonly phases: readonly Stretch[];
  /** Until when the drill observed, incident minutes; null where it saw nothing. */
  readonly endMinute: number | null;
}

/**
 * The finding where the cause is gone and place-order is not back at calm level within 10 incident minutes; null where it
 * is, or where that cannot be known: unless service came back later, 10 + 5 minutes must be observed without a jump, and
 * in the last 5 of the 10 bad or slow steps must be more than chance at 1 % (exact binomial test) allows at calm level.
 */
export function findMetastable(input: MetastableInput): Finding | null {
  const { causeGone, serviceBack } = input.moments;
  if (causeGone === null) return null;
  const deadline = causeGone + recoveryMinutes;
  const observedUntil = computeObservedUntil(input, causeGone);
  const backMinute = serviceBack !== null && serviceBack < observedUntil ? serviceBack : null;
  if (backMinute === null ? observedUntil < deadline + calmForMinutes : backMinute <= deadline) return null;
  const placeOrders = input.timeSlices.filter(({ step }) => step === "place-order");
  const bounds = computeCalmBounds(placeOrders, input.calm);
  const late = placeOrders.filter(({ fromMinute }) => fromMinute >= deadline - calmForMinutes && fromMinute < deadline);
  if (bounds === null || !isAboveCalm(late, bounds)) return null;
  return { kind: "metastable", says: describe(causeGone, backMinute, observedUntil, computeLevel(late), bounds) };
}

/** The end of what was observed without a jump from `minute` on. */
function computeObservedUntil({ phases, endMinute }: MetastableInput, minute: number): number {
  let until = minute;
  for (const phase of phases) if (phase.fromMinute <= until && phase.toMinute > until) until = phase.toMinute;
  return endMinute === null ? minute : Math.min(until, endMinute);
}

function isAboveCalm(slices: readonly TimeSlice[], bounds: CalmBounds): boolean {
  const { good, bad } = computeLevel(slices);
  if (isMoreThanChance(bad, good + bad, bounds.mostBadRatio)) return true;
  const ok = slices.reduce((sum, { outcomes }) => sum + (outcomes.ok ?? 0), 0);
  const slow = slices.reduce((sum, slice) => sum + countSlow(slice, bounds.mostP95Ms), 0);
  return isMoreThanChance(slow, ok, slowRatio);
}

function isMoreThanChance(hits: number, count: number, ratio: number): boolean {
  return hits > count * ratio && computeUpperTail(hits, count, Math.min(1, ratio)) < significance;
}

/** `ok` steps slower than that, at least: by nearest rank all from the first percentile above it on. */
function countSlow({ outcomes, okLatencyMs }: TimeSlice, limitMs: number): number {
  const ok = outcomes.ok ?? 0;
  if (okLatencyMs === null || okLatencyMs.max <= limitMs) return 0;
  const { p50, p95, p99 } = okLatencyMs;
  const percent = p50 > limitMs ? 50 : p95 > limitMs ? 95 : p99 > limitMs ? 99 : 100;
  return ok - Math.ceil((ok * percent) / 100) + 1;
}

function describe(
  causeGone: number,
  backMinute: number | null,
  observedUntil: number,
  level: Level,
  bounds: CalmBounds,
): string {
  const back =
    backMinute === null
      ? `not back in the ${Math.floor(observedUntil - causeGone)} minutes observed after it`
      : `back only ${(backMinute - causeGone).toFixed(1)} minutes later`;
  const attempts = level.good + level.bad;
  const from = recoveryMinutes - calmForMinutes;
  const bad = `${level.bad} of ${attempts} attempts to order failed (calm level: at most ${(bounds.mostBadRatio * 100).toFixed(1)} %)`;
  const slow =
    level.p95Ms === null
      ? "none was confirmed"
      : `p95 was ${level.p95Ms.toFixed(0)} ms (at most ${bounds.mostP95Ms.toFixed(0)} ms)`;
  return `Metastable: the cause was gone at minute ${causeGone.toFixed(1)}, and the service was ${back}, ${recoveryMinutes} allowed; ${from} to ${recoveryMinutes} minutes after it ${bad}, ${slow}.`;
}
