// Measurements as a table for people. Pure.
import { type FigureResult, judgeFigure, type Limit, type Measurement } from "./measurement.ts";

const columns = ["figure", "median", "spread", "runs", "limit", ""] as const;

function formatNumber(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en-US");
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 3);
}

function formatLimit(limit: Limit | null): string {
  if (limit === null) return "";
  return "atMost" in limit ? `at most ${formatNumber(limit.atMost)}` : `at least ${formatNumber(limit.atLeast)}`;
}

function buildCells({ name, unit, values, limit, median, min, max, holds }: FigureResult): string[] {
  return [
    name,
    `${formatNumber(median)} ${unit}`,
    `${formatNumber(min)} to ${formatNumber(max)}`,
    `${values.length}`,
    formatLimit(limit),
    limit === null ? "" : holds ? "holds" : "MISSED",
  ];
}

/** One measurement: its name, what it says, and a row a figure. Ends with a newline. */
export function renderMeasurement({ name, says, figures, skipped }: Measurement): string {
  if (skipped !== null) return `${name}: skipped, ${skipped}\n`;
  const rows = [[...columns], ...figures.map((figure) => buildCells(judgeFigure(figure)))];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return `${name}: ${says}\n${lines.map((line) => `  ${line}`.trimEnd()).join("\n")}\n`;
}
