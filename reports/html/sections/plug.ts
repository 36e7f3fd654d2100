// What pulling the plug cost, when it would have cost least, and a switch for the voucher alone beside it.
import type { PlugPoint, PlugReport } from "../../../harness/record/deal-report.ts";
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { cleanLine } from "../../clean-text.ts";
import { describeNearBest, describePlug, sumWithoutPlug } from "../../deal-words.ts";
import { formatClockDay, formatCount, formatDuration, formatMoneyShort, formatPercent } from "../../format.ts";
import { renderChartControls, renderChartFigure } from "../chart-figure.ts";
import type { ChartData } from "../charts/chart-data.ts";
import { buildPlugChart } from "../charts/deal-charts.ts";
import { html, type Markup, type MarkupValue } from "../markup.ts";
import { type Moment, placeMoments, renderMoments } from "../moments.ts";
import { renderNone, renderTable } from "../table.ts";
import { computeX } from "../time-axis.ts";

function listMoments({ pausedAtMinute, best, killSwitch }: PlugReport): Moment[] {
  const actsAt = killSwitch?.actsAtMinute ?? null;
  return [
    { minute: pausedAtMinute, label: "◆", says: "the plug as it was pulled" },
    ...(best === null
      ? []
      : [{ minute: best.minute, label: "▼", says: "the least of both; minutes near it cost about as little" }]),
    ...(actsAt === null ? [] : [{ minute: actsAt, label: "■", says: "a kill switch of the voucher would have acted" }]),
  ].sort((a, b) => a.minute - b.minute);
}

/** The curve on the axis of all charts; null without one. */
export function buildPlugData(record: RunRecord, data: ChartData): ChartData | null {
  const plug = record.recorded.dealReport?.plug ?? null;
  if (plug === null || plug.curve.length === 0 || record.phases.length === 0) return null;
  const marks = placeMoments(listMoments(plug), data.axis);
  return { ...data, charts: [buildPlugChart(plug.curve, cleanLine(record.money.currency), data.axis, marks)] };
}

/** `when`: as it stands in the cell; null where it was, or would be, never. */
interface Choice {
  readonly name: string;
  readonly says: string;
  readonly when: string | null;
  readonly damageCents: number;
  readonly refusedCents: number;
}

function listChoices(record: RunRecord, plug: PlugReport): Choice[] {
  const { asItWas, best, killSwitch, mendedAtMinute } = plug;
  const at = (minute: number) => formatClockDay(minute, record.recorded.minuteZeroOfDay);
  const point = (name: string, says: string, when: string, found: PlugPoint | null): Choice[] =>
    found === null ? [] : [{ name, says, when, damageCents: found.damageCents, refusedCents: found.refusedCents }];
  const [duringCents, afterCents] = [plug.damageDuring?.cents.full ?? 0, plug.damageAfter?.cents.full ?? 0];
  const pulled = asItWas && { ...asItWas, damageCents: asItWas.damageCents + duringCents + afterCents };
  const choices: Choice[] = [
    ...point("the plug as it was pulled", "all orders stopped", at(plug.pausedAtMinute), pulled),
    ...point(
      "the plug about its best minutes",
      describeLeast(record, plug),
      describeNearBest(record, plug) ?? "",
      best,
    ),
    {
      name: "no plug",
      says: `the voucher mended at ${at(mendedAtMinute)}, as it was`,
      when: null,
      damageCents: sumWithoutPlug(plug),
      refusedCents: 0,
    },
  ];
  if (killSwitch === null) return choices;
  const { usesPerMinute, windowMinutes, actsAtMinute, damage, rightfulAfter } = killSwitch;
  const lost = `${formatMoneyShort(rightfulAfter.cents.full, cleanLine(record.money.currency))} of rightful discounts are not given`;
  const limit = `at over ${formatCount(usesPerMinute)} uses a minute over ${formatDuration(windowMinutes)}`;
  const says = actsAtMinute === null ? `${limit}: never reached` : `${limit}; ${lost}`;
  const when = actsAtMinute === null ? null : at(actsAtMinute);
  return [...choices, { name: "a kill switch", says, when, damageCents: damage.cents.full, refusedCents: 0 }];
}

/** Which figures the row has, and why it names no single minute. */
function describeLeast(record: RunRecord, { best, nearBest }: PlugReport): string {
  if (best === null || !nearBest) return "all orders stopped, for as long";
  const least = formatClockDay(best.minute, record.recorded.minuteZeroOfDay);
  return `all orders stopped, for as long; minutes within ${formatPercent(nearBest.withinRatio)} of the least, which one drill cannot tell apart; figures of ${least}`;
}

function renderChoices(record: RunRecord, plug: PlugReport): Markup {
  const currency = cleanLine(record.money.currency);
  const money = (cents: number): MarkupValue => formatMoneyShort(cents, currency);
  return renderTable({
    caption: "What else could have been done",
    titled: true,
    columns: [
      { label: "choice", header: true },
      { label: "when" },
      { label: "damage", numeric: true },
      { label: "good orders lost", numeric: true },
      { label: "together", numeric: true },
    ],
    rows: listChoices(record, plug).map(({ name, says, when, damageCents, refusedCents }) => ({
      cells: [
        html`${name}<span class="detail">${says}</span>`,
        when === null ? renderNone("never") : when,
        money(damageCents),
        money(refusedCents),
        money(damageCents + refusedCents),
      ],
    })),
    empty: "",
    cards: true,
  });
}

/** What it refused against what it stopped, the choices, the curve; null where nobody pulled it. `curve`: of `buildPlugData`. */
export function renderPlug(record: RunRecord, curve: ChartData | null): Markup | null {
  const { dealReport, minuteZeroOfDay } = record.recorded;
  const plug = dealReport?.plug ?? null;
  if (plug === null) return null;
  const startX = curve === null ? 0 : computeX(curve.axis, plug.best?.minute ?? plug.pausedAtMinute);
  return html`<section aria-labelledby="plug"><h2 id="plug">What the plug cost</h2>
<p class="finding">${describePlug(record, plug)}</p>
${renderChoices(record, plug)}
${curve !== null && html`${renderChartControls(curve, startX, "-plug")}${curve.charts.map((chart) => renderChartFigure(chart, curve))}${renderMoments(listMoments(plug), minuteZeroOfDay)}`}
${plug.assumes.length > 0 && html`<p class="note">Assumed: ${plug.assumes.map(cleanLine).join("; ")}.</p>`}</section>`;
}
