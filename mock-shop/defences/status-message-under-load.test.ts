import assert from "node:assert/strict";
import { test } from "node:test";
import { countStatuses, fillCheckouts, orderTogether } from "../testing/buyers.ts";
import type { Customer } from "../testing/customer.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";

const addresses = ["/", "/category/toys", "/product/toys-01", "/cart", "/checkout/review", "/nowhere"];

/** What each page says at its top; undefined where it says nothing. */
async function readMessages(customer: Customer): Promise<(string | undefined)[]> {
  const pages = await Promise.all(addresses.map((address) => customer.get(address)));
  return pages.map(
    ({ body }) => /<p class="banner" role="status" data-status-message="[a-z-]+">([^<]*)</.exec(body)?.[1],
  );
}

const silence = addresses.map(() => undefined);

for (const defences of [[], ["status-message"]]) {
  const isOn = defences.length > 0;
  const says = isOn ? "with it every page says so, and stops when they work again" : "without it nobody is told";
  test(`100 payments fail: ${says}`, async () => {
    await using provider = await startScriptedProvider(() => [404, {}]);
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { defences } });
    const buyers = await fillCheckouts(shop, 105);
    const reader = buyers[104]?.customer as Customer;
    assert.deepEqual(await readMessages(reader), silence);
    assert.deepEqual(countStatuses(await orderTogether(buyers.slice(0, 100))), { 502: 100 });
    const told = await readMessages(reader);
    if (isOn) for (const message of told) assert.match(String(message), /^Payments are not going through/);
    else assert.deepEqual(told, silence);

    provider.script = agreeableScript;
    assert.deepEqual(countStatuses(await orderTogether(buyers.slice(0, 100))), { 303: 100 });
    assert.deepEqual(await readMessages(reader), silence);
    const { begun, ended } = shop.parts.defences.read("status-message").counts;
    assert.deepEqual([begun, ended], isOn ? [1, 1] : [undefined, undefined]);
  });

  test(`ordering is paused: ${isOn ? "with it every page says so until it is resumed" : "without it only the checkout tells"}`, async () => {
    await using provider = await startScriptedProvider();
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { defences } });
    const [buyer] = await fillCheckouts(shop, 1);
    const reader = buyer?.customer as Customer;
    shop.parts.settings.set("storefront.orderingPaused", true, "operator");
    const told = await readMessages(reader);
    if (isOn) for (const message of told) assert.match(String(message), /^Ordering is paused/);
    else assert.deepEqual(told, silence);
    shop.parts.settings.set("storefront.orderingPaused", false, "operator");
    assert.deepEqual(await readMessages(reader), silence);
  });
}

test("an operator's own words go before those of the defence", async () => {
  await using provider = await startScriptedProvider(() => [404, {}]);
  const configuration = { defences: ["status-message"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const buyers = await fillCheckouts(shop, 6);
  await orderTogether(buyers);
  shop.parts.settings.set("storefront.statusMessage", "we know", "operator");
  assert.deepEqual(
    await readMessages(buyers[0]?.customer as Customer),
    addresses.map(() => "we know"),
  );
});
