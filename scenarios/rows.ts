// The rows on k6's stdout that carry a drill: packed by the scenario, unpacked by the harness.
import type { Outcome, StepName } from "./outcome.ts";

/** Names of the custom metrics, one a kind of row. */
export const rowMetrics = {
  step: "tilldrill_step",
  start: "tilldrill_start",
  end: "tilldrill_end",
  price: "tilldrill_price",
  clock: "tilldrill_clock",
  forum: "tilldrill_forum",
} as const;

export type RowKind = keyof typeof rowMetrics;

/** A step as it was measured. `startedMs`: epoch ms of the first byte sent. Cents raw. */
export interface StepRow {
  readonly kind: "step";
  readonly customer: number;
  readonly startedMs: number;
  readonly latencyMs: number;
  readonly step: StepName;
  readonly outcome: Outcome;
  readonly status: number;
  readonly attempt: number;
  readonly visit: number;
  readonly statusMessage: boolean;
  readonly orderNumber: string | null;
  readonly totalCents: number | null;
  readonly key: string | null;
  /** Of an order: the account it was sent with, where that is not the customer's first; absent otherwise. */
  readonly account?: string;
}

/** An iteration begun, `latenessMs` after the planned time. */
export interface StartRow {
  readonly kind: "start";
  readonly customer: number;
  readonly latenessMs: number;
}

/** An iteration ended. `end` as in CustomerHistory, or `dropped`. */
export interface EndRow {
  readonly kind: "end";
  readonly customer: number;
  readonly endedMs: number;
  readonly end: string;
  readonly visits: number;
}

/** One listed price, read in set-up. */
export interface PriceRow {
  readonly kind: "price";
  readonly category: number;
  readonly categories: number;
  readonly product: number;
  readonly products: number;
  readonly priceCents: number;
}

/** T0 of the drill, epoch ms. */
export interface ClockRow {
  readonly kind: "clock";
  readonly t0Ms: number;
}

/** A call to the deal forum; `status` 0 where no answer came. */
export interface ForumRow {
  readonly kind: "forum";
  readonly customer: number;
  readonly latencyMs: number;
  readonly status: number;
}

export type Row = StepRow | StartRow | EndRow | PriceRow | ClockRow | ForumRow;

/** Texts of the shop are untrusted: what could end a field, a pair or a CSV cell is percent-encoded. */
function packText(text: string | null): string {
  return text === null ? "" : encodeURIComponent(text).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}

function unpackText(text: string): string | null {
  return text === "" ? null : decodeURIComponent(text);
}

/** Most orders are sent with the customer's first account: rows stay short. */
function packAccount({ account }: StepRow): string[] {
  return account === undefined ? [] : [packText(account)];
}

function unpackAccount(text: string): Pick<StepRow, "account"> {
  const account = unpackText(text);
  return account === null ? {} : { account };
}

/** Packs a row into the metric's value and one metadata text without commas, quotes, `&` or `=`. */
export function packRow(row: Row): { value: number; packed: string } {
  switch (row.kind) {
    case "step": {
      const {
        customer,
        startedMs,
        step,
        outcome,
        status,
        attempt,
        visit,
        statusMessage,
        orderNumber,
        totalCents,
        key,
      } = row;
      const fields = [customer, startedMs, step, outcome, status, attempt, visit, statusMessage ? 1 : 0];
      return {
        value: row.latencyMs,
        packed: [...fields, packText(orderNumber), totalCents ?? "", packText(key), ...packAccount(row)].join(";"),
      };
    }
    case "start":
      return { value: row.latenessMs, packed: `${row.customer}` };
    case "end":
      return { value: row.endedMs, packed: [row.customer, row.end, row.visits].join(";") };
    case "price":
      return { value: row.priceCents, packed: [row.category, row.categories, row.product, row.products].join(";") };
    case "clock":
      return { value: row.t0Ms, packed: "0" };
    case "forum":
      return { value: row.latencyMs, packed: [row.customer, row.status].join(";") };
  }
}

/** Unpacks what packRow packed. `value` is the metric's value. */
export function unpackRow(kind: RowKind, value: number, packed: string): Row {
  const field = packed.split(";");
  const text = (index: number) => field[index] ?? "";
  const number = (index: number) => Number(text(index));
  switch (kind) {
    case "step":
      return {
        kind,
        customer: number(0),
        startedMs: number(1),
        latencyMs: value,
        step: text(2) as StepName,
        outcome: text(3) as Outcome,
        status: number(4),
        attempt: number(5),
        visit: number(6),
        statusMessage: text(7) === "1",
        orderNumber: unpackText(text(8)),
        totalCents: text(9) === "" ? null : number(9),
        key: unpackText(text(10)),
        ...unpackAccount(text(11)),
      };
    case "start":
      return { kind, customer: number(0), latenessMs: value };
    case "end":
      return { kind, customer: number(0), endedMs: value, end: text(1), visits: number(2) };
    case "price":
      return {
        kind,
        category: number(0),
        categories: number(1),
        product: number(2),
        products: number(3),
        priceCents: value,
      };
    case "clock":
      return { kind, t0Ms: value };
    case "forum":
      return { kind, customer: number(0), latencyMs: value, status: number(1) };
  }
}
