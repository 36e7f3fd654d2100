// The windows of the SRE Workbook's multi-window, multi-burn-rate alerts (chapter 5, table 5-8 and its expression), as data.

/** Both windows must burn the error budget at `burnRate` times the rate that would use it up in 30 days. */
export interface AlertWindow {
  readonly severity: "page" | "ticket";
  readonly longWindow: string;
  readonly longMinutes: number;
  readonly shortWindow: string;
  readonly shortMinutes: number;
  readonly burnRate: number;
}

export const alertWindows: readonly AlertWindow[] = [
  { severity: "page", longWindow: "1h", longMinutes: 60, shortWindow: "5m", shortMinutes: 5, burnRate: 14.4 },
  { severity: "page", longWindow: "6h", longMinutes: 360, shortWindow: "30m", shortMinutes: 30, burnRate: 6 },
  { severity: "ticket", longWindow: "24h", longMinutes: 1440, shortWindow: "2h", shortMinutes: 120, burnRate: 3 },
  { severity: "ticket", longWindow: "3d", longMinutes: 4320, shortWindow: "6h", shortMinutes: 360, burnRate: 1 },
];
