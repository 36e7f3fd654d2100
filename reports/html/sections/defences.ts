// Which defences were on, what each did and cost; what an alert called for; orders taken before their payment.
import type { AlertedAction, RunRecord } from "../../../harness/record/run-record.ts";
import { cleanLine } from "../../clean-text.ts";
import { defenceColumns, describeCounts } from "../../defence-words.ts";
import { countOutOfOrder, outOfOrderMeaning } from "../../deferral-words.ts";
import { listForestalled } from "../../drill-notes.ts";
import { formatClockDay, formatCount, formatDuration, formatMinute, joinNames } from "../../format.ts";
import { html, type Markup, type MarkupValue } from "../markup.ts";
import { renderNone, renderPairs, renderTable } from "../table.ts";

function renderReports(record: RunRecord): Markup {
  return renderTable({
    caption: "Defences that were on",
    titled: true,
    columns: defenceColumns,
    rows: record.recorded.defenceReports.map((report) => ({
      cells: [
        html`${report.name}<span class="detail">${report.kind}, by the ${report.by === "shop" ? "shop" : "operator"}</span>`,
        report.says,
        describeCounts(report),
        report.costs,
      ],
    })),
    empty:
      record.defences.length === 0
        ? "None: the shop had to bear the incident as it was."
        : `On: ${joinNames(record.defences.map(cleanLine))}. What they did could not be read.`,
    cards: true,
  });
}

function renderAlerted(record: RunRecord, action: AlertedAction): Markup {
  const zero = record.recorded.minuteZeroOfDay;
  const forestalled = listForestalled(record);
  const moment = (minute: number) => `${formatClockDay(minute, zero)}, minute ${formatMinute(minute)}`;
  return html`<h3>${action.name}, because an alert fired</h3>${renderPairs([
    ["by the defence", action.defence],
    ["alert of", action.objective],
    ["alert fired", moment(action.alertedAtMinute)],
    ["reaction", formatDuration(action.reactionMinutes)],
    ["acted", moment(action.actedAtMinute)],
    ["forestalled", forestalled.length === 0 ? "nothing: every stage was in force before it" : joinNames(forestalled)],
  ])}`;
}

function renderDeferrals(record: RunRecord): Markup | null {
  const { deferrals, minuteZeroOfDay: zero } = record.recorded;
  const told = record.audit.deferred;
  if ((deferrals === undefined || deferrals.taken === 0) && told === 0) return null;
  const moment = (minute: number | null): MarkupValue =>
    minute === null ? renderNone("never") : `${formatClockDay(minute, zero)} (minute ${formatMinute(minute)})`;
  const pairs: [string, MarkupValue][] = [["customers told so", formatCount(told)]];
  if (deferrals !== undefined)
    pairs.push(
      ["taken, by the books", formatCount(deferrals.taken)],
      ["completed", formatCount(deferrals.completed)],
      ["completed by their deadline", formatCount(deferrals.completedByDeadline)],
      ...(countOutOfOrder(deferrals) === 0
        ? []
        : [
            ["completed out of order", `${formatCount(countOutOfOrder(deferrals))}, ${outOfOrderMeaning}`] as [
              string,
              string,
            ],
          ]),
      ["cancelled", formatCount(deferrals.cancelled)],
      ["still waiting at the end", formatCount(deferrals.waiting)],
      ["first taken", moment(deferrals.firstTakenMinute)],
      ["last taken", moment(deferrals.lastTakenMinute)],
      ["first completed", moment(deferrals.firstCompletedMinute)],
      ["last completed", moment(deferrals.lastCompletedMinute)],
    );
  return html`<h3 id="deferred">Orders taken before their payment</h3><p class="note">Raw counts of the twin. An order counts as a success only when it was completed by its deadline.</p>${renderPairs(pairs)}`;
}

/** The section; in a drill without defences one line. */
export function renderDefences(record: RunRecord): Markup {
  return html`<section aria-labelledby="defences"><h2 id="defences">Defences</h2>${renderReports(record)}
${record.recorded.alertedActions.map((action) => renderAlerted(record, action))}${renderDeferrals(record)}</section>`;
}
