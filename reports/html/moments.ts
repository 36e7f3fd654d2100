// Moments marked on charts, and the list below the charts that says what they are.
import { cleanLine } from "../clean-text.ts";
import { formatClockDay, formatMinute } from "../format.ts";
import type { ChartMark } from "./charts/chart-model.ts";
import { html, type Markup } from "./markup.ts";
import { computeX, type TimeAxis } from "./time-axis.ts";

/** `label`: one or two signs of ours. `says` may come out of a record. */
export interface Moment {
  readonly minute: number;
  readonly label: string;
  readonly says: string;
}

/** The moments as charts mark them. */
export function placeMoments(moments: readonly Moment[], axis: TimeAxis): ChartMark[] {
  return moments.map(({ minute, label }) => ({ x: computeX(axis, minute), label }));
}

/** The key to the signs; null without any. */
export function renderMoments(moments: readonly Moment[], minuteZeroOfDay: number): Markup | null {
  if (moments.length === 0) return null;
  const items = moments.map(
    ({ minute, label, says }) =>
      html`<li><b>${label}</b> ${formatClockDay(minute, minuteZeroOfDay)} <span>(minute ${formatMinute(minute)})</span> ${cleanLine(says)}</li>`,
  );
  return html`<ul class="moments" aria-label="Moments marked above">${items}</ul>`;
}
