// At which minute it would have cost least to pull the plug, by what the drill showed.
import type { NearBest, PlugPoint } from "../record/deal-report.ts";
import type { DiscountUse } from "./deal-times.ts";

/** Most points of a curve, besides the last. */
const mostPoints = 240;

/** What an order that a buyer would have placed without the incident is worth; raw cents. */
export interface WantedOrder {
  readonly minute: number;
  readonly cents: number;
}

/**
 * `lostRatio`: share of the value wanted during the plug that was lost for good. `untilMinute`: of the mend, or of the
 * resumption where that came first. Cents raw; minutes on the incident clock.
 */
export interface PlugSketch {
  readonly uses: readonly DiscountUse[];
  readonly wanted: readonly WantedOrder[];
  readonly pausedAtMinute: number;
  readonly lengthMinutes: number;
  readonly untilMinute: number;
  readonly damagePerMinuteCents: number;
  readonly lostRatio: number;
  readonly weight: number;
}

/**
 * The plug pulled at `minute`, for as long as it was: damage seen until then (from the real plug on, its last rate goes on),
 * and of the value wanted in [minute, minute + length) the share that was lost. Cents at full scale.
 */
export function estimatePlug(sketch: PlugSketch, minute: number): PlugPoint {
  const { uses, wanted, pausedAtMinute, lengthMinutes, damagePerMinuteCents, lostRatio, weight } = sketch;
  const seenUntil = Math.min(minute, pausedAtMinute);
  const seenCents = sum(uses.filter((use) => use.isUndeserved && use.minute < seenUntil));
  const wantedCents = sum(wanted.filter((order) => order.minute >= minute && order.minute < minute + lengthMinutes));
  return {
    minute,
    damageCents: Math.round((seenCents + damagePerMinuteCents * (minute - seenUntil)) * weight),
    refusedCents: Math.round(wantedCents * lostRatio * weight),
  };
}

/** Points from the first undeserved order to the end of the sketch, a minute apart or farther; empty without such an order. */
export function buildPlugCurve(sketch: PlugSketch): PlugPoint[] {
  const first = sketch.uses.find((use) => use.isUndeserved);
  if (first === undefined) return [];
  const fromMinute = Math.floor(first.minute);
  const untilMinute = Math.max(fromMinute, Math.ceil(sketch.untilMinute));
  const stepMinutes = Math.max(1, Math.ceil((untilMinute - fromMinute) / mostPoints));
  const points: PlugPoint[] = [];
  for (let minute = fromMinute; minute <= untilMinute; minute += stepMinutes) points.push(estimatePlug(sketch, minute));
  return points;
}

/** Of the least cost: minutes that cost no more above it cannot be told from the best one by one drill. */
const nearRatio = 0.05;

const cost = ({ damageCents, refusedCents }: PlugPoint) => damageCents + refusedCents;

/** The first and the last minute that cost at most 5 % more than the best one; null without points. */
export function findNearBest(points: readonly PlugPoint[]): NearBest | null {
  const best = findBestPlug(points);
  if (best === null) return null;
  const near = points.filter((point) => cost(point) <= cost(best) * (1 + nearRatio));
  const [first, last] = [near.at(0) ?? best, near.at(-1) ?? best];
  return { withinRatio: nearRatio, fromMinute: first.minute, toMinute: last.minute };
}

/** The point of the least damage and refused orders together, the earliest of equals; null without points. */
export function findBestPlug(points: readonly PlugPoint[]): PlugPoint | null {
  return points.reduce<PlugPoint | null>(
    (best, point) => (best === null || cost(point) < cost(best) ? point : best),
    null,
  );
}

function sum(list: readonly { readonly cents: number }[]): number {
  return list.reduce((cents, one) => cents + one.cents, 0);
}
