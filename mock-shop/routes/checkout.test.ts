import assert from "node:assert/strict";
import { test } from "node:test";
import { anAddress, Customer, readPageKind } from "../testing/customer.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";

const readInputs = (body: string) =>
  [...body.matchAll(/<input id="([^"]+)" name="([^"]+)"[^>]* autocomplete="([^"]+)"/g)]
    .map(([, id, name, token]) => [id, name, token])
    .filter(([id]) => id !== "q");

test("every field of the checkout has a label, and the token by which browsers fill it in", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  const address = (await customer.get("/checkout/address")).body;
  assert.deepEqual(
    readInputs(address).map(([, name, token]) => [name, token]),
    [
      ["email", "email"],
      ["name", "name"],
      ["street", "address-line1"],
      ["postcode", "postal-code"],
      ["city", "address-level2"],
      ["country", "country-name"],
    ],
  );
  await customer.post("/checkout/address", anAddress);
  const payment = (await customer.get("/checkout/payment")).body;
  assert.deepEqual(
    readInputs(payment).map(([, name, token]) => [name, token]),
    [
      ["card", "cc-number"],
      ["expiry", "cc-exp"],
      ["securityCode", "cc-csc"],
    ],
  );
  for (const body of [address, payment])
    for (const [id] of readInputs(body)) assert.match(body, new RegExp(`<label for="${id}">[A-Z]`));
});

test("an address with problems comes back with what was typed, and each problem beside its field", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  const refused = await customer.post("/checkout/address", { ...anAddress, email: "no<body", city: "" });
  assert.equal(refused.statusCode, 422);
  assert.equal(readPageKind(refused), "address");
  assert.match(refused.body, /role="alert" tabindex="-1" autofocus>/);
  assert.match(refused.body, /<li><a href="#email">Enter an e-mail address like name@example\.com<\/a><\/li>/);
  assert.match(refused.body, /<p class="problem" id="city-problem">Enter your city<\/p>/);
  assert.match(
    refused.body,
    /id="email"[^>]* aria-invalid="true" aria-describedby="email-hint email-problem" value="no&lt;body"/,
  );
  assert.match(refused.body, /id="street"[^>]* required value="1 Main Street"/);
  assert.equal((await customer.get("/checkout/payment")).headers.location, "/checkout/address");
});

test("a card that is none of the test cards is refused, and no page holds what was typed", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  await customer.post("/checkout/address", anAddress);
  const refused = await customer.post("/checkout/payment", { card: "4111 1111 1111 1112", securityCode: "987" });
  assert.equal(refused.statusCode, 422);
  assert.equal(readPageKind(refused), "payment");
  assert.match(refused.body, /id="card-problem">Enter a test card number/);
  assert.doesNotMatch(refused.body, /4111|987/);
  assert.equal((await customer.get("/checkout/review")).headers.location, "/checkout/payment");
});

test("expiry and security code are taken, and kept nowhere", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  await customer.post("/checkout/address", anAddress);
  const card = { card: "4242 4242 4242 4242", expiry: "11/39", securityCode: "987" };
  assert.equal((await customer.post("/checkout/payment", card)).headers.location, "/checkout/review");
  assert.doesNotMatch(JSON.stringify(shop.parts.sessions.find(customer.cookie)), /11\/39|987|4242424242424242/);
  assert.match((await customer.get("/checkout/review")).body, /Visa, ending in 4242/);
});

test("the button of the review says what it costs", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout("toys-01", "2");
  const dollars = ((shop.parts.catalogue.productsById.get("toys-01")?.priceCents ?? 0) * 2) / 100;
  assert.match((await customer.get("/checkout/review")).body, new RegExp(`>Place order for \\$${dollars}</button>`));
});

test("a review of nothing to pay names no card", async () => {
  const voucher = {
    code: "FREE",
    discountCents: 1_000_000,
    eligibleCategories: ["toys"],
    minimumBasketCents: 0,
    capPerAccount: 1,
    promotionBudgetCents: null,
    fromMinute: 0,
    untilMinute: null,
  };
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({
    providerOrigin: provider.origin,
    configuration: { vouchers: [voucher] },
  });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout();
  assert.match((await customer.get("/checkout/review")).body, /<dt>Pay with<\/dt>\n<dd>Visa, ending in 4242 /);
  await customer.post("/cart/voucher", { code: "FREE" });
  const { body } = await customer.get("/checkout/review");
  assert.match(body, /<dt>Payment<\/dt>\n<dd>Nothing to pay<\/dd>/);
  assert.doesNotMatch(body, /Pay with|Visa/);
});
