import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { anAddress, Customer, readPageKind } from "../testing/customer.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { standardVouchers } from "../voucher-configuration.ts";

const [deal] = standardVouchers;

/** Sessions of one account, each with the voucher in its basket, that place their orders at once, over real sockets. */
async function orderAtOnce(shop: TestShop, sessions: number, email = "ada@example.com") {
  const address = shop.storefront.server.address();
  const origin =
    address === null
      ? await shop.storefront.listen({ host: "127.0.0.1", port: 0 })
      : `http://127.0.0.1:${(address as AddressInfo).port}`;
  const customers = await Promise.all(
    Array.from({ length: sessions }, async () => {
      const customer = new Customer(shop.storefront);
      await customer.fillCheckout("offers-01");
      await customer.post("/checkout/address", { ...anAddress, email });
      await customer.post("/cart/voucher", { code: "DEAL10" });
      return { customer, key: await customer.readOrderKey() };
    }),
  );
  const answers = await Promise.all(
    customers.map(async ({ customer, key }) => {
      const headers = { cookie: `till_session=${customer.cookie}` };
      const body = new URLSearchParams({ idempotencyKey: key });
      const response = await fetch(`${origin}/orders`, { method: "POST", headers, body, redirect: "manual" });
      await response.arrayBuffer();
      return response.status;
    }),
  );
  return answers;
}

const countUses = (shop: TestShop) => shop.query("SELECT * FROM voucher_uses").length;
const count = (statuses: readonly number[], wanted: number) => statuses.filter((status) => status === wanted).length;

test("read-then-write: 20 sessions of one account at once beat a cap of 1; one after the other they do not", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const statuses = await orderAtOnce(shop, 20);
  assert.ok(countUses(shop) > 1, `${countUses(shop)} uses`);
  assert.equal(count(statuses, 303), countUses(shop));
  assert.deepEqual(await orderAtOnce(shop, 1), [409]);
});

test("atomic: of 20 sessions of one account at once, exactly one gets the discount", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { voucherCapCheck: "atomic" };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const statuses = await orderAtOnce(shop, 20);
  assert.deepEqual([count(statuses, 303), count(statuses, 409)], [1, 19]);
  assert.equal(countUses(shop), 1);
  assert.equal(provider.calls.filter(({ path }) => path.endsWith("/authorizations")).length, 1);
  assert.equal(shop.query("SELECT * FROM orders WHERE discount_cents > 0").length, 1);
});

test("voucher-cap, switched on while the shop runs: harm before, none after, and it counts what it refused", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { vouchers: [{ ...deal, capPerAccount: 5 }] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const countPlaced = async (email: string) => count(await orderAtOnce(shop, 20, email), 303);
  const placedBefore = await countPlaced("before@example.com");
  assert.ok(placedBefore > 5, `${placedBefore} orders`);
  shop.parts.defences.switchOn("voucher-cap");
  assert.equal(await countPlaced("with@example.com"), 5);
  const [state] = shop.parts.defences.list().filter(({ name }) => name === "voucher-cap");
  assert.deepEqual(state?.counts, { refused: 15 });
  shop.parts.defences.switchOff("voucher-cap");
  shop.parts.settings.set("voucher.capCheck", "off", "a test");
  assert.equal(await countPlaced("off@example.com"), 20);
});

test("the cap is per account: others have theirs", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { defences: ["voucher-cap"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  assert.deepEqual(await orderAtOnce(shop, 1), [303]);
  assert.deepEqual(await orderAtOnce(shop, 1, "ADA@example.com "), [409]);
  assert.deepEqual(await orderAtOnce(shop, 1, "bob@example.com"), [303]);
});

test("who is refused sees why, pays nothing, and can order without the discount", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { voucherCapCheck: "atomic" };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  await orderAtOnce(shop, 1);
  await shop.parts.background.waitUntilSettled(5_000);
  provider.calls.length = 0;
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout("offers-01");
  await customer.post("/cart/voucher", { code: "DEAL10" });
  const refused = await customer.order(await customer.readOrderKey());
  assert.deepEqual([refused.statusCode, readPageKind(refused)], [409, "error"]);
  assert.match(refused.body, /this account has used it as often as it may/);
  assert.equal(provider.calls.length, 0);
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  assert.deepEqual(
    shop.query("SELECT discount_cents FROM orders ORDER BY placed_at_ms").map((row) => row.discount_cents),
    [1_000, 0],
  );
});

test("an order that fails gives its voucher back, so the account can try again", async () => {
  await using provider = await startScriptedProvider(() => [404, {}]);
  const configuration = { voucherCapCheck: "atomic" };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  assert.deepEqual(
    await orderAtOnce(shop, 3),
    [502, 502, 502].map((status, index) => (index === 0 ? status : 409)),
  );
  assert.equal(countUses(shop), 0);
  provider.script = agreeableScript;
  assert.deepEqual(await orderAtOnce(shop, 1), [303]);
});

test("a promotion's budget is kept by parallel orders, whatever the check of the cap", async () => {
  await using provider = await startScriptedProvider();
  const configuration = {
    voucherCapCheck: "off",
    vouchers: [{ ...deal, promotionBudgetCents: 5_500, capPerAccount: 100 }],
  };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const statuses = await orderAtOnce(shop, 20);
  assert.deepEqual([count(statuses, 303), count(statuses, 409)], [5, 15]);
  assert.deepEqual(
    shop.query("SELECT spent_cents FROM promotions").map((row) => row.spent_cents),
    [5_000],
  );
});
