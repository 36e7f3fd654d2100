// The charts of a deal: how hot it was, who it sent, and what pulling the plug would have cost at each minute. Pure.
import type { PlugPoint } from "../../../harness/record/deal-report.ts";
import type { ForumRecord } from "../../../harness/record/run-record.ts";
import { computeX, type TimeAxis } from "../time-axis.ts";
import { type ChartMark, type ChartModel, type ChartSlice, computeNiceMax } from "./chart-model.ts";

/** A value holds until the next one where that is so near; heat is written each minute. */
const heatMinutes = 2;

interface Held {
  readonly minute: number;
  readonly at: readonly number[];
}

/** Each value lasts until the next one, for a minute where that is farther than `longestMinutes`. Points in order of time. */
function holdValues(points: readonly Held[], axis: TimeAxis, longestMinutes: number): ChartSlice[] {
  return points.map(({ minute, at }, index) => {
    const next = points[index + 1]?.minute ?? Number.POSITIVE_INFINITY;
    const until = next - minute <= longestMinutes ? next : minute + 1;
    return { fromX: computeX(axis, minute), toX: computeX(axis, until), at };
  });
}

/** Heat from 0 to 1 over time: the share of its readers that goes to the shop. */
export function buildHeatChart(forum: ForumRecord, axis: TimeAxis, marks: readonly ChartMark[]): ChartModel {
  const slices = holdValues(
    forum.heat.map(([minute, heat]) => ({ minute, at: [heat] })),
    axis,
    heatMinutes,
  );
  return {
    id: "deal-heat",
    title: "heat of the forum: share of its readers who go to the shop",
    kind: "lines",
    unit: "share",
    maxY: 1,
    limit: null,
    series: [{ name: "heat", look: "p95" }],
    slices,
    counts: slices.map(() => 1),
    marks,
  };
}

/** Deal readers who came per incident minute, rehearsed × weight; 0 in minutes of a phase without any. */
export function buildArrivalChart(
  arrivals: readonly (readonly [minute: number, count: number])[],
  phases: readonly { readonly fromMinute: number; readonly toMinute: number }[],
  weight: number,
  axis: TimeAxis,
  marks: readonly ChartMark[],
): ChartModel {
  const counts = new Map(arrivals);
  const minutes = phases.flatMap(({ fromMinute, toMinute }) =>
    Array.from({ length: Math.max(0, Math.ceil(toMinute) - Math.floor(fromMinute)) }, (_, index) => ({
      minute: Math.floor(fromMinute) + index,
      toMinute: Math.min(toMinute, Math.floor(fromMinute) + index + 1),
    })),
  );
  const rates = minutes.map(({ minute }) => (counts.get(minute) ?? 0) * weight);
  return {
    id: "deal-arrivals",
    title: "deal readers who came to the shop per incident minute, at full scale",
    kind: "lines",
    unit: "readers per minute",
    maxY: computeNiceMax(rates.reduce((most, rate) => Math.max(most, rate), 0)),
    limit: null,
    series: [{ name: "deal readers per minute", look: "orders" }],
    slices: minutes.map(({ minute, toMinute }, index) => ({
      fromX: computeX(axis, minute),
      toX: computeX(axis, toMinute),
      at: [rates[index] ?? 0],
    })),
    counts: minutes.map(({ minute }) => counts.get(minute) ?? 0),
    marks,
  };
}

/** What a plug pulled at each minute would have cost, in units of the currency at full scale. */
export function buildPlugChart(
  curve: readonly PlugPoint[],
  currency: string,
  axis: TimeAxis,
  marks: readonly ChartMark[],
): ChartModel {
  const slices = holdValues(
    curve.map(({ minute, damageCents, refusedCents }) => ({
      minute,
      at: [(damageCents + refusedCents) / 100, damageCents / 100, refusedCents / 100],
    })),
    axis,
    Math.max(1, (curve[1]?.minute ?? 0) - (curve[0]?.minute ?? 0)),
  );
  return {
    id: "plug",
    title: `a plug pulled at this minute, ${currency} at full scale`,
    kind: "lines",
    unit: currency,
    maxY: computeNiceMax(slices.reduce((most, { at }) => Math.max(most, at[0] ?? 0), 0)),
    limit: null,
    series: [
      { name: "together", look: "orders" },
      { name: "damage until then", look: "base" },
      { name: "good orders lost", look: "third" },
    ],
    slices,
    counts: slices.map(() => 1),
    marks,
  };
}
