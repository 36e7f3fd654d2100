import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { CustomerEnd, CustomerHistory } from "../record/customer-history.ts";
import type { RehearsedMoney } from "../record/drill-result.ts";
import { listValueAssumptions, valueCustomers } from "./customer-value.ts";
import { buildAttempt, buildCustomer, buildFailure, buildOrder, cleanBooks, emptyBooks } from "./history.fixture.ts";
import { computeMoney } from "./money.ts";

const nothing: RehearsedMoney = {
  counterfactualCents: 0,
  soldCents: 0,
  lostCents: 0,
  regainedCents: 0,
  netLossCents: 0,
  defectedCents: 0,
  damageCents: 0,
};

describe("money", () => {
  it("is sold, raw and weighted, for a customer who bought at the first visit", () => {
    assert.deepEqual(computeMoney([buildCustomer()], cleanBooks, "USD"), {
      ...nothing,
      currency: "USD",
      counterfactualCents: 2_600_000,
      soldCents: 2_600_000,
      rehearsed: { ...nothing, counterfactualCents: 5200, soldCents: 5200 },
    });
  });

  it("is lost and regained for a customer who bought at a later visit", () => {
    const returned = buildCustomer({
      attempts: [buildFailure({ key: "key-0" }), buildAttempt({ visit: 2, attempt: 2 })],
    });
    const { rehearsed } = computeMoney([returned], cleanBooks, "USD");
    assert.deepEqual(rehearsed, {
      ...nothing,
      counterfactualCents: 5200,
      soldCents: 5200,
      lostCents: 5200,
      regainedCents: 5200,
    });
  });

  it("is lost for good, and defected, for a customer who went to a competitor", () => {
    const gone = buildCustomer({ attempts: [buildFailure()], seenCents: 4000, end: "competitor" });
    const { rehearsed } = computeMoney([gone], emptyBooks, "USD");
    assert.deepEqual(rehearsed, {
      ...nothing,
      counterfactualCents: 4000,
      lostCents: 4000,
      netLossCents: 4000,
      defectedCents: 4000,
    });
  });

  it("leaves out customers who are not in the counterfactual, and cancelled orders", () => {
    assert.deepEqual(computeMoney([buildCustomer({ buys: false })], cleanBooks, "USD").rehearsed, nothing);
    const books = { ...cleanBooks, orders: [buildOrder({ state: "cancelled" as const })] };
    assert.equal(computeMoney([buildCustomer()], books, "USD").soldCents, 0);
  });

  it("sells an order that timed out for the customer and is in the books, at the visit of that attempt", () => {
    const timedOut = buildCustomer({ attempts: [buildFailure({ outcome: "timeout" })] });
    assert.equal(computeMoney([timedOut], cleanBooks, "USD").rehearsed.soldCents, 5200);
    assert.equal(computeMoney([timedOut], cleanBooks, "USD").rehearsed.lostCents, 0);
  });

  it("takes what customers were shown when there are no books", () => {
    assert.equal(computeMoney([buildCustomer()], null, "USD").rehearsed.soldCents, 5200);
  });

  it("gives an order whose key nobody used to the customer who was shown its number", () => {
    const books = { ...cleanBooks, orders: [buildOrder({ key: "other" })] };
    assert.equal(computeMoney([buildCustomer()], books, "USD").rehearsed.soldCents, 5200);
  });
});

describe("value of an order that was not placed", () => {
  it("is the last total seen, else the price list, else the mean of sold baskets, else nothing", () => {
    const lost = (customer: number, changes: Partial<CustomerHistory>) =>
      buildCustomer({ customer, attempts: [], end: "gave-up", seenCents: null, ...changes });
    const histories = [
      buildCustomer(),
      lost(2, { seenCents: 100, listCents: 200 }),
      lost(3, { listCents: 200 }),
      lost(4, {}),
    ];
    const valued = valueCustomers(histories, cleanBooks);
    assert.deepEqual(
      valued.map(({ valueCents, valuedBy }) => [valueCents, valuedBy]),
      [
        [5200, "sold"],
        [100, "seen"],
        [200, "listed"],
        [5200, "mean-of-sold"],
      ],
    );
    assert.equal(valueCustomers([lost(4, {})], emptyBooks)[0]?.valueCents, 0);
  });

  it("is an assumption where it is the mean of sold baskets, and where it would have been bought", () => {
    const unseen = (customer: number, changes: Partial<CustomerHistory> = {}) =>
      buildCustomer({ customer, attempts: [], end: "gave-up", seenCents: null, ...changes });
    const list = (...histories: CustomerHistory[]) =>
      listValueAssumptions(valueCustomers([buildCustomer(), ...histories], cleanBooks), "EUR");
    const [assumption, ...others] = list(unseen(2), unseen(3), unseen(4, { seenCents: 100 }));
    assert.deepEqual(others, []);
    assert.deepEqual([assumption?.id, assumption?.value, assumption?.unit], ["mean-basket-value", 52, "EUR"]);
    assert.match(assumption?.why ?? "", /^2 of 4 rehearsed customers/);
    assert.deepEqual(list(unseen(2, { listCents: 200 })), []);
    assert.deepEqual(list(unseen(2, { buys: false })), []);
  });
});

describe("laws of money", () => {
  const ends: CustomerEnd[] = ["bought", "competitor", "gave-up", "unfinished"];
  const story = fc.record({
    weight: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.1, max: 1000, noNaN: true })),
    buys: fc.boolean(),
    end: fc.constantFrom(...ends),
    seenCents: fc.option(fc.nat(100_000)),
    listCents: fc.option(fc.nat(100_000)),
    orders: fc.array(fc.record({ visit: fc.integer({ min: 1, max: 3 }), cents: fc.nat(100_000), ok: fc.boolean() }), {
      maxLength: 3,
    }),
  });

  const buildDrill = (stories: readonly (typeof story extends fc.Arbitrary<infer T> ? T : never)[]) => {
    const histories = stories.map(({ orders, ...changes }, customer) =>
      buildCustomer({
        ...changes,
        customer,
        attempts: orders.map(({ visit, ok }, index) => {
          const key = `key-${customer}-${index}`;
          return ok
            ? buildAttempt({ key, visit, orderNumber: `A-${customer}-${index}` })
            : buildFailure({ key, visit });
        }),
      }),
    );
    const bookOrders = stories.flatMap(({ orders }, customer) =>
      orders.flatMap(({ ok, cents }, index) =>
        ok
          ? [buildOrder({ orderNumber: `A-${customer}-${index}`, key: `key-${customer}-${index}`, totalCents: cents })]
          : [],
      ),
    );
    return { histories, books: { orders: bookOrders, payments: [] } };
  };

  const assertIdentities = (money: RehearsedMoney) => {
    assert.equal(money.netLossCents, money.lostCents - money.regainedCents);
    assert.equal(money.netLossCents, money.counterfactualCents - money.soldCents);
    assert.ok(money.regainedCents <= money.lostCents);
    assert.ok(money.defectedCents <= money.netLossCents);
    for (const cents of Object.values(money))
      if (typeof cents === "number") assert.ok(Number.isInteger(cents) && cents >= 0);
  };

  it("hold exactly, raw and at full scale: net loss = lost − regained = counterfactual − sold", () => {
    fc.assert(
      fc.property(fc.array(story, { maxLength: 12 }), (stories) => {
        const { histories, books } = buildDrill(stories);
        for (const held of [books, null]) {
          const money = computeMoney(histories, held, "EUR");
          assertIdentities(money);
          assertIdentities(money.rehearsed);
        }
      }),
    );
  });

  it("weigh exactly: with one whole weight full scale is the raw figure times the weight", () => {
    fc.assert(
      fc.property(fc.array(story, { maxLength: 12 }), fc.integer({ min: 1, max: 1000 }), (stories, weight) => {
        const { histories, books } = buildDrill(stories.map((one) => ({ ...one, weight })));
        const money = computeMoney(histories, books, "EUR");
        assert.equal(money.counterfactualCents, money.rehearsed.counterfactualCents * weight);
        assert.equal(money.defectedCents, money.rehearsed.defectedCents * weight);
      }),
    );
  });
});
