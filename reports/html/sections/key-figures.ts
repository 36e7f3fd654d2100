// The six figures a reviewer asks for first, and what of them holds at full scale.
import type { LicencedFigure, RunRecord } from "../../../harness/record/run-record.ts";
import type { Outcome, StepName } from "../../../scenarios/outcome.ts";
import {
  formatBudget,
  formatCount,
  formatDuration,
  formatFigure,
  formatMoneyShort,
  formatPercent,
  formatShare,
  none,
} from "../../format.ts";
import { html, type Markup } from "../markup.ts";
import { renderLicenceMark } from "./pace-licence.ts";

interface KeyFigure {
  readonly name: string;
  readonly value: string;
  readonly says: string;
  /** What of the pace licence speaks of it. */
  readonly licence?: LicencedFigure["figure"];
}

/** Steps with one of the outcomes over all phases, of `place-order` or of all other steps; and their total. */
function countSteps(
  record: RunRecord,
  ordering: boolean,
  outcomes: readonly Outcome[],
): { hits: number; total: number } {
  let hits = 0;
  let total = 0;
  for (const phase of record.phases) {
    for (const [step, result] of Object.entries(phase.steps) as [
      StepName,
      NonNullable<(typeof phase.steps)[StepName]>,
    ][]) {
      if ((step === "place-order") !== ordering) continue;
      total += result.count;
      for (const outcome of outcomes) hits += result.outcomes[outcome] ?? 0;
    }
  }
  return { hits, total };
}

/** "2 min after the outage began"; before a moment that never was: "there was no outage". */
function describeSince(minutes: number | null): string {
  if (minutes === null) return "the outage never began";
  return `${formatDuration(Math.abs(minutes))} ${minutes < 0 ? "before" : "after"} the outage began`;
}

function buildOrders(record: RunRecord): KeyFigure {
  const { money, audit, weight } = record;
  const of =
    money.counterfactualCents > 0
      ? `; their value is ${formatPercent(money.soldCents / money.counterfactualCents)} of what was expected without the incident`
      : "";
  return {
    licence: "counts",
    name: audit.deferred > 0 ? "Orders taken" : "Orders confirmed",
    value: audit.attempts === 0 ? none : formatCount(audit.acknowledged * weight),
    says:
      audit.attempts === 0
        ? "no order was tried"
        : `at full scale: ${formatCount(audit.acknowledged)} rehearsed × ${formatFigure(weight)}${audit.deferred > 0 ? `, ${formatCount(audit.deferred)} of them before their payment` : ""}${of}`,
  };
}

function buildLoss(record: RunRecord): KeyFigure {
  const { money } = record;
  if (money.counterfactualCents === 0)
    return { name: "Net loss", value: none, says: "nothing was expected to be sold" };
  const share = formatPercent(money.netLossCents / money.counterfactualCents);
  const back = formatMoneyShort(money.regainedCents, money.currency);
  return {
    licence: "money",
    name: "Net loss",
    value: formatMoneyShort(money.netLossCents, money.currency),
    says: `at full scale: ${share} of what was expected; ${back} came back later`,
  };
}

function buildErrors(record: RunRecord): KeyFigure {
  const ordering = countSteps(record, true, ["error-page", "soft-error"]);
  const others = countSteps(record, false, ["error-page", "soft-error"]);
  return {
    licence: "order-shares",
    name: "Error pages",
    value: ordering.total === 0 ? none : formatPercent(ordering.hits / ordering.total),
    says:
      ordering.total + others.total === 0
        ? "no page was asked for"
        : `of attempts to place an order: ${formatShare(ordering.hits, ordering.total)}; on all other pages ${formatShare(others.hits, others.total)}`,
  };
}

function buildBudget(record: RunRecord): KeyFigure {
  const spent = record.objectives.filter((objective) => objective.budgetConsumedRatio !== null);
  const worst = spent.reduce<(typeof spent)[number] | null>(
    (most, item) => ((item.budgetConsumedRatio ?? 0) > (most?.budgetConsumedRatio ?? -1) ? item : most),
    null,
  );
  if (worst === null) return { name: "Error budget spent", value: none, says: "no objective could be measured" };
  return {
    licence: "order-shares",
    name: "Error budget spent",
    value: formatBudget(worst.budgetConsumedRatio),
    says: `of 30 days' budget, by ${worst.name}; one incident may spend ${formatBudget(worst.budgetAllowedRatio)}`,
  };
}

function buildTimes(record: RunRecord): KeyFigure[] {
  const { detect, serviceBack, causeGone, firstHarmMinute } = record.times;
  const back = serviceBack.sinceOutage ?? serviceBack.sinceFirstHarm;
  const detected = detect.sinceFirstHarm ?? detect.sinceOutage;
  return [
    {
      name: "Time to detect",
      value: formatDuration(detected),
      says:
        detected === null
          ? firstHarmMinute === null
            ? "no harm was seen"
            : "no alert paged"
          : `from the first harm to the first page; ${describeSince(detect.sinceOutage)}`,
    },
    {
      name: "Service back",
      value: formatDuration(back),
      says:
        back === null
          ? firstHarmMinute === null
            ? "no harm was seen"
            : "it did not come back in this drill"
          : serviceBack.sinceOutage === null
            ? "after the first harm; the outage never began"
            : `after the outage began; the cause was gone ${describeSince(causeGone.sinceOutage)}`,
    },
  ];
}

/** Key figures, and the note on what carries over from the twin to full scale. */
export function renderKeyFigures(record: RunRecord): Markup {
  const figures = [
    buildOrders(record),
    buildLoss(record),
    buildErrors(record),
    buildBudget(record),
    ...buildTimes(record),
  ];
  const cells = figures.map(
    (figure) =>
      html`<div><dt>${figure.name}</dt><dd class="figure">${figure.value}</dd><dd>${figure.says}${figure.licence !== undefined && html` ${renderLicenceMark(record, figure.licence)}`}</dd></div>`,
  );
  return html`<section aria-labelledby="figures"><h2 id="figures" class="unseen">Key figures</h2><dl class="figures">${cells}</dl>
<p class="scale"><strong>What holds at full scale.</strong> This drill ran on a <a href="#term-twin">twin</a>: ${formatPercent(record.share)} of the shop’s customers and workers, ${formatFigure(record.pace)} times as fast, so that one rehearsed customer stands for ${formatFigure(record.weight)}. <em>Shares of orders and utilisation carry over. Queueing delay does not</em>: latencies below are the twin’s and are never those of the full shop, which has more workers and waits less at the same utilisation. ${record.recorded.paceLicence.length > 0 && html`Of latency this pace says: ${renderLicenceMark(record, "latency")}.`}</p></section>`;
}
