// Which orders could have been found and cancelled after a viral deal, and what pulling the plug cost: from a recording.
import type { Incident } from "../../scenarios/incident.ts";
import { computeWeight, type Plan } from "../../scenarios/plan.ts";
import { buildIncidentClock, type IncidentClock } from "../../scenarios/time.ts";
import type { Books } from "../audit/books.ts";
import type { ValuedCustomer } from "../audit/customer-value.ts";
import { listDiscounted } from "../audit/discount-origins.ts";
import { estimateStartMs, listPlacedTimes } from "../audit/start-time.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { CancellationRecord, DealReport, PlugReport } from "../record/deal-report.ts";
import type { ActionResult, FaultResult } from "../record/drill-result.ts";
import { sumDiscounts } from "./amounts.ts";
import { type DiscountUse, findDeedMinute, findMendedMinute, listUses } from "./deal-times.ts";
import { chosenFilter } from "./filters.ts";
import { findTruths, listAccounts, type OrderTruth } from "./ground-truth.ts";
import { buildPlugReport } from "./plug-report.ts";
import { keepPlaced, scoreFilters } from "./score-filters.ts";
import { listVoucherTerms, type VoucherTerms } from "./voucher-terms.ts";

/** A recording as the judgement has it, and its customers with what they were worth. */
export interface DealReportParts {
  readonly incident: Incident;
  readonly plan: Pick<Plan, "seed" | "pace" | "share">;
  readonly history: readonly CustomerHistory[];
  readonly valued: readonly ValuedCustomer[];
  readonly books: Books | null;
  readonly actions: readonly ActionResult[];
  readonly faults: readonly FaultResult[];
  readonly recorded: {
    readonly t0Ms?: number;
    readonly promotion?: { readonly vouchers: readonly VoucherTerms[] };
    readonly cancellation?: CancellationRecord;
  };
}

/** Null where the incident has no deal, the books cannot be read, or nothing tells when the drill began. */
export function buildDealReport(parts: DealReportParts): DealReport | null {
  const { incident, plan, history, books, actions, recorded } = parts;
  if (incident.deal === undefined || books === null) return null;
  const clock = buildIncidentClock(incident.phases, plan.pace);
  const t0Ms = recorded.t0Ms ?? estimateStartMs(history, listPlacedTimes(books.orders), clock);
  if (t0Ms === null) return null;
  const weight = computeWeight(plan.pace, plan.share);
  const vouchers = listVoucherTerms(recorded.promotion?.vouchers, incident.promotion);
  const truths = findTruths(books.orders, history, vouchers);
  const asOfMinute =
    recorded.cancellation?.startedMinute ??
    findDeedMinute(incident, actions, "cancel-orders") ??
    findEndMinute(incident);
  const asOfMs = t0Ms + clock.wallMsAt(asOfMinute);
  const orders = keepPlaced(books.orders, asOfMs);
  const discounted = listDiscounted(orders);
  const sumOf = (truth: OrderTruth) =>
    sumDiscounts(
      discounted.filter(({ orderNumber }) => truths.get(orderNumber) === truth),
      weight,
    );
  const accounts = listAccounts(history);
  return {
    weight,
    asOfMinute,
    chosenFilter: chosenFilter.name,
    discounted: sumDiscounts(discounted, weight),
    affected: sumOf("affected"),
    windfalls: sumOf("windfall"),
    filters: scoreFilters({ orders, vouchers, truths, accounts, asOfMs, weight, seed: plan.seed }),
    cancellation: recorded.cancellation ?? null,
    plug: buildPlug(parts, listUses(books.orders, vouchers, clock, t0Ms), clock),
  };
}

function buildPlug(
  { incident, actions, faults, valued, plan }: DealReportParts,
  uses: readonly DiscountUse[],
  clock: IncidentClock,
): PlugReport | null {
  const pausedAtMinute = findDeedMinute(incident, actions, "pause-ordering");
  if (pausedAtMinute === null) return null;
  const endMinute = clock.phases.at(-1)?.toMinute ?? pausedAtMinute;
  return buildPlugReport({
    uses,
    valued,
    pausedAtMinute,
    resumedAtMinute: findDeedMinute(incident, actions, "resume-ordering") ?? endMinute,
    mendedAtMinute: findMendedMinute(incident, actions, faults) ?? endMinute,
    usesPerMinute: incident.promotion?.usesPerMinute ?? null,
    weight: computeWeight(plan.pace, plan.share),
  });
}

function findEndMinute({ phases }: Incident): number {
  return phases.at(-1)?.toMinute ?? 0;
}
