import assert from "node:assert/strict";
import { test } from "node:test";
import { buildCatalogue } from "./catalogue.ts";
import { drawInteger, drawUniform } from "./draw.ts";

const seeds = [1, 2, 3, 42, 2016, 2018, -5, 123_456_789];

test("the catalogue comes from the seed alone", () => {
  assert.deepEqual(buildCatalogue(42), buildCatalogue(42));
  assert.notDeepEqual(buildCatalogue(42).categories, buildCatalogue(43).categories);
});

test("every catalogue has at least 60 articles in 6 categories of 10 or more", () => {
  for (const seed of seeds) {
    const { categories, productsById } = buildCatalogue(seed);
    assert.equal(categories.length, 6);
    assert.ok(productsById.size >= 60);
    for (const { slug, products } of categories) assert.ok(products.length >= 10, slug);
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
      const products = categories[drawInteger(6, "category", customer, article)]?.products ?? [];
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
