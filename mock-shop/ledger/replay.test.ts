import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { followEvent, type OrderView } from "../rules/fulfilment.ts";
import {
  buildDeferral,
  buildPlacement,
  buildStart,
  digitalLine,
  type MemoryLedger,
  numberOrder,
  openMemoryLedger,
  physicalLine,
  testTerms,
} from "./ledger.fixture.ts";
import type { OrderLine, VoucherClaim } from "./shop-records.ts";

const initialStock = 9;
const baskets: Readonly<Record<string, OrderLine[]>> = {
  physical: [physicalLine],
  digital: [digitalLine],
  mixed: [physicalLine, digitalLine],
};

const deal: VoucherClaim = {
  code: "DEAL10",
  discountCents: 100,
  capPerAccount: 3,
  promotionBudgetCents: 400,
  allBudgetCents: null,
  isCapAtomic: true,
};

type Step =
  | { do: "begin"; order: number; basket: keyof typeof baskets; isAtomic: boolean }
  | { do: "place" | "abandon" | "park" | "crash" | "defer" | "complete"; order: number }
  | { do: "tell"; order: number; kind: string }
  | { do: "cancel"; order: number }
  | { do: "advance"; minutes: number };

const order = fc.integer({ min: 1, max: 6 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("begin" as const),
    order,
    basket: fc.constantFrom("physical", "digital", "mixed"),
    isAtomic: fc.boolean(),
  }),
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("place" as const, "defer" as const), order }) },
  fc.record({ do: fc.constant("complete" as const), order }),
  fc.record({ do: fc.constantFrom("abandon" as const, "park" as const, "crash" as const), order }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("tell" as const),
      order,
      kind: fc.constantFrom("paid", "paid", "refunded", "voided", "shipped", "capture-refused"),
    }),
  },
  fc.record({ do: fc.constant("cancel" as const), order }),
  fc.record({ do: fc.constant("advance" as const), minutes: fc.integer({ min: 1, max: 3_000 }) }),
);

/** Carries out whatever is asked, as a shop would that asks the wrong things too. */
class Shop {
  readonly ledger: MemoryLedger = openMemoryLedger();
  readonly #begun = new Map<number, OrderLine[]>();
  #nowMs = 1_000;

  constructor() {
    const initial = ["toys-01", "digital-01"].map((productId) => ({ productId, quantity: initialStock }));
    this.ledger.openStock({ initial });
  }

  run(step: Step): void {
    this.#nowMs += 1;
    const { ledger } = this;
    switch (step.do) {
      case "begin":
        this.#begin(step);
        break;
      case "place":
        this.#place(step.order);
        break;
      case "defer":
        this.#defer(step.order);
        break;
      case "complete":
        ledger.completeDeferral({
          orderNumber: numberOrder(step.order),
          paymentId: `pay_${step.order}`,
          atMs: this.#nowMs,
        });
        break;
      case "abandon":
      case "park":
        ledger.abandonOrder({ orderNumber: numberOrder(step.order), mustVoid: step.do === "park" });
        this.#begun.delete(step.order);
        break;
      case "crash":
        ledger.abandonOpenOrders({ limit: 100 });
        this.#begun.clear();
        break;
      case "tell":
        ledger.changeOrders({
          orderNumbers: [numberOrder(step.order)],
          kind: step.kind,
          atMs: this.#nowMs,
          detail: null,
        });
        break;
      case "cancel":
        ledger.cancelBatch({
          filter: { orderNumbers: [numberOrder(step.order)] },
          after: 0,
          limit: 10,
          cancel: { reason: "a test", by: "tester", atMs: this.#nowMs },
        });
        break;
      case "advance":
        this.#nowMs += step.minutes * testTerms.wallMsPerMinute;
        ledger.advanceFulfilment({ nowMs: this.#nowMs, limit: 100 });
    }
  }

  #begin({ order: index, basket, isAtomic }: Extract<Step, { do: "begin" }>): void {
    if (this.ledger.readOrder({ orderNumber: numberOrder(index) }) || this.#begun.has(index)) return;
    this.ledger.abandonOrder({ orderNumber: numberOrder(index), mustVoid: false });
    const lines = baskets[basket] ?? [];
    const start = buildStart(index, { demands: lines, voucher: { ...deal, isCapAtomic: isAtomic }, atMs: this.#nowMs });
    if (this.ledger.beginOrder(start).outcome === "begun") this.#begun.set(index, lines);
  }

  #place(index: number): void {
    const lines = this.#begun.get(index);
    if (!lines) return;
    this.#begun.delete(index);
    const changes = { lines, voucherCode: "DEAL10", discountCents: 100, placedAtMs: this.#nowMs };
    const basketEvents = [{ kind: "basket-added", atMs: this.#nowMs - 1, detail: null }];
    this.ledger.placeOrder(buildPlacement(index, changes, index === 3 ? [] : basketEvents));
  }

  /** An order that was begun, or one that was not. */
  #defer(index: number): void {
    if (this.ledger.readOrder({ orderNumber: numberOrder(index) })) return;
    const lines = this.#begun.get(index) ?? [physicalLine];
    if (!this.#begun.delete(index)) this.ledger.abandonOrder({ orderNumber: numberOrder(index), mustVoid: false });
    const changes = { lines, voucherCode: "DEAL10", discountCents: 100, placedAtMs: this.#nowMs };
    this.ledger.deferOrder(buildDeferral(index, changes, { demands: lines, voucher: deal, atMs: this.#nowMs }));
  }
}

function replay({ ledger }: Shop, orderNumber: string): OrderView | undefined {
  const story = ledger.readOrderStory({ orderNumber });
  const hasParcel = story?.order.lines.some(({ kind }) => kind === "physical") ?? false;
  let view: OrderView | undefined;
  for (const event of story?.events ?? []) {
    if (!view && event.kind !== "placed" && event.kind !== "deferred") continue;
    view = followEvent(view, event, { ...testTerms, orderNumber, hasParcel });
    assert.ok(view, `${orderNumber}: ${event.kind}`);
  }
  return view;
}

function sum({ ledger }: Shop, sql: string): number {
  return Number(ledger.database.prepare(sql).get()?.sum ?? 0);
}

test("the events of an order, replayed, give its row: whatever was asked of the books, in whatever order", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const shop = new Shop();
      for (const step of steps) shop.run(step);
      const rows = shop.ledger.database.prepare("SELECT * FROM orders").all();
      for (const row of rows) {
        assert.deepEqual(replay(shop, String(row.order_number)), {
          state: row.state,
          paymentId: row.payment_id,
          parcelNumber: row.parcel_number,
          nextStepAtMs: row.next_step_at_ms,
          isRefundDue: row.is_refund_due === 1,
        });
      }
    }),
    { numRuns: 300 },
  );
});

test("the same requests give the same books, byte for byte", () => {
  const dump = ({ ledger }: Shop) =>
    ledger.database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all()
      .map(({ name }) => ledger.database.prepare(`SELECT * FROM ${name}`).all());
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const [one, other] = [new Shop(), new Shop()];
      for (const step of steps) one.run(step);
      for (const step of steps) other.run(step);
      assert.deepEqual(dump(one), dump(other));
    }),
    { numRuns: 50 },
  );
});

test("no article is lost or made: sold + reserved + available = initial, and nothing is below 0", () => {
  const soldSql = `SELECT SUM(quantity) AS sum FROM order_lines JOIN orders USING (order_number)
    WHERE state NOT IN ('cancelled', 'refunded') OR EXISTS (SELECT 1 FROM order_events
    WHERE order_events.order_number = orders.order_number AND order_events.kind = 'shipped')`;
  const reservedSql = `SELECT SUM(value ->> 'quantity') AS sum FROM payment_intents, json_each(demands)`;
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
      const shop = new Shop();
      for (const step of steps) {
        shop.run(step);
        const available = sum(shop, "SELECT SUM(available) AS sum FROM stock");
        assert.equal(sum(shop, soldSql) + sum(shop, reservedSql) + available, 2 * initialStock);
        assert.ok(sum(shop, "SELECT MIN(available) AS sum FROM stock") >= 0);
      }
    }),
    { numRuns: 200 },
  );
});

test("a promotion never spends more than its budget, and has spent what its orders cost", () => {
  const usedSql = "SELECT SUM(discount_cents) AS sum FROM voucher_uses WHERE state <> 'cancelled'";
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
      const shop = new Shop();
      for (const step of steps) {
        shop.run(step);
        const spentCents = sum(shop, "SELECT SUM(spent_cents) AS sum FROM promotions");
        assert.equal(spentCents, sum(shop, usedSql));
        assert.ok(spentCents <= 400 && spentCents >= 0);
      }
    }),
    { numRuns: 200 },
  );
});

test("a card's token is in the books exactly while its order is deferred", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const shop = new Shop();
      for (const step of steps) {
        shop.run(step);
        const strays = `SELECT COUNT(*) AS sum FROM orders LEFT JOIN deferrals USING (order_number)
          WHERE (state = 'deferred') <> (card_token IS NOT NULL)`;
        assert.equal(sum(shop, strays), 0);
      }
    }),
    { numRuns: 200 },
  );
});
