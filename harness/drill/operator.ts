// What an operator does in a drill besides taking faults back, by the shop's control API.
import type { Incident, OperatorDeed } from "../../scenarios/incident.ts";
import { roundMinute } from "../../scenarios/time.ts";
import type { BookOrder } from "../audit/books.ts";
import { chosenFilter } from "../deal/filters.ts";
import type { VoucherTerms } from "../deal/voucher-terms.ts";
import type { ShopControl } from "../faults/shop-control.ts";
import type { CancellationRecord } from "../record/deal-report.ts";
import type { RecordingParts } from "./build-recording.ts";
import { buildPromotion } from "./promotion-of-drill.ts";
import { readRunningOrders } from "./read-running-orders.ts";

/** Order numbers in one call; the shop commits them in batches of its own. */
const batchSize = 200;
const reason = "its discount came from an error in our voucher, and was not meant for this basket";

export interface OperatorOptions {
  readonly shop: Pick<ShopControl, "act" | "cancelOrders">;
  readonly readOrders: () => readonly BookOrder[];
  readonly vouchers: readonly VoucherTerms[];
  /** On the incident clock. */
  readonly nowMinute: () => number;
}

export class Operator {
  readonly #options: OperatorOptions;
  #cancellation: CancellationRecord | null = null;

  constructor(options: OperatorOptions) {
    this.#options = options;
  }

  async carryOut(deed: Exclude<OperatorDeed, "restore-faults">): Promise<void> {
    switch (deed) {
      case "pause-ordering":
      case "resume-ordering":
        await this.#options.shop.act(deed);
        return;
      case "mend-voucher":
        await this.#options.shop.act("fix-voucher");
        return;
      case "cancel-orders":
        await this.#cancelOrders();
        return;
    }
  }

  /** What was cancelled so far; null before the deed. */
  cancellation(): CancellationRecord | null {
    return this.#cancellation;
  }

  async #cancelOrders(): Promise<void> {
    const { shop, readOrders, vouchers, nowMinute } = this.#options;
    const startedMinute = nowMinute();
    const orders = readOrders();
    const standing = new Set(orders.filter(({ state }) => state !== "cancelled").map(({ orderNumber }) => orderNumber));
    const selected = chosenFilter.select(orders, vouchers).filter((orderNumber) => standing.has(orderNumber));
    let tried = 0;
    let cancelled = 0;
    // Noted before and after each call: a drill that is cut short tells how far it came.
    const note = () => {
      this.#cancellation = {
        filter: chosenFilter.name,
        lookedAt: orders.length,
        selected: selected.length,
        cancelled,
        tooLate: tried - cancelled,
        startedMinute: roundMinute(startedMinute),
        tookMinutes: roundMinute(nowMinute() - startedMinute),
      };
    };
    note();
    for (let from = 0; from < selected.length; from += batchSize) {
      const batch = selected.slice(from, from + batchSize);
      cancelled += await shop.cancelOrders(batch, reason);
      tried += batch.length;
      note();
    }
  }
}

type OperatorParts = Pick<RecordingParts, "clock" | "options" | "plan">;

/** The operator of a drill that began at `t0Ms` (epoch). */
export function buildOperator(parts: OperatorParts, shop: ShopControl, ledgerPath: string, t0Ms: number): Operator {
  const { clock } = parts;
  return new Operator({
    shop,
    readOrders: () => readRunningOrders(ledgerPath),
    // What the drilled shop was told, and what the record keeps: the scores are computed with the same.
    vouchers: buildPromotion(parts)?.vouchers ?? [],
    nowMinute: () => clock.minuteAt(Date.now() - t0Ms),
  });
}

/** The incident with somebody who mends the voucher at this minute, and tells nobody; null: as it is. */
export function addMending(incident: Incident, atMinute: number | null): Incident {
  if (atMinute === null) return incident;
  const mending = { name: "mend the voucher, unannounced", atMinute, does: "mend-voucher" } as const;
  return { ...incident, actions: [...incident.actions, mending] };
}
