// The run directory of an evening with a voucher bug, made by a real shop and a real payment provider; no load, no sockets
// but the one between the two, and a clock that is moved by hand.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { CustomerHistory } from "../../../harness/record/customer-history.ts";
import { renderOrderLines } from "../../../harness/record/order-lines.ts";
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { cancelOrders } from "../../../mock-shop/ordering/cancel-orders.ts";
import { listen } from "../../../mock-shop/process/listen.ts";
import { ManualClock } from "../../../mock-shop/testing/manual-clock.ts";
import { openTestProvider, type TestProvider } from "../../../mock-shop/testing/test-provider.ts";
import { openTestShop, type TestShop } from "../../../mock-shop/testing/test-shop.ts";
import { waitFor } from "../../../mock-shop/testing/wait-for.ts";
import { standardVouchers } from "../../../mock-shop/voucher-configuration.ts";
import { buildSampleRecord } from "../../../reports/sample-record.ts";
import { buildIncidentClock } from "../../../scenarios/time.ts";
import { goShopping, type WishName } from "./evening-customers.ts";

const pace = 72;
const phases = [{ name: "evening", fromMinute: 0, toMinute: 10_000 }];
const incidentClock = buildIncidentClock(phases, pace);
const promotionBudgetCents = 110_000;
const defences = ["voucher-cap", "deferred-checkout"];

/** Before, with and after the bug, and with vouchers switched off; each customer of a round comes so often. */
const rounds: Readonly<Record<string, readonly WishName[]>> = {
  calm: [
    "plain",
    "digital",
    "mixed",
    "undecided",
    "voucher",
    "voucherFree",
    "voucherTooEarly",
    "voucherTakenOut",
    "trick",
    "declined",
  ],
  kept: ["plain", "digital", "voucher", "trick", "trick", "trickFree", "trickDigital", "voucherTakenOut"],
  everyone: ["plain", "mixed", "voucher", "trick", "banner", "bannerOffers", "bannerThenRemoved", "digital"],
  outage: ["plain", "voucher", "mixed", "digital"],
  off: ["plain", "mixed", "digital"],
};

export interface FinishedEvening extends Disposable {
  readonly directory: string;
  readonly history: readonly CustomerHistory[];
}

class Evening {
  readonly clock: ManualClock;
  readonly shop: TestShop;
  readonly t0Ms: number;
  readonly history: CustomerHistory[] = [];

  constructor(shop: TestShop, clock: ManualClock) {
    this.clock = clock;
    this.shop = shop;
    this.t0Ms = clock.nowMs();
  }

  /** So many times all customers of a round, ten of them at a time. */
  async receive(round: keyof typeof rounds, times: number, isDeferring = false): Promise<void> {
    const errands = Array.from({ length: times }, () => rounds[round] ?? []).flat();
    for (let from = 0; from < errands.length; from += 10) {
      const group = errands.slice(from, from + 10).map((wish, index) => this.#send(wish, from + index, isDeferring));
      this.history.push(...(await Promise.all(group)));
      this.clock.advance(250);
    }
  }

  /** Every seventh customer has been here before, under the same account. */
  #send(wish: WishName, index: number, isDeferring: boolean): Promise<CustomerHistory> {
    const customer = this.history.length + (index % 10);
    const person = customer % 7 === 6 ? customer - 6 : customer;
    const minute = () => incidentClock.minuteAt(this.clock.nowMs() - this.t0Ms);
    const email = `customer-${person}@example.test`;
    return goShopping(this.shop.storefront, { customer, email, wish, isDeferring, minute });
  }

  /** Lets time pass in small steps, each of which the books and the provider take in. */
  async pass(minutes: number): Promise<void> {
    const { books, counters } = this.shop.parts;
    const stepMs = 500;
    const wallMs = (minutes * 60_000) / pace;
    for (let passedMs = 0; passedMs < wallMs; passedMs += stepMs) {
      this.clock.advance(stepMs);
      await waitFor("quiet books", () => counters.paymentsInFlight === 0 && books.pending === 0);
    }
  }

  async settle(): Promise<void> {
    const open = `SELECT 1 FROM orders WHERE state IN ('placed', 'deferred') OR is_refund_due = 1
      UNION ALL SELECT 1 FROM payment_intents`;
    await waitFor("settled payments", () => this.shop.query(open).length === 0, {
      beforeLook: () => {
        const { books, counters } = this.shop.parts;
        if (counters.paymentsInFlight === 0 && books.pending === 0) this.clock.advance(20);
      },
    });
  }

  listNumbers(where: string): string[] {
    return this.shop
      .query(`SELECT order_number FROM orders WHERE ${where} ORDER BY order_number`)
      .map((row) => String(row.order_number));
  }

  async cancel(orderNumbers: readonly string[]): Promise<void> {
    await cancelOrders(
      this.shop.parts,
      { orderNumbers },
      { reason: "the discount was a mistake of ours", by: "a test" },
    );
  }
}

/** The evening itself: calm, both stages of the bug, its end, vouchers off for a while, an outage with orders taken before their payment, the day after. */
async function liveThrough(evening: Evening): Promise<void> {
  const { settings, faults } = evening.shop.parts;
  await evening.receive("calm", 8);
  await evening.pass(20);
  // The first stage as a setting of the shop, the second one as a leased fault: the record tells of both.
  settings.set("voucher.bug", "kept", "a test");
  await evening.pass(1);
  await evening.receive("kept", 8);
  await evening.pass(20);
  const [kind, leaseMs] = ["voucher-everyone", 1e9];
  const fault = faults.inject({ name: "a test", kind, key: kind, value: null, share: 1, leaseMs });
  settings.set("voucher.bug", "none", "a test");
  await evening.pass(1);
  await evening.receive("everyone", 8);
  if (fault) faults.end(fault);
  await evening.pass(10);
  settings.set("voucher.isOff", true, "a test");
  await evening.pass(10);
  await evening.receive("off", 4);
  await evening.pass(5);
  settings.set("voucher.isOff", false, "a test");
  await evening.pass(5);
  settings.set("payment.endpointPath", "/wrong", "a test");
  await evening.receive("outage", 6, true);
  await evening.cancel(evening.listNumbers("state = 'deferred'").slice(0, 3));
  settings.set("payment.endpointPath", "/v1", "a test");
  await evening.settle();
  await evening.cancel(
    evening.listNumbers("discount_cents > 0 AND state <> 'delivered'").filter((_, index) => index % 3 === 0),
  );
  await evening.cancel(evening.listNumbers("discount_cents = 0 AND state = 'shipped'").slice(0, 4));
  await evening.settle();
  await evening.receive("calm", 2);
  await evening.settle();
}

function copyBooks(source: string, target: string): void {
  using books = new DatabaseSync(source, { readOnly: true });
  books.prepare("VACUUM INTO ?").run(target);
}

function buildRecord({ shop, t0Ms }: Evening): RunRecord {
  const sample = buildSampleRecord();
  const changeLog = shop.parts.changes.list().map(({ atMs, key, value, says }) => ({
    atMinute: incidentClock.minuteAt(atMs - t0Ms),
    key,
    value: String(value),
    says,
  }));
  const vouchers = standardVouchers.map(({ fromMinute: _from, untilMinute: _until, ...voucher }) => ({
    ...voucher,
    promotionBudgetCents,
  }));
  const promotion = { vouchers, capCheck: "read-then-write", guardBudgetCents: null } as const;
  return {
    ...sample,
    pace,
    defences,
    faults: [],
    phases: phases.map((phase) => ({ ...phase, wallSeconds: 1, distortion: 0, steps: {} })),
    recorded: { ...sample.recorded, complete: true, warnings: [], changeLog, promotion, t0Ms },
  };
}

async function openEvening(provider: TestProvider, clock: ManualClock): Promise<TestShop> {
  const providerOrigin = await listen(provider.app, "127.0.0.1", 0);
  const vouchers = standardVouchers.map((voucher) => ({ ...voucher, promotionBudgetCents }));
  const configuration = { pace, defences, vouchers, paymentDeadlineMs: 60_000 };
  return openTestShop({ providerOrigin, clock, configuration });
}

/** Lives through it and closes the books: `ledger.sqlite`, `payments.sqlite`, `orders.jsonl`, `record.json`. */
export async function finishEvening(): Promise<FinishedEvening> {
  const directory = mkdtempSync(join(tmpdir(), "tilldrill-evening-"));
  const clock = new ManualClock();
  await using provider = await openTestProvider({ clock });
  await using shop = await openEvening(provider, clock);
  const evening = new Evening(shop, clock);
  await liveThrough(evening);
  copyBooks(shop.booksPath, join(directory, "ledger.sqlite"));
  copyBooks(provider.booksPath, join(directory, "payments.sqlite"));
  writeFileSync(join(directory, "orders.jsonl"), renderOrderLines(evening.history));
  writeFileSync(join(directory, "record.json"), JSON.stringify(buildRecord(evening)));
  assert.ok(evening.history.length > 200);
  return {
    directory,
    history: evening.history,
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}
