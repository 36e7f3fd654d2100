import assert from "node:assert/strict";
import { test } from "node:test";
import { buildCatalogue } from "./catalogue.ts";
import { drawInteger, drawUniform } from "./draw.ts";

const seeds = [1, 2, 3, 42, 2016, 2018, -5, 123_456_789];

test("the catalogue comes from the seed alone", () => {
  assert.deepEqual(buildCatalogue(42), buildCatalogue(42));
  assert.notDeepEqual(buildCatalogue(42).categories, buildCatalogue(43).categories);
});

test("every catalogue has 216 articles in 12 categories of 18, each with a name of its own", () => {
  for (const seed of seeds) {
    const { categories, productsById } = buildCatalogue(seed);
    assert.deepEqual(categories.map(({ slug }) => slug).sort(), [
      "books",
      "clothing",
      "digital",
      "electronics",
      "games",
      "garden",
      "home",
      "kitchen",
      "offers",
      "own-brand",
      "sports",
      "toys",
    ]);
    for (const { slug, products } of categories) assert.equal(products.length, 18, slug);
    assert.equal(productsById.size, 216);
    assert.equal(new Set([...productsById.values()].map(({ name }) => name)).size, 216, `seed ${seed}`);
    for (const { name } of productsById.values()) assert.match(name, /^[A-Z][^*]{4,60}$/);
  }
});

test("games and digital goods need no parcel, everything else does", () => {
  for (const { kind, categorySlug } of buildCatalogue(1).productsById.values()) {
    assert.equal(kind === "digital", categorySlug === "games" || categorySlug === "digital", categorySlug);
  }
});

test("offers cost more before, and nothing else did", () => {
  for (const { earlierPriceCents, priceCents, categorySlug } of buildCatalogue(1).productsById.values()) {
    if (categorySlug !== "offers") assert.equal(earlierPriceCents, null);
    else assert.ok(earlierPriceCents !== null && earlierPriceCents >= priceCents * 1.15, `${priceCents}`);
  }
});

test("the mean price is 3,250 cents within 1 percent, for every seed", () => {
  for (const seed of seeds) {
    const prices = [...buildCatalogue(seed).productsById.values()].map((product) => product.priceCents);
    const mean = prices.reduce((sum, price) => sum + price, 0) / prices.length;
    assert.ok(Math.abs(mean - 3_250) < 32.5, `seed ${seed}: ${mean}`);
    assert.ok(prices.every((price) => Number.isInteger(price) && price >= 199 && price < 25_000));
  }
});

test("a customer's basket of 1 to 3 random articles is worth about 5,200 cents", () => {
  const { categories } = buildCatalogue(1);
  const baskets = 100_000;
  let cents = 0;
  for (let customer = 0; customer < baskets; customer += 1) {
    const draw = drawUniform("size", customer);
    const articles = draw < 0.55 ? 1 : draw < 0.85 ? 2 : 3;
    for (let article = 0; article < articles; article += 1) {
      const products = categories[drawInteger(categories.length, "category", customer, article)]?.products ?? [];
      cents += products[drawInteger(products.length, "product", customer, article)]?.priceCents ?? 0;
    }
  }
  assert.ok(Math.abs(cents / baskets - 5_200) < 100, String(cents / baskets));
});

test("draws are uniform, and depend on every part", () => {
  const draws = Array.from({ length: 20_000 }, (_, index) => drawUniform(1, "test", index));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  assert.ok(Math.abs(mean - 0.5) < 0.01);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const inside = draws.filter((draw) => Math.floor(draw * 10) === tenth).length;
    assert.ok(Math.abs(inside - 2_000) < 200, `${tenth}: ${inside}`);
  }
  assert.notEqual(drawUniform(1, "a", 1), drawUniform(1, "a", 2));
  assert.notEqual(drawUniform(1, "a", 1), drawUniform(2, "a", 1));
});
