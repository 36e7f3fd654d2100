// The assumed value of an order against the shop that is drilled: its prices, and the baskets customers want.
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildCatalogue, meanPriceCents } from "../../mock-shop/rules/catalogue.ts";
import { incidents } from "../../scenarios/catalogue.ts";

for (const { name, customers, assumptions, currency } of incidents) {
  test(`${name} assumes the order value that its baskets have at the shop's mean price`, () => {
    const assumed = assumptions.find(({ id }) => id === "average-order-value");
    const [one, two, three] = customers.basketSizeShares;
    const cents = (one + 2 * two + 3 * three) * meanPriceCents;
    assert.equal(assumed?.unit, currency);
    assert.ok(Math.abs((assumed?.value ?? 0) * 100 - cents) < 0.5, `${assumed?.value} and ${cents}`);
  });
}

test("the shop's articles have the mean price that it states, within 2 %", () => {
  const { categories } = buildCatalogue(1);
  const prices = categories.flatMap(({ products }) => products.map(({ priceCents }) => priceCents));
  const mean = prices.reduce((sum, cents) => sum + cents, 0) / prices.length;
  assert.ok(Math.abs(mean / meanPriceCents - 1) < 0.02, `${mean}`);
});
