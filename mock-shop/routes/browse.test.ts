import assert from "node:assert/strict";
import { test } from "node:test";
import { Customer, readPageKind } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";

const readHrefs = (body: string, kind: string) =>
  [...body.matchAll(new RegExp(`data-link="${kind}"[^>]* href="([^"]+)"`, "g"))].map(([, href]) => href);

test("the home page lists each of the 12 categories once, and every category its 18 articles", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const categories = readHrefs((await customer.get("/")).body, "category");
  assert.equal(new Set(categories).size, 12);
  assert.equal(categories.length, 12);
  const products: (string | undefined)[] = [];
  for (const href of categories) products.push(...readHrefs((await customer.get(href ?? "")).body, "product"));
  assert.equal(products.length, 216);
  assert.equal(new Set(products).size, 216);
});

test("pages are small: an article within 3.5 KB, a category within 9", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  for (const { slug, products } of shop.parts.catalogue.categories) {
    assert.ok((await customer.get(`/category/${slug}`)).rawPayload.length < 9_000, slug);
    for (const { id } of products) assert.ok((await customer.get(`/product/${id}`)).rawPayload.length < 3_500, id);
  }
});

test("an article says whether it is in stock, how few are left, or that it is sold out", async () => {
  await using provider = await startScriptedProvider();
  const stock = { "toys-01": 0, "toys-02": 4, "toys-03": 5 };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { stock } });
  const customer = new Customer(shop.storefront);
  const read = async (id: string) => (await customer.get(`/product/${id}`)).body;
  assert.match(await read("toys-01"), />Sold out</);
  assert.doesNotMatch(await read("toys-01"), /<form class="add"/);
  assert.match(await read("toys-02"), />Only 4 left</);
  assert.equal((await read("toys-02")).match(/<option value="\d+">/g)?.length, 4);
  assert.match(await read("toys-03"), />In stock</);
  assert.equal((await read("toys-04")).match(/<option value="\d+">/g)?.length, 10);
  const shelf = (await customer.get("/category/toys")).body;
  assert.equal(shelf.match(/<em>Sold out<\/em>/g)?.length, 1);
  assert.equal(shelf.match(/<em>Only 4 left<\/em>/g)?.length, 1);
  shop.parts.stock.update([{ productId: "toys-04", available: 2, version: 1_000_000 }]);
  assert.match(await read("toys-04"), />Only 2 left</);
  assert.match((await customer.get("/category/toys")).body, /<em>Only 2 left<\/em>/);
});

test("an offer shows its earlier price crossed out, and costs its price of now", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const page = (await customer.get("/product/offers-01")).body;
  const product = shop.parts.catalogue.productsById.get("offers-01");
  assert.match(page, new RegExp(`data-price-cents="${product?.priceCents}"`));
  assert.match(page, new RegExp(`before </span>\\$${(product?.earlierPriceCents ?? 0) / 100}</del>`));
});

test("the home page tells a voucher with its terms, while it is valid", async () => {
  await using provider = await startScriptedProvider();
  const clock = new ManualClock();
  const voucher = {
    code: "SPRING5",
    discountCents: 500,
    eligibleCategories: ["toys", "books"],
    minimumBasketCents: 2_000,
    capPerAccount: 3,
    promotionBudgetCents: null,
    fromMinute: 1,
    untilMinute: 2,
  };
  const configuration = { vouchers: [voucher], pace: 1 };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration });
  const read = async () => (await shop.storefront.inject("/")).body.replaceAll(/<[^>]+>/g, "");
  assert.doesNotMatch(await read(), /SPRING5/);
  clock.advance(60_000);
  assert.match(
    await read(),
    /\$5\.00 off with SPRING5\nType the code into your cart\. It needs an article of Toys or Books and a basket of \$20\.00 or more\. At most 3 times per customer\./,
  );
  clock.advance(60_000);
  assert.doesNotMatch(await read(), /SPRING5/);
});

test("the department of a page is marked in the row of departments, and leads back from it", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const read = async (url: string) => {
    const { body } = await shop.storefront.inject(url);
    const crumbs = /<ol class="crumbs">(.*?)<\/ol>/.exec(body)?.[1] ?? "";
    return [
      [...body.matchAll(/aria-current="true">([^<]*)</g)].map(([, name]) => name),
      [...crumbs.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
    ];
  };
  assert.deepEqual(await read("/"), [[], []]);
  assert.deepEqual(await read("/category/garden"), [["Garden"], ["/"]]);
  assert.deepEqual(await read("/product/garden-01"), [["Garden"], ["/", "/category/garden"]]);
  assert.deepEqual(await read("/search?q=rake"), [[], ["/"]]);
});

test("the header counts the articles in the cart, and a page of trouble does not ask", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  assert.doesNotMatch((await customer.get("/")).body, /Cart <b>/);
  await customer.post("/cart/items", { product: "toys-01", quantity: "2" });
  await customer.post("/cart/items", { product: "home-01", quantity: "3" });
  for (const url of ["/", "/product/toys-01", "/cart", "/track"])
    assert.match((await customer.get(url)).body, /Cart <b>5<span class="sr"> articles/, url);
  assert.doesNotMatch((await customer.get("/nowhere")).body, /Cart <b>/);
});

test("a search finds articles, turns pages and says when nothing matches", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const [first] = shop.parts.catalogue.categories[0]?.products ?? [];
  const one = await customer.get(`/search?q=${encodeURIComponent(first?.name ?? "")}`);
  assert.equal(readPageKind(one), "search");
  assert.ok(readHrefs(one.body, "product").includes(`/product/${first?.id}`));
  const many = (await customer.get("/search?q=o")).body;
  const found = Number(/(\d+) articles for/.exec(many)?.[1]);
  assert.ok(found > 24, `${found}`);
  assert.equal(readHrefs(many, "product").length, 24);
  assert.match(many, /rel="next" href="\/search\?q=o&amp;page=2">Next page</);
  const last = Math.ceil(found / 24);
  const end = (await customer.get(`/search?q=o&page=${last}`)).body;
  assert.equal(readHrefs(end, "product").length, found - 24 * (last - 1));
  assert.doesNotMatch(end, /Next page/);
  const none = await customer.get("/search?q=unicorn");
  assert.equal(none.statusCode, 200);
  assert.match(none.body, /No article matches “unicorn”/);
  assert.match((await customer.get("/search?q=")).body, /Type what you are looking for/);
  assert.match((await customer.get("/search")).body, /Type what you are looking for/);
});

test("a search for nonsense is refused or finds nothing, and is text on the page", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  for (const [query, status] of [
    [`q=${"x".repeat(81)}`, 400],
    ["q=a&q=b", 400],
    ["q[x]=lamp", 200],
    ["q=lamp&page=99", 404],
    ["q=lamp&page=0", 404],
    ["q=lamp&page=1e1", 404],
    ["q=lamp&page=1&page=1", 404],
    ["q=%ff", 200],
  ] as const) {
    assert.equal((await customer.get(`/search?${query}`)).statusCode, status, query);
  }
  const nasty = await customer.get(`/search?q=${encodeURIComponent(`"><script>alert(1)</script>`)}`);
  assert.doesNotMatch(nasty.body, /<script/);
  assert.match(nasty.body, /value="&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;"/);
});
