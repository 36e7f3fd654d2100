import assert from "node:assert/strict";
import { test } from "node:test";
import { callControl } from "../testing/call-control.ts";
import { type DealShopping, goToReview, windfall } from "../testing/deal-shoppers.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import type { Fault } from "./fault.ts";

const probe = async (shop: TestShop) => (await callControl(shop, "POST", "/control/probe/voucher", {})).json();
const fix = async (shop: TestShop) =>
  (await callControl(shop, "POST", "/control/actions/fix-voucher", { by: "me" })).json().change;
const change = (shop: TestShop) => shop.parts.changes.list().map(({ key, value, says, by }) => [key, value, says, by]);

async function inject(shop: TestShop, kind: string, changes: object = {}): Promise<Fault> {
  const body = { name: kind, kind, share: 1, leaseMs: 60_000, ...changes };
  const response = await callControl(shop, "POST", "/control/faults", body);
  assert.equal(response.statusCode, 201, response.body);
  return shop.parts.faults.find(response.json().id) as Fault;
}

/** An order of these articles with an account of its own. */
async function order(shop: TestShop, products: string[], doing: Pick<DealShopping, "code" | "removes"> = {}) {
  const { customer, key } = await goToReview(shop, { ...doing, products, email: `${crypto.randomUUID()}@example.com` });
  return (await customer.order(key)).statusCode;
}

const trick = { code: "DEAL10", removes: "offers-01" };

test("each stage acts while it is leased, the second before the first, and both before the setting", async () => {
  await using shop = await openTestShop({
    providerOrigin: "http://127.0.0.1:9",
    configuration: { voucherBug: "none" },
  });
  const right = { trickWorks: false, trickWorksByFirstStage: false, worksWithoutCode: false, worksWithCode: true };
  const byTrick = { ...right, trickWorks: true, trickWorksByFirstStage: true };
  assert.deepEqual(await probe(shop), right);
  const kept = await inject(shop, "voucher-kept");
  assert.deepEqual(await probe(shop), byTrick);
  const everyone = await inject(shop, "voucher-everyone");
  assert.deepEqual(await probe(shop), { ...byTrick, worksWithoutCode: true });
  shop.parts.faults.end(everyone);
  assert.deepEqual(await probe(shop), byTrick);
  shop.parts.faults.end(kept);
  assert.deepEqual(await probe(shop), right);
  shop.parts.settings.set("voucher.bug", "everyone", "a test");
  await inject(shop, "voucher-kept");
  assert.deepEqual(await probe(shop), byTrick);
});

test("a probe tells the first stage from the second, which plays the same trick, leased or set", async () => {
  await using shop = await openTestShop({
    providerOrigin: "http://127.0.0.1:9",
    configuration: { voucherBug: "none" },
  });
  const second = { trickWorks: true, trickWorksByFirstStage: false, worksWithoutCode: true, worksWithCode: true };
  const everyone = await inject(shop, "voucher-everyone");
  assert.deepEqual(await probe(shop), second);
  shop.parts.settings.set("voucher.bug", "kept", "a test");
  assert.deepEqual(await probe(shop), { ...second, trickWorksByFirstStage: true });
  shop.parts.faults.end(everyone);
  shop.parts.settings.set("voucher.bug", "everyone", "a test");
  assert.deepEqual(await probe(shop), second);
});

test("a probe tells of the code, also while vouchers are switched off", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  await inject(shop, "voucher-everyone");
  await callControl(shop, "POST", "/control/actions/switch-voucher-off", { by: "me" });
  const seen = { trickWorks: true, trickWorksByFirstStage: false, worksWithoutCode: true, worksWithCode: true };
  assert.deepEqual(await probe(shop), seen);
  assert.equal(shop.parts.settings.get("voucher.isOff"), true);
  assert.equal(shop.parts.changes.list().length, 2);
});

test("a probe leaves no session behind", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  await probe(shop);
  assert.equal(shop.parts.sessions.size, 0);
});

test("it has all orders or none, and nothing to set", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const body = { name: "x", kind: "voucher-kept", share: 0.5, leaseMs: 1_000 };
  const partly = await callControl(shop, "POST", "/control/faults", body);
  assert.deepEqual(
    [partly.statusCode, partly.json().problems],
    [400, ["`share`: expected 1 for voucher-kept, got 0.5"]],
  );
  const withValue = await callControl(shop, "POST", "/control/faults", { ...body, share: 1, value: "kept" });
  assert.equal(withValue.statusCode, 400);
  const fault = await inject(shop, "voucher-kept");
  const wider = await callControl(shop, "PATCH", `/control/faults/${fault.id}`, { name: "less", share: 0.5 });
  assert.equal(wider.statusCode, 400);
  assert.equal(fault.share, 1);
});

test("orders are counted for the stage that gave them a discount which the right code refuses, and no others", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const kept = await inject(shop, "voucher-kept");
  assert.equal(await order(shop, ["offers-01", "toys-01"], trick), 303);
  assert.equal(await order(shop, ["offers-01"], { code: "DEAL10" }), 303);
  assert.equal(await order(shop, ["toys-01"]), 303);
  assert.equal(kept.requestsAffected, 1);
  const everyone = await inject(shop, "voucher-everyone");
  assert.equal(await order(shop, ["own-brand-01"]), 303);
  assert.equal(await order(shop, ["offers-02"]), 303);
  assert.equal(await order(shop, ["offers-01"], { code: "DEAL10" }), 303);
  assert.equal(await order(shop, ["offers-01", "toys-01"], trick), 303);
  assert.deepEqual([kept.requestsAffected, everyone.requestsAffected], [2, 2]);
  shop.parts.faults.end(kept);
  shop.parts.faults.end(everyone);
  assert.equal(await order(shop, ["offers-01", "toys-01"], trick), 303);
  assert.deepEqual([kept.requestsAffected, everyone.requestsAffected], [2, 2]);
});

for (const [held, configuration] of [
  ["by voucher-revalidation", { defences: ["voucher-revalidation"] }],
  ["by a budget that is spent", { defences: ["voucher-budget"], promotionGuard: { budgetCents: 0, usesPerMinute: 9 } }],
] as const)
  test(`an order whose wrong discount is held back ${held} is counted once, however often it is tried`, async () => {
    await using provider = await startScriptedProvider();
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
    const everyone = await inject(shop, "voucher-everyone");
    const { customer, key } = await goToReview(shop, { ...windfall, email: "ada@example.com" });
    assert.equal((await customer.order(key)).statusCode, 409);
    assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
    assert.equal(everyone.requestsAffected, 1);
  });

test("while vouchers are switched off, an order is counted that the bug would give a discount", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const everyone = await inject(shop, "voucher-everyone");
  const { customer, key } = await goToReview(shop, { ...windfall, email: "ada@example.com" });
  await callControl(shop, "POST", "/control/actions/switch-voucher-off", { by: "me" });
  assert.equal((await customer.order(key)).statusCode, 409);
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  assert.equal(everyone.requestsAffected, 1);
  assert.equal(await order(shop, ["own-brand-01"]), 303);
  assert.equal(await order(shop, ["toys-01"]), 303);
  assert.equal(await order(shop, ["offers-01"], { code: "DEAL10" }), 303);
  assert.equal(everyone.requestsAffected, 2);
});

test("an order that is not placed is not counted", async () => {
  await using provider = await startScriptedProvider(() => [404, {}]);
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const everyone = await inject(shop, "voucher-everyone");
  assert.equal(await order(shop, ["own-brand-01", "offers-01"]), 502);
  assert.equal(everyone.requestsAffected, 0);
});

test("mending the voucher ends both stages once: an entry for the deed and one for each fault", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const faults = [await inject(shop, "voucher-kept"), await inject(shop, "voucher-everyone")];
  assert.equal((await fix(shop)).key, "voucher.bug");
  assert.equal(await fix(shop), null);
  assert.deepEqual(
    faults.map(({ state }) => state),
    ["ended", "ended"],
  );
  assert.deepEqual(change(shop).slice(2), [
    ["voucher.bug", "none", "changed", "me"],
    ["voucher-kept", null, "fixed by me", "voucher-kept"],
    ["voucher-everyone", null, "fixed by me", "voucher-everyone"],
  ]);
});
