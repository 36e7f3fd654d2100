// How much of a month's error budget a drill used up.

/** Minutes in the 30 days of an error budget. */
export const budgetMinutes = 43_200;

/**
 * Consumed share of the 30-day error budget: bad ÷ ((1 − target) x expectedPerMinute x 43,200); 1 is all of it. Not
 * rounded; null where no event is expected. Bad and expected at one scale, so the weight cancels. Source: SRE Workbook.
 */
export function computeBudgetConsumedRatio(bad: number, target: number, expectedPerMinute: number): number | null {
  const budgetEvents = (1 - target) * expectedPerMinute * budgetMinutes;
  return budgetEvents > 0 ? bad / budgetEvents : null;
}
