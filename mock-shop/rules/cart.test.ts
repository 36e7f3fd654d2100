import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addToCart, type CartLine, priceCart, removeFromCart, subtractFromCart } from "./cart.ts";
import { buildCatalogue } from "./catalogue.ts";

const catalogue = buildCatalogue(1);
const productIds = [...catalogue.productsById.keys()];
const additions = fc.array(
  fc.record({ productId: fc.constantFrom(...productIds), quantity: fc.integer({ min: 1, max: 10 }) }),
);

function fill(wanted: readonly CartLine[]): readonly CartLine[] {
  let lines: readonly CartLine[] = [];
  for (const { productId, quantity } of wanted) {
    const change = addToCart(lines, productId, quantity, 10);
    if ("lines" in change) lines = change.lines;
  }
  return lines;
}

test("adding an article twice makes one line", () => {
  const lines = fill([
    { productId: "toys-01", quantity: 2 },
    { productId: "home-01", quantity: 1 },
    { productId: "toys-01", quantity: 3 },
  ]);
  assert.deepEqual(lines, [
    { productId: "toys-01", quantity: 5 },
    { productId: "home-01", quantity: 1 },
  ]);
});

test("an eleventh of one article and a twenty-first article are refused", () => {
  assert.deepEqual(addToCart([{ productId: "toys-01", quantity: 9 }], "toys-01", 2, 99), {
    problem: "at most 10 of one article fit into a cart",
  });
  const full = productIds.slice(0, 20).map((productId) => ({ productId, quantity: 1 }));
  assert.deepEqual(addToCart(full, productIds[20] as string, 1, 99), {
    problem: "at most 20 articles fit into a cart",
  });
});

test("what is left can be put in, and not one more, counting what is in already", () => {
  const lines = [{ productId: "toys-01", quantity: 2 }];
  assert.deepEqual(addToCart(lines, "toys-01", 1, 3), { lines: [{ productId: "toys-01", quantity: 3 }] });
  assert.deepEqual(addToCart(lines, "toys-01", 2, 3), { problem: "only 3 left, and your cart holds 2" });
  assert.deepEqual(addToCart([], "toys-01", 4, 3), { problem: "only 3 left" });
});

test("the total is the sum of catalogue prices, whatever was added", () => {
  fc.assert(
    fc.property(additions, (wanted) => {
      const lines = fill(wanted);
      const cart = priceCart(lines, catalogue);
      const expected = lines.reduce(
        (sum, line) => sum + line.quantity * (catalogue.productsById.get(line.productId)?.priceCents ?? Number.NaN),
        0,
      );
      assert.equal(cart.totalCents, expected);
      assert.ok(lines.every((line) => line.quantity >= 1 && line.quantity <= 10) && lines.length <= 20);
    }),
  );
});

test("an article that is gone from the catalogue is neither shown nor charged", () => {
  assert.deepEqual(priceCart([{ productId: "gone", quantity: 3 }], catalogue), {
    lines: [],
    subtotalCents: 0,
    discountCents: 0,
    voucherCode: null,
    totalCents: 0,
  });
});

test("taking away what was ordered leaves an empty cart, and only later additions otherwise", () => {
  fc.assert(
    fc.property(additions, (wanted) => {
      const lines = fill(wanted);
      assert.deepEqual(subtractFromCart(lines, lines), []);
    }),
  );
  const left = subtractFromCart([{ productId: "toys-01", quantity: 3 }], [{ productId: "toys-01", quantity: 1 }]);
  assert.deepEqual(left, [{ productId: "toys-01", quantity: 2 }]);
});

test("removing takes the whole line", () => {
  assert.deepEqual(removeFromCart([{ productId: "toys-01", quantity: 3 }], "toys-01"), []);
});

test("a discount takes off at most the subtotal: total = subtotal - discount, and never below 0", () => {
  const productIds = [...catalogue.productsById.keys()];
  const line = fc.record({ productId: fc.constantFrom(...productIds), quantity: fc.integer({ min: 1, max: 10 }) });
  const grant = fc.option(fc.record({ code: fc.constant("DEAL10"), discountCents: fc.nat(10_000_000) }), {
    nil: undefined,
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), grant, (lines, given) => {
      const cart = priceCart(lines, catalogue, given);
      const subtotalCents = cart.lines.reduce((sum, { unitCents, quantity }) => sum + unitCents * quantity, 0);
      assert.equal(cart.subtotalCents, subtotalCents);
      assert.equal(cart.totalCents, cart.subtotalCents - cart.discountCents);
      assert.ok(cart.totalCents >= 0);
      assert.equal(cart.discountCents, Math.min(given?.discountCents ?? 0, subtotalCents));
      assert.equal(cart.voucherCode === null, cart.discountCents === 0);
    }),
  );
});
