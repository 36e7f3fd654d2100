// The rows that k6 writes for us: one custom Trend row a step, a start and an end. What the judge needs
// rides in one metadata value, packed; scenarios/rows.ts reads it back.
import exec from "k6/execution";
import { Trend } from "k6/metrics";
import { packRow, type Row, rowMetrics } from "../rows.ts";

const trends = {
  step: new Trend(rowMetrics.step, true),
  start: new Trend(rowMetrics.start, true),
  end: new Trend(rowMetrics.end),
  price: new Trend(rowMetrics.price),
  clock: new Trend(rowMetrics.clock),
  forum: new Trend(rowMetrics.forum, true),
};

/** Writes one row. The metadata is taken away again, so that k6's own rows stay short. */
export function writeRow(row: Row): void {
  const { value, packed } = packRow(row);
  exec.vu.metrics.metadata.r = packed;
  trends[row.kind].add(value);
  delete exec.vu.metrics.metadata.r;
}
