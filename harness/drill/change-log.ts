// The shop's change log as the record keeps it.
import { type IncidentClock, roundMinute } from "../../scenarios/time.ts";
import type { ShopChange } from "../faults/shop-control.ts";
import type { ChangeLogEntry } from "../record/run-record.ts";

/** In the order given; `t0Ms`: epoch ms of minute 0. */
export function buildChangeLog(changes: readonly ShopChange[], clock: IncidentClock, t0Ms: number): ChangeLogEntry[] {
  return changes.map(({ atMs, key, value, says }) => ({
    atMinute: roundMinute(clock.minuteAt(atMs - t0Ms)),
    key,
    value: renderValue(value),
    says,
  }));
}

/** As the report shows it: nothing is nothing, and an object is its fields. */
function renderValue(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
