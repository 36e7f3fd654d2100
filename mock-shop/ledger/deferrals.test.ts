import assert from "node:assert/strict";
import { test } from "node:test";
import { buildDeferral, buildStart, numberOrder, openMemoryLedger } from "./ledger.fixture.ts";
import type { VoucherClaim } from "./shop-records.ts";

const voucher: VoucherClaim = {
  code: "DEAL10",
  discountCents: 500,
  capPerAccount: 1,
  promotionBudgetCents: null,
  allBudgetCents: null,
  isCapAtomic: true,
};

function openLedger() {
  const ledger = openMemoryLedger();
  ledger.openStock({ initial: [{ productId: "toys-01", quantity: 9 }] });
  const read = (sql: string) =>
    ledger.database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  const cancel = (index: number) =>
    ledger.cancelBatch({
      filter: { orderNumbers: [numberOrder(index)], states: ["deferred"] },
      after: 0,
      limit: 10,
      cancel: { reason: "a test", by: "tester", atMs: 5_000 },
    });
  return { ...ledger, read, cancel, readStock: () => Number(read("SELECT available FROM stock")[0]?.available) };
}

test("an order that was begun keeps what it took; one that was not takes it now; each in one step", () => {
  const ledger = openLedger();
  ledger.beginOrder(buildStart(1));
  assert.equal(ledger.readStock(), 7);
  assert.deepEqual(ledger.deferOrder(buildDeferral(1)), { outcome: "deferred", levels: [] });
  assert.equal(ledger.readStock(), 7);
  assert.equal(ledger.deferOrder(buildDeferral(2)).outcome, "deferred");
  assert.equal(ledger.readStock(), 5);
  assert.deepEqual(ledger.read("SELECT * FROM payment_intents"), []);
  const story = ledger.readOrderStory({ orderNumber: numberOrder(1) });
  assert.deepEqual(story?.deferral, { dueAtMs: 3_601_001 });
  assert.deepEqual([story?.order.state, story?.order.paymentId, story?.order.lines.length], ["deferred", null, 1]);
  assert.deepEqual(story?.events, [{ kind: "deferred", atMs: 1_001, detail: null }]);
});

test("a key that has an order already gives that order, and a payment in doubt of the second attempt is owed a void", () => {
  const ledger = openLedger();
  ledger.deferOrder(buildDeferral(1));
  const again = { idempotencyKey: "key-1" };
  assert.deepEqual(ledger.deferOrder(buildDeferral(2, again, again)), {
    outcome: "existing",
    orderNumber: numberOrder(1),
    isToVoid: false,
    levels: [],
  });
  ledger.beginOrder(buildStart(3));
  const third = ledger.deferOrder(buildDeferral(3, again, again));
  assert.deepEqual([third.outcome, "isToVoid" in third && third.isToVoid], ["existing", true]);
  assert.equal(ledger.readStock(), 7);
  assert.deepEqual(ledger.listVoidsDue({ limit: 10 }), [{ orderNumber: numberOrder(3) }]);
});

test("what is sold out or a voucher that is used up is refused, and nothing is taken", () => {
  const ledger = openLedger();
  const demands = [{ productId: "toys-01", quantity: 10 }];
  assert.deepEqual(ledger.deferOrder(buildDeferral(1, {}, { demands })), {
    outcome: "sold-out",
    productIds: ["toys-01"],
  });
  const withVoucher = { voucherCode: "DEAL10", discountCents: 500 };
  assert.equal(ledger.deferOrder(buildDeferral(2, withVoucher, { voucher })).outcome, "deferred");
  assert.deepEqual(ledger.deferOrder(buildDeferral(3, withVoucher, { voucher })), {
    outcome: "voucher-refused",
    because: "cap",
  });
  assert.deepEqual(ledger.countStates(null), { deferred: 1 });
  assert.equal(ledger.readStock(), 7);
});

test("it is completed once: placed with its payment, its customer told, its token gone", () => {
  const ledger = openLedger();
  const withVoucher = { voucherCode: "DEAL10", discountCents: 500 };
  ledger.deferOrder(buildDeferral(1, withVoucher, { voucher }));
  assert.deepEqual(ledger.read("SELECT state FROM voucher_uses"), [{ state: "reserved" }]);
  const completion = { orderNumber: numberOrder(1), paymentId: "pay_1", atMs: 9_000 };
  assert.equal(ledger.completeDeferral(completion), "placed");
  assert.equal(ledger.completeDeferral(completion), "gone");
  const story = ledger.readOrderStory({ orderNumber: numberOrder(1) });
  assert.deepEqual([story?.order.state, story?.order.paymentId, story?.order.placedAtMs], ["placed", "pay_1", 1_001]);
  assert.deepEqual(
    story?.events.map(({ kind, detail }) => [kind, detail]),
    [
      ["deferred", null],
      ["placed", "pay_1"],
    ],
  );
  assert.deepEqual(
    story?.messages.map(({ subject }) => subject),
    [`Your order ${numberOrder(1)} is confirmed`],
  );
  assert.deepEqual(ledger.read("SELECT taken_at_ms, due_at_ms, completed_at_ms, card_token FROM deferrals"), [
    { taken_at_ms: 1_001, due_at_ms: 3_601_001, completed_at_ms: 9_000, card_token: null },
  ]);
  assert.deepEqual(ledger.read("SELECT state FROM voucher_uses"), [{ state: "used" }]);
  assert.deepEqual(
    ledger.listUncaptured({ limit: 10 }).map(({ paymentId }) => paymentId),
    ["pay_1"],
  );
});

test("after its deadline it cannot be completed any more", () => {
  const ledger = openLedger();
  ledger.deferOrder(buildDeferral(1));
  const completion = { orderNumber: numberOrder(1), paymentId: "pay_1" };
  assert.equal(ledger.completeDeferral({ ...completion, atMs: 3_601_002 }), "late");
  assert.deepEqual(ledger.listOverdueDeferrals({ nowMs: 3_601_000, limit: 10 }), []);
  assert.deepEqual(ledger.listOverdueDeferrals({ nowMs: 3_601_001, limit: 10 }), [numberOrder(1)]);
  assert.equal(ledger.completeDeferral({ ...completion, atMs: 3_601_001 }), "placed");
  assert.deepEqual(ledger.listOverdueDeferrals({ nowMs: 9_000_000, limit: 10 }), []);
});

test("cancelling one before it is completed gives stock and voucher back, owes a void, and it is never completed", () => {
  const ledger = openLedger();
  const withVoucher = { voucherCode: "DEAL10", discountCents: 500 };
  ledger.deferOrder(buildDeferral(1, withVoucher, { voucher }));
  const { cancelled, refunds, voids } = ledger.cancel(1);
  assert.deepEqual([cancelled, refunds, voids], [1, [], [numberOrder(1)]]);
  assert.equal(ledger.completeDeferral({ orderNumber: numberOrder(1), paymentId: "pay_1", atMs: 9_000 }), "gone");
  assert.equal(ledger.readStock(), 9);
  assert.deepEqual(ledger.read("SELECT * FROM voucher_uses"), []);
  assert.deepEqual(ledger.read("SELECT completed_at_ms, card_token FROM deferrals"), [
    { completed_at_ms: null, card_token: null },
  ]);
  assert.deepEqual(ledger.listVoidsDue({ limit: 10 }), [{ orderNumber: numberOrder(1) }]);
  const [message] = ledger.readOrderStory({ orderNumber: numberOrder(1) })?.messages ?? [];
  assert.match(message?.body ?? "", /a test\. You are not charged;/);
  assert.equal(ledger.deferOrder(buildDeferral(2, withVoucher, { voucher })).outcome, "deferred");
});

test("the oldest stands first, and what is completed or cancelled is not listed", () => {
  const ledger = openLedger();
  for (const index of [3, 1, 4, 2]) {
    const line = { lines: [], placedAtMs: 1_000 + index };
    ledger.deferOrder(buildDeferral(index, line, { demands: [] }));
  }
  ledger.completeDeferral({ orderNumber: numberOrder(2), paymentId: "pay_2", atMs: 9_000 });
  ledger.cancel(3);
  assert.deepEqual(
    ledger.listDeferrals({ limit: 10 }).map(({ orderNumber, card }) => [orderNumber, card]),
    [
      [numberOrder(1), "tok_secret_1"],
      [numberOrder(4), "tok_secret_4"],
    ],
  );
  assert.equal(ledger.countDeferrals(null), 2);
});

test("a row whose order is not deferred any more is none that waits, and asking to complete it takes its token away", () => {
  const ledger = openLedger();
  ledger.deferOrder(buildDeferral(1));
  ledger.changeOrders({ orderNumbers: [numberOrder(1)], kind: "placed", atMs: 2_000, detail: "pay_1" });
  assert.equal(ledger.countDeferrals(null), 0);
  assert.deepEqual(ledger.listDeferrals({ limit: 10 }), []);
  assert.deepEqual(ledger.listOverdueDeferrals({ nowMs: 9_000_000, limit: 10 }), []);
  assert.equal(ledger.completeDeferral({ orderNumber: numberOrder(1), paymentId: "pay_1", atMs: 9_000 }), "gone");
  assert.deepEqual(ledger.read("SELECT completed_at_ms, card_token FROM deferrals"), [
    { completed_at_ms: null, card_token: null },
  ]);
});
