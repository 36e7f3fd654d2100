import assert from "node:assert/strict";
import { test } from "node:test";
import type { FastifyInstance } from "fastify";
import { Customer, readPageKind } from "../testing/customer.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";

/** Somebody's order, from a browser of their own. */
async function placeOrder(storefront: FastifyInstance): Promise<string> {
  const customer = new Customer(storefront);
  const placed = await customer.order(await customer.fillCheckout());
  return String(placed.headers.location).split("/")[2] ?? "";
}

test("who knows number and e-mail of an order sees it in another browser", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const orderNumber = await placeOrder(shop.storefront);
  const guest = new Customer(shop.storefront);
  assert.equal((await guest.get(`/orders/${orderNumber}`)).statusCode, 404);
  const fields = { orderNumber: ` ${orderNumber.toLowerCase()} `, email: "ADA@example.com " };
  const found = await guest.post("/track", fields);
  assert.equal(found.statusCode, 303);
  assert.equal(found.headers.location, `/orders/${orderNumber}`);
  assert.equal(readPageKind(await guest.get(`/orders/${orderNumber}`)), "order-status");
});

test("a wrong pair is answered as an order that does not exist, and opens nothing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const orderNumber = await placeOrder(shop.storefront);
  const guest = new Customer(shop.storefront);
  const ask = async (fields: Record<string, string>) => {
    const answer = await guest.post("/track", fields);
    assert.equal(answer.statusCode, 404);
    assert.equal(answer.headers["set-cookie"], undefined);
    return answer.body.replaceAll(fields.orderNumber ?? "", "NUMBER").replaceAll(fields.email ?? "", "EMAIL");
  };
  const wrong = await ask({ orderNumber, email: "eve@example.com" });
  assert.equal(wrong, await ask({ orderNumber: "T-AAAA-000001", email: "ada@example.com" }));
  assert.equal(wrong, await ask({ orderNumber: "DROP TABLE", email: "ada@example.com" }));
  assert.equal((await guest.get(`/orders/${orderNumber}`)).statusCode, 404);
});

test("what is missing is told beside its field", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const guest = new Customer(shop.storefront);
  assert.equal((await guest.get("/track")).statusCode, 200);
  for (const fields of [{}, { orderNumber: "T-AAAA-000001" }, { email: "a@b.de" }, { orderNumber: " ", email: " " }]) {
    const refused = await guest.post("/track", fields as Record<string, string>);
    assert.equal(refused.statusCode, 422);
    assert.equal(readPageKind(refused), "track");
    assert.match(refused.body, /aria-invalid="true"/);
  }
});
