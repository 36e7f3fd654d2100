// Who waited in line, how long, and in which order they were let in; the shop's own counts beside it.
import type { RunRecord } from "../../../harness/record/run-record.ts";
import type { WaitingRecord } from "../../../harness/record/waiting-record.ts";
import { formatCount, formatDuration } from "../../format.ts";
import { describeFairness, describeShopCounts, findWaiting } from "../../waiting-words.ts";
import { html, type Markup } from "../markup.ts";
import { renderPairs } from "../table.ts";

function renderWaits({ waits, letIn, gaveUp, stillWaiting, waitMinutes }: WaitingRecord): Markup {
  return renderPairs([
    ["waits in line", formatCount(waits)],
    ["let in", formatCount(letIn)],
    ["gave up", formatCount(gaveUp)],
    ["still waiting at the end", formatCount(stillWaiting)],
    ["half of them lasted at most", formatDuration(waitMinutes?.p50 ?? null)],
    ["95 % lasted at most", formatDuration(waitMinutes?.p95 ?? null)],
    ["the longest lasted", formatDuration(waitMinutes?.max ?? null)],
  ]);
}

/** Null where there was no waiting room and nobody stood in a line. */
export function renderWaitingRoom(record: RunRecord): Markup | null {
  const found = findWaiting(record);
  if (found === null) return null;
  const { measured } = found;
  return html`<section aria-labelledby="waiting-room"><h2 id="waiting-room">Waiting room</h2>
${measured === null ? html`<p class="empty">Waits were not measured in this drill.</p>` : html`<p class="finding">${describeFairness(measured)}</p>${renderWaits(measured)}`}
<p class="note">Measured from the customers' own steps: raw counts of the twin, minutes of the incident clock. The page asks again every two minutes or so, so closer moments are no order. A wait that ended in nothing counts as long as it was seen; who gave up is in no pair.</p>
<p class="note">The shop's own counts: ${describeShopCounts(found)}.</p></section>`;
}
