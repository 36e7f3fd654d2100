import assert from "node:assert/strict";
import { test } from "node:test";
import { normalizeEmail, parseAddress } from "./address.ts";
import { computeBackoffMs } from "./backoff.ts";
import { isDeclinedCard, isKnownCard, tokenizeCard } from "./card.ts";
import { findMissingStep } from "./checkout-steps.ts";
import { isCrossSite } from "./cross-site.ts";
import { isOrderNumber } from "./order-number.ts";

const address = { email: " A@b.de ", name: "N", street: "S", city: "C", postcode: "123", country: "DE" };

test("an address is trimmed, and every problem is told with its field", () => {
  assert.deepEqual(parseAddress(address), { address: { ...address, email: "A@b.de" } });
  assert.deepEqual(parseAddress({ ...address, email: "nobody", city: "" }), {
    problems: [
      { field: "email", says: "Enter an e-mail address like name@example.com" },
      { field: "city", says: "Enter your city" },
    ],
  });
  assert.deepEqual(parseAddress({ ...address, name: "a\u0000b", street: ["x"], postcode: "12" }), {
    problems: [
      { field: "name", says: "Take the control characters out of your full name" },
      { field: "street", says: "Enter your street and number" },
      { field: "postcode", says: "Your postcode needs at least 3 characters" },
    ],
  });
  assert.deepEqual(parseAddress({ ...address, city: "x".repeat(81) }), {
    problems: [{ field: "city", says: "Shorten your city to 80 characters" }],
  });
});

test("spellings of an e-mail are one account", () => {
  assert.equal(normalizeEmail("  Ada@Example.COM "), "ada@example.com");
});

test("only test cards become tokens, and no token holds the number", () => {
  const card = tokenizeCard("4242 4242-4242 4242");
  assert.deepEqual(card, { token: "tok_visa", brand: "Visa", lastFour: "4242" });
  assert.equal(tokenizeCard("4111111111111112"), undefined);
  assert.equal(tokenizeCard(""), undefined);
  assert.ok(isDeclinedCard(tokenizeCard("4000000000000002")?.token ?? ""));
});

test("the test numbers that people know by heart are taken, each as a card of its own", () => {
  const known = {
    "4111111111111111": ["Visa", "1111"],
    "4012888888881881": ["Visa", "1881"],
    "5105105105105100": ["Mastercard", "5100"],
    "2223003122003222": ["Mastercard", "3222"],
  };
  const tokens = new Set<string>();
  for (const [number, [brand, lastFour]] of Object.entries(known)) {
    const card = tokenizeCard(number);
    assert.deepEqual([card?.brand, card?.lastFour], [brand, lastFour]);
    assert.ok(card && isKnownCard(card.token) && !isDeclinedCard(card.token), number);
    tokens.add(card.token);
  }
  assert.equal(tokens.size, 4);
});

test("a step out of order leads to the first missing one", () => {
  assert.equal(findMissingStep(undefined, "review"), "/cart");
  assert.equal(findMissingStep({ cart: [], address, card: 1 }, "address"), "/cart");
  assert.equal(findMissingStep({ cart: [1], address: undefined, card: undefined }, "address"), undefined);
  assert.equal(findMissingStep({ cart: [1], address: undefined, card: undefined }, "review"), "/checkout/address");
  assert.equal(findMissingStep({ cart: [1], address, card: undefined }, "review"), "/checkout/payment");
  assert.equal(findMissingStep({ cart: [1], address, card: 1 }, "review"), undefined);
});

test("a changing request from another site is told apart", () => {
  const own = { method: "POST", origin: undefined, host: "shop.test", fetchSite: undefined };
  assert.equal(isCrossSite(own), false);
  assert.equal(isCrossSite({ ...own, origin: "http://shop.test" }), false);
  assert.equal(isCrossSite({ ...own, fetchSite: "same-origin" }), false);
  assert.equal(isCrossSite({ ...own, origin: "http://evil.test" }), true);
  assert.equal(isCrossSite({ ...own, origin: "null" }), true);
  assert.equal(isCrossSite({ ...own, fetchSite: "cross-site" }), true);
  assert.equal(isCrossSite({ ...own, fetchSite: "same-site" }), true);
  assert.equal(isCrossSite({ ...own, method: "GET", fetchSite: "cross-site" }), false);
});

test("only what looks like an order number is looked up", () => {
  assert.ok(isOrderNumber("T-2Z2Z-000123") && isOrderNumber("T-2Z2ZA-100000"));
  for (const text of ["", "T-2Z2Z-12", "T-0Z2Z-000123", "t-2z2z-000123", "T-2Z2Z-000123'"]) {
    assert.equal(isOrderNumber(text), false, text);
  }
});

test("backoff stays below its doubling bound and below the cap", () => {
  assert.equal(computeBackoffMs(0, 0.999), 49);
  assert.equal(computeBackoffMs(2, 0.999), 199);
  assert.equal(computeBackoffMs(50, 0.999), 999);
  assert.equal(computeBackoffMs(9, 0), 0);
});
