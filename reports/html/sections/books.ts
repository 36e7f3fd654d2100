// The audit of every order, and the money.
import type { AuditResult, RehearsedMoney } from "../../../harness/record/drill-result.ts";
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { computeUpperRatio, formatCount, formatMoney, formatPercent } from "../../format.ts";
import { html, type Markup, type MarkupValue } from "../markup.ts";
import { renderNone, renderTable } from "../table.ts";

const auditRows: readonly (readonly [
  key: Exclude<keyof AuditResult, "violations">,
  name: string,
  says: string,
  wrong: boolean,
])[] = [
  ["attempts", "attempts", "presses of the place-order button", false],
  ["acknowledged", "acknowledged", "the customer was told an order number", false],
  ["lost", "lost", "acknowledged, and not in the books", true],
  ["orderedDespiteError", "ordered despite error", "the customer saw an error, and the order exists", true],
  ["duplicated", "duplicated", "one key, two orders", true],
  ["unexpected", "unexpected", "in the books, and nobody placed it", true],
  ["unknown", "unknown", "no answer came, and no order was found", false],
  ["deferred", "deferred", "taken, to be confirmed later", false],
  ["paymentsWithoutOrder", "payments without order", "money taken, nothing ordered", true],
  ["ordersWithoutPayment", "orders without payment", "ordered, and not paid to the cent", true],
];

function renderCount(count: number, wrong: boolean, attempts: number): MarkupValue {
  if (count !== 0 || !wrong || attempts === 0) return formatCount(count);
  return html`0 <span class="unit">at most ${formatPercent(computeUpperRatio(attempts))}</span>`;
}

/** The order history against the shop's and the payment provider's books. */
export function renderAudit(record: RunRecord): Markup {
  const { audit } = record;
  if (!record.recorded.audited) {
    return html`<section aria-labelledby="audit"><h2 id="audit">Audit of the books</h2><p class="incomplete">The books could not be read: nothing is known about lost, duplicated or unpaid orders. Customers tried ${formatCount(audit.attempts)} orders.</p></section>`;
  }
  const violations = renderTable({
    caption: "Violations: the first row that breaks each rule",
    columns: [{ label: "rule", header: true }, { label: "order number" }, { label: "what is wrong" }],
    rows: audit.violations.map((violation) => ({
      cells: [violation.invariant, violation.orderNumber ?? renderNone("no single order"), violation.says],
    })),
    empty: audit.attempts === 0 ? "No order was tried, so the books prove nothing." : "No rule was broken.",
  });
  return html`<section aria-labelledby="audit"><h2 id="audit">Audit of the books</h2>
<p class="note">Every order a customer tried, against the shop’s books and the payment provider’s, in both directions and to the cent. Raw counts of the twin; a zero says “at most” with 95 % confidence.</p>
${violations}
${renderTable({
  caption: "Order history against the books",
  titled: true,
  columns: [{ label: "count of", header: true }, { label: "orders", numeric: true }, { label: "meaning" }],
  rows: auditRows.map(([key, name, says, wrong]) => ({
    cells: [name, renderCount(audit[key], wrong, audit.attempts), says],
  })),
  empty: "",
})}</section>`;
}

const moneyRows: readonly (readonly [key: keyof RehearsedMoney, name: string, says: string])[] = [
  [
    "counterfactualCents",
    "expected without the incident",
    "what the same customers would have bought (counterfactual)",
  ],
  ["soldCents", "sold", "all orders sold to them, late ones included"],
  ["lostCents", "lost at the first visit", "value of those who wanted to buy and could not at their first visit"],
  ["regainedCents", "regained", "of these, bought later"],
  ["netLossCents", "net loss", "lost − regained = expected − sold"],
  ["defectedCents", "taken to a competitor", "part of the net loss"],
  ["damageCents", "damage", "given away by a fault of the shop"],
];

/** Money at full scale and as rehearsed. */
export function renderMoney(record: RunRecord): Markup {
  const { money } = record;
  const rows = moneyRows.map(([key, name, says]) => ({
    className: key === "netLossCents" ? "sum" : "",
    cells: [
      name,
      formatMoney(money[key], money.currency),
      money.counterfactualCents === 0
        ? renderNone("nothing was expected")
        : formatPercent(money[key] / money.counterfactualCents),
      formatMoney(money.rehearsed[key], money.currency),
      says,
    ],
  }));
  return html`<section aria-labelledby="money"><h2 id="money">Money</h2>
<p class="note">Full scale is the rehearsed sum times the <a href="#term-weight">weight</a>, rounded once.</p>
${renderTable({
  caption: "Money at full scale and as rehearsed",
  titled: true,
  columns: [
    { label: "sum", header: true },
    { label: "full scale", numeric: true },
    { label: "of expected", numeric: true },
    { label: "rehearsed", numeric: true },
    { label: "meaning" },
  ],
  rows,
  empty: "",
})}</section>`;
}
