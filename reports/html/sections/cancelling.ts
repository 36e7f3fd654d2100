// Which orders to cancel: what filters over the books would have found, against the truth that only the harness knows.
import { type DealReport, type FilterScore, findChosenScore } from "../../../harness/record/deal-report.ts";
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { cleanLine } from "../../clean-text.ts";
import { describeCancellation, describeInterval, describeStillThere } from "../../deal-words.ts";
import { formatClockDay, formatCount, formatPercent } from "../../format.ts";
import { html, type Markup, type MarkupValue } from "../markup.ts";
import { renderNone, renderTable } from "../table.ts";

const filterWords: Readonly<Record<string, string>> = {
  "any-discount": "every order with a discount",
  eligibility: "discounts that the voucher was not meant to give",
  "eligibility-and-behaviour": "of these, those whose customer did something for it",
};

const booksWords: Readonly<Record<string, string>> = {
  "with-history": "how each basket came about",
  "final-basket": "the final basket only",
};

function findWord(words: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(words, name) ? (words[name] as string) : name;
}

function renderRatio(interval: FilterScore["recall"], meaning: string): MarkupValue {
  const [value = "", ...rest] = describeInterval(interval)?.split(/ (?=\()/) ?? [];
  return interval === null
    ? renderNone(meaning)
    : html`${value}<span class="detail">${rest.join(" ").replace(/[()]/g, "")}</span>`;
}

/** At full scale, with its interval. */
function renderEstimate({ full }: FilterScore["savedCents"], show: (value: number) => string): Markup {
  return html`${show(full.value)}<span class="detail">${show(full.low)} to ${show(full.high)}</span>`;
}

function renderScores(record: RunRecord, booksKept: string, dealReport: DealReport): Markup {
  const currency = cleanLine(record.money.currency);
  const money = (cents: number) => formatCount(cents / 100);
  const chosen = findChosenScore(dealReport);
  const deed = dealReport.cancellation === null ? "would be carried out" : "carried out";
  return renderTable({
    caption: `Books that keep ${findWord(booksWords, booksKept)}`,
    columns: [
      { label: "filter", header: true },
      { label: "recall", numeric: true },
      { label: "precision", numeric: true },
      { label: "good orders cancelled", numeric: true },
      { label: `saved, ${currency}`, numeric: true },
      { label: `missed, ${currency}`, numeric: true },
      { label: `sunk, ${currency}`, numeric: true },
    ],
    rows: dealReport.filters
      .filter((score) => score.booksKept === booksKept)
      .map((score) => ({
        className: score === chosen ? "chosen" : "",
        cells: [
          html`${score.filter}${score === chosen && html` <span class="mark good"><span class="sign" aria-hidden="true">◆</span> ${deed}</span>`}<span class="detail">${findWord(filterWords, score.filter)}</span>`,
          renderRatio(score.recall, "no order was affected"),
          renderRatio(score.precision, "it selects nothing"),
          renderEstimate(score.goodCancelled, formatCount),
          renderEstimate(score.savedCents, money),
          renderEstimate(score.missedCents, money),
          renderEstimate(score.sunkCents, money),
        ],
      })),
    empty: "",
    cards: true,
  });
}

/** The filters' scores and the deed; null where the books told nothing of a deal. */
export function renderCancelling(record: RunRecord): Markup | null {
  const { dealReport, minuteZeroOfDay } = record.recorded;
  if (dealReport === undefined) return null;
  const { affected, discounted, windfalls, asOfMinute, filters, cancellation } = dealReport;
  const kinds = [...new Set(filters.map(({ booksKept }) => booksKept))];
  const share = discounted.orders === 0 ? "" : ` (${formatPercent(affected.orders / discounted.orders)})`;
  const stillThere = describeStillThere(record, dealReport);
  const asOf = formatClockDay(asOfMinute, minuteZeroOfDay);
  return html`<section aria-labelledby="cancelling"><h2 id="cancelling">Which orders to cancel</h2>
${stillThere !== null && html`<p class="finding">${stillThere}</p>`}
<p>Of ${formatCount(discounted.orders)} orders with a discount (placed until ${asOf}) ${formatCount(affected.orders)}${share} are affected: placed by somebody who came for the deal, with a discount that the voucher was not meant to give. ${formatCount(windfalls.orders)} are windfalls of buyers. A filter sees the books; only the harness knows why a customer came. ${describeCancellation(record, cancellation)}</p>
${filters.length === 0 ? html`<p class="empty">No filter was scored.</p>` : kinds.map((kind) => renderScores(record, kind, dealReport))}
<p class="note">As of ${asOf}: what was placed or left the shop later does not count. Orders and money at full scale, 95 % intervals below: Wilson’s for shares, a bootstrap for sums, over the accounts of all who came and could have had a discount. Limits: the orders of one account are alike, so intervals of shares are too narrow; with whole histories the first two filters cannot miss an affected order, by what “affected” means; missed and sunk discounts stay lost.</p></section>`;
}
