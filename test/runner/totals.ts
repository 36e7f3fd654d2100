// What a section of the test run came to, and the closing line.

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * The counts of a `node --test` that ended with `exitCode`; `report` is what the totals reporter wrote.
 * A run that failed without a failed test (it crashed, or wrote no report) counts as one failure.
 */
export function computeTestTotals(report: string, exitCode: number | null): Totals {
  const totals = parseReport(report);
  if (totals === null) return { passed: 0, failed: 1, skipped: 0 };
  return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

export function computeCheckTotals(exitCode: number | null): Totals {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

export function addTotals(all: readonly Totals[]): Totals {
  const add = (pick: (totals: Totals) => number) => all.reduce((sum, totals) => sum + pick(totals), 0);
  return {
    passed: add((totals) => totals.passed),
    failed: add((totals) => totals.failed),
    skipped: add((totals) => totals.skipped),
  };
}

export function renderTotals({ passed, failed, skipped }: Totals): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}

/** Nothing measured is never a pass: a run without a passed test fails, too. */
export function isSuccess({ passed, failed }: Totals): boolean {
  return failed === 0 && passed > 0;
}

function parseReport(report: string): Totals | null {
  try {
    return JSON.parse(report) as Totals;
  } catch {
    return null;
  }
}
