// Several drills in one plot: the same figure, the same axes, a line for each. Pure.
import type { TimeSlice } from "../../../harness/record/run-record.ts";
import type { StepName } from "../../../scenarios/outcome.ts";
import { outcomeOrder, outcomeWords } from "../../words.ts";
import { computeX, type TimeAxis } from "../time-axis.ts";
import { type ChartModel, computeNiceMax } from "./chart-model.ts";

/** One drill's line. `weight`: customers that one rehearsed one stands for. */
export interface ComparedLine {
  readonly name: string;
  readonly look: "base" | "defended" | "third";
  readonly slices: readonly TimeSlice[];
  readonly weight: number;
}

/** A figure of one step over time. `read`: its value in a slice, null where there is none. */
export interface ComparedFigure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly step: StepName;
  readonly read: (slice: TimeSlice, weight: number) => number | null;
}

/** Orders per incident minute at full scale: confirmed, or taken to be confirmed later. */
export function readOrdersPerMinute(slice: TimeSlice, weight: number): number | null {
  const minutes = slice.toMinute - slice.fromMinute;
  const taken = (slice.outcomes.ok ?? 0) + (slice.outcomes.deferred ?? 0);
  return minutes > 0 ? (taken * weight) / minutes : null;
}

/** Share of steps that count as bad, of those that count at all. */
export function readBadShare(slice: TimeSlice): number | null {
  const count = (wanted: "good" | "bad") =>
    outcomeOrder.reduce(
      (sum, outcome) => sum + (outcomeWords[outcome].counts === wanted ? (slice.outcomes[outcome] ?? 0) : 0),
      0,
    );
  const bad = count("bad");
  const total = bad + count("good");
  return total === 0 ? null : bad / total;
}

/** p95 of `ok` answers in wall ms. */
export function readOkP95(slice: TimeSlice): number | null {
  return slice.okLatencyMs?.p95 ?? null;
}

/** Highest value of a figure over these lines: what several plots share as the end of their y axis. */
export function findHighest(figure: ComparedFigure, lines: readonly ComparedLine[]): number {
  return lines.reduce(
    (most, { slices, weight }) =>
      slices.reduce(
        (highest, slice) => (slice.step === figure.step ? Math.max(highest, figure.read(slice, weight) ?? 0) : highest),
        most,
      ),
    0,
  );
}

/** The chart; `highest` sets its y axis, shares end at 100 %. Slices of all lines in order of time, null where a line has none. */
export function buildComparedChart(
  figure: ComparedFigure,
  lines: readonly ComparedLine[],
  axis: TimeAxis,
  highest = findHighest(figure, lines),
): ChartModel {
  const merged = new Map<string, { fromMinute: number; toMinute: number; at: (number | null)[]; count: number }>();
  for (const [index, line] of lines.entries()) {
    for (const slice of line.slices) {
      if (slice.step !== figure.step) continue;
      const key = `${slice.fromMinute}:${slice.toMinute}`;
      const entry = merged.get(key) ?? { ...slice, at: lines.map(() => null), count: 0 };
      entry.at[index] = figure.read(slice, line.weight);
      entry.count += outcomeOrder.reduce((sum, outcome) => sum + (slice.outcomes[outcome] ?? 0), 0);
      merged.set(key, entry);
    }
  }
  const slices = [...merged.values()].sort((a, b) => a.fromMinute - b.fromMinute || a.toMinute - b.toMinute);
  return {
    id: figure.id,
    title: figure.title,
    kind: "lines",
    unit: figure.unit,
    maxY: figure.unit === "share" ? 1 : computeNiceMax(highest),
    limit: null,
    series: lines.map(({ name, look }) => ({ name, look })),
    slices: slices.map(({ fromMinute, toMinute, at }) => ({
      fromX: computeX(axis, fromMinute),
      toX: computeX(axis, toMinute),
      at,
    })),
    counts: slices.map(({ count }) => count),
  };
}
