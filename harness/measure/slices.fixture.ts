// Slices of place-order for tests: a minute each, calm to minute 10, down to 20.
import type { TimeSlice } from "../record/run-record.ts";

export const calm = { fromMinute: 0, toMinute: 10 };

export function buildSlice(fromMinute: number, ok: number, bad: number, p95 = 20): TimeSlice {
  const okLatencyMs = ok === 0 ? null : { p50: p95 / 2, p95, p99: p95, max: p95 };
  return {
    fromMinute,
    toMinute: fromMinute + 1,
    step: "place-order",
    outcomes: { ok, "error-page": bad },
    okLatencyMs,
  };
}

/** What `after` gives for each minute from 20 up to `toMinute`. */
export function buildSlices(after: (minute: number) => TimeSlice, toMinute = 30): TimeSlice[] {
  return Array.from({ length: toMinute }, (_, minute) => {
    if (minute < 10) return buildSlice(minute, 20, 0);
    return minute < 20 ? buildSlice(minute, 0, 20) : after(minute);
  });
}
