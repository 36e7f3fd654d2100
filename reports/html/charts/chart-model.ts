// What a chart shows, before anybody draws it: the server draws it as SVG, the browser with uPlot. Pure.
import type { ObjectiveCount, TimeSlice } from "../../../harness/record/run-record.ts";
import type { Outcome, StepName } from "../../../scenarios/outcome.ts";
import { cleanLine, shortenText } from "../../clean-text.ts";
import { outcomeOrder } from "../../words.ts";
import { computeX, type TimeAxis } from "../time-axis.ts";

/** A bar of time on the x axis; `at` are the values of the chart's series in it, null where none. */
export interface ChartSlice {
  readonly fromX: number;
  readonly toX: number;
  readonly at: readonly (number | null)[];
}

/** `name` is shown; `look` chooses colour and texture, never anything out of a record. */
export interface ChartSeries {
  readonly name: string;
  readonly look: string;
}

/** A moment on the plot; `label` is a sign or two of ours, what it means stands below the chart. */
export interface ChartMark {
  readonly x: number;
  readonly label: string;
}

/** `shares`: stacked from 0 to 1. `lines`: values from 0 to `maxY`, drawn as steps. */
export interface ChartModel {
  readonly id: string;
  readonly title: string;
  readonly kind: "shares" | "lines";
  /** "ms", "share" (0 to 1), or a count in words. */
  readonly unit: string;
  readonly maxY: number;
  readonly limit: { readonly y: number; readonly name: string } | null;
  readonly series: readonly ChartSeries[];
  readonly slices: readonly ChartSlice[];
  /** Steps counted in each slice, same order: what a share is a share of. */
  readonly counts: readonly number[];
  readonly marks?: readonly ChartMark[];
}

interface MergedSlice {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly outcomes: Map<Outcome, number>;
  count: number;
}

/** Adds up the outcomes of several steps in the same slice of time, in order of time. */
function mergeSlices(slices: readonly TimeSlice[]): MergedSlice[] {
  const merged = new Map<string, MergedSlice>();
  for (const slice of slices) {
    const key = `${slice.fromMinute}:${slice.toMinute}`;
    const entry = merged.get(key) ?? { ...slice, outcomes: new Map<Outcome, number>(), count: 0 };
    merged.set(key, entry);
    for (const outcome of outcomeOrder) {
      const count = slice.outcomes[outcome] ?? 0;
      entry.count += count;
      if (count > 0) entry.outcomes.set(outcome, (entry.outcomes.get(outcome) ?? 0) + count);
    }
  }
  return [...merged.values()].filter((slice) => slice.count > 0).sort((a, b) => a.fromMinute - b.fromMinute);
}

/** A round number at or above the value: 1, 2, 2.5 or 5 times a power of ten. */
export function computeNiceMax(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= value * 0.999_999) ?? 10) * power;
}

/** Shares of the outcomes of some steps over time; only outcomes that occurred become a series. */
export function buildOutcomeChart(
  id: string,
  title: string,
  all: readonly TimeSlice[],
  steps: readonly StepName[],
  axis: TimeAxis,
): ChartModel {
  const merged = mergeSlices(all.filter((slice) => steps.includes(slice.step)));
  const seen = outcomeOrder.filter((outcome) => merged.some((slice) => slice.outcomes.has(outcome)));
  return {
    id,
    title,
    kind: "shares",
    unit: "share",
    maxY: 1,
    limit: null,
    series: seen.map((outcome) => ({ name: outcome, look: outcome })),
    slices: merged.map((slice) => ({
      fromX: computeX(axis, slice.fromMinute),
      toX: computeX(axis, slice.toMinute),
      at: seen.map((outcome) => (slice.outcomes.get(outcome) ?? 0) / slice.count),
    })),
    counts: merged.map((slice) => slice.count),
  };
}

const percentileNames = ["p50", "p95", "p99"] as const;

/** p50, p95 and p99 of the `ok` answers of one step over time, with the limit of its latency objective. */
export function buildLatencyChart(
  id: string,
  all: readonly TimeSlice[],
  step: StepName,
  axis: TimeAxis,
  objectives: readonly ObjectiveCount[],
): ChartModel {
  const own = all.filter((slice) => slice.step === step).toSorted((a, b) => a.fromMinute - b.fromMinute);
  const objective = objectives.find(
    (item) => item.kind === "latency" && item.limitMs !== null && item.steps.includes(step),
  );
  const limit = objective?.limitMs ? { y: objective.limitMs, name: shortenText(cleanLine(objective.name), 32) } : null;
  const highest = own.reduce((most, slice) => Math.max(most, slice.okLatencyMs?.p99 ?? 0), 0);
  const maxY = computeNiceMax(Math.max(highest, limit !== null && limit.y <= 3 * highest ? limit.y : 0));
  return {
    id,
    title: `${step}: latency of ok answers`,
    kind: "lines",
    unit: "ms",
    maxY,
    limit: limit !== null && limit.y <= maxY ? limit : null,
    series: percentileNames.map((name) => ({ name, look: name })),
    slices: own.map((slice) => ({
      fromX: computeX(axis, slice.fromMinute),
      toX: computeX(axis, slice.toMinute),
      at: percentileNames.map((name) => slice.okLatencyMs?.[name] ?? null),
    })),
    counts: own.map((slice) => slice.outcomes.ok ?? 0),
  };
}

const orderSeries = [
  { outcome: "ok", name: "orders per minute", look: "orders" },
  { outcome: "deferred", name: "taken, to be confirmed later", look: "deferred" },
] as const;

/**
 * Orders confirmed per incident minute, rehearsed × weight: what the full shop would have sold; those taken before their
 * payment are a line of their own, where there are any.
 */
export function buildOrderChart(id: string, all: readonly TimeSlice[], weight: number, axis: TimeAxis): ChartModel {
  const merged = mergeSlices(all.filter((slice) => slice.step === "place-order"));
  const series = orderSeries.filter(
    ({ outcome }) => outcome === "ok" || merged.some((slice) => slice.outcomes.has(outcome)),
  );
  const rates = merged.map((slice) => {
    const minutes = slice.toMinute - slice.fromMinute;
    return series.map(({ outcome }) => (minutes > 0 ? ((slice.outcomes.get(outcome) ?? 0) * weight) / minutes : 0));
  });
  return {
    id,
    title: "orders confirmed per incident minute, at full scale",
    kind: "lines",
    unit: "orders per minute",
    maxY: computeNiceMax(rates.flat().reduce((most, rate) => Math.max(most, rate), 0)),
    limit: null,
    series: series.map(({ name, look }) => ({ name, look })),
    slices: merged.map((slice, index) => ({
      fromX: computeX(axis, slice.fromMinute),
      toX: computeX(axis, slice.toMinute),
      at: rates[index] ?? [],
    })),
    counts: merged.map((slice) => slice.count),
  };
}
