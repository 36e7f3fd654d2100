import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chooseCategory, chooseProduct } from "./choose-link.ts";

const departments = ["toys", "offers", "home", "own-brand"].map((slug) => ({
  href: `/category/${slug}`,
  priceCents: null,
}));

describe("a department", () => {
  it("is the one at the rank, or the one that is named", () => {
    assert.equal(chooseCategory(departments, { category: 0.3, product: 0 }), "/category/offers");
    assert.equal(chooseCategory(departments, { category: 0.9, product: 0, from: "offers" }), "/category/offers");
    assert.equal(chooseCategory([], { category: 0.3, product: 0 }), null);
  });

  it("is none of those that the customer keeps outside, at any rank, and any of the others", () => {
    const ranks = Array.from({ length: 100 }, (_, rank) => rank / 100);
    const chosen = ranks.map((category) => chooseCategory(departments, { category, product: 0, outside: ["offers"] }));
    assert.deepEqual(new Set(chosen), new Set(["/category/toys", "/category/home", "/category/own-brand"]));
  });
});

describe("an article", () => {
  it("is the one at the rank, or at the rank among the three cheapest", () => {
    const prices = [900, 100, 700, 300, 500];
    const links = prices.map((priceCents) => ({ href: `/product/${priceCents}`, priceCents }));
    assert.equal(chooseProduct(links, { category: 0, product: 0 }), "/product/900");
    const cheap = [0, 0.5, 0.99].map((product) => chooseProduct(links, { category: 0, product, cheapest: true }));
    assert.deepEqual(cheap, ["/product/100", "/product/300", "/product/500"]);
  });
});
