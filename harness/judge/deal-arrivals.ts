// When the readers of the forum came to the shop: the crowd that the deal sent. Pure.
import type { CustomerHistory } from "../record/customer-history.ts";

/** Raw count of `deal-readers` by the whole incident minute of their first request; minutes without any are left out. */
export function countDealArrivals(
  history: readonly Pick<CustomerHistory, "population" | "cameMinute">[],
): (readonly [minute: number, count: number])[] {
  const counts = new Map<number, number>();
  for (const { population, cameMinute } of history) {
    if (population !== "deal-readers" || cameMinute === null) continue;
    const minute = Math.floor(cameMinute);
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}
