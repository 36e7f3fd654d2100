import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Catalogue, Product } from "./catalogue.ts";
import { buildCatalogue } from "./catalogue.ts";
import { buildSearch, cutPage } from "./search.ts";

function buildShelf(...names: readonly string[]): Catalogue {
  const products = names.map(
    (name, index): Product => ({
      id: `kitchen-${index + 1}`,
      name,
      categorySlug: "kitchen",
      kind: "physical",
      priceCents: 999,
      earlierPriceCents: null,
      says: "",
    }),
  );
  return { categories: [{ slug: "kitchen", name: "Kitchen", says: "", products }], productsById: new Map() };
}

const search = buildSearch(buildShelf("Oak Pepper Mill", "Copper Tea Kettle", "Crème Café Glass", "Tea Towels"));
const find = (query: string) => search(query).map(({ name }) => name);

test("every word of the query must be in the article's name or its category", () => {
  assert.deepEqual(find("tea"), ["Copper Tea Kettle", "Tea Towels"]);
  assert.deepEqual(find("tea copper"), ["Copper Tea Kettle"]);
  assert.deepEqual(find("tea oak"), []);
  assert.deepEqual(find("kitchen mill"), ["Oak Pepper Mill"]);
});

test("case, accents, punctuation, endings and plurals do not matter; the inside of a word does", () => {
  assert.deepEqual(find("  KETTLES, tea! "), ["Copper Tea Kettle"]);
  assert.deepEqual(find("cafe creme"), ["Crème Café Glass"]);
  assert.deepEqual(find("Cafe\u0301"), ["Crème Café Glass"]);
  assert.deepEqual(find("pep"), ["Oak Pepper Mill"]);
  assert.deepEqual(find("epper"), []);
});

test("a query without words finds nothing", () => {
  for (const query of ["", "   ", "&%$", "\u0000"]) assert.deepEqual(find(query), [], query);
});

test("only the first 80 characters and 8 words are searched for", () => {
  assert.deepEqual(find(`tea${" ".repeat(77)}oak`), ["Copper Tea Kettle", "Tea Towels"]);
  assert.deepEqual(find(`${"tea ".repeat(8)}oak`), ["Copper Tea Kettle", "Tea Towels"]);
  assert.deepEqual(find(`${"tea ".repeat(7)}oak`), []);
});

test("every article is found by its own name", () => {
  const catalogue = buildCatalogue(7);
  const searchAll = buildSearch(catalogue);
  for (const product of catalogue.productsById.values()) assert.ok(searchAll(product.name).includes(product));
});

test("no query throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (query) => Array.isArray(search(query))));
});

test("results are cut into pages of 24, and there is no page beyond the last", () => {
  const found = [...buildCatalogue(7).productsById.values()].slice(0, 49);
  assert.deepEqual(
    [1, 2, 3].map((page) => cutPage(found, page)?.products.map(({ id }) => found.findIndex((one) => one.id === id))[0]),
    [0, 24, 48],
  );
  assert.equal(cutPage(found, 3)?.products.length, 1);
  assert.equal(cutPage(found, 1)?.pages, 3);
  assert.equal(cutPage(found, 4), null);
  assert.equal(cutPage(found, 0), null);
  assert.deepEqual(cutPage([], 1), { products: [], pages: 1 });
  assert.equal(cutPage(found.slice(0, 24), 1)?.pages, 1);
});
