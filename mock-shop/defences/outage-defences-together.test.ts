// The defences of a payment outage, all on at once: each has to leave the others room to find out that it is over.
import assert from "node:assert/strict";
import { test } from "node:test";
import { countStatuses, fillCheckouts, orderTogether } from "../testing/buyers.ts";
import { readPageKind } from "../testing/customer.ts";
import { agreeableScript, type ProviderScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";

const defences = ["circuit-breaker", "deferred-checkout", "status-message", "jittered-retries", "load-shedding"];

async function readNotice(shop: TestShop): Promise<string | undefined> {
  return /data-status-message="([a-z-]+)"/.exec((await shop.storefront.inject("/")).body)?.[1];
}

const outages: readonly (readonly [string, ProviderScript])[] = [
  ["refuses", () => [404, {}]],
  ["hangs", () => "hang"],
];

for (const [says, outage] of outages)
  test(`a provider that ${says}: orders are taken, nobody is turned away, and when it is back no defence stays in the way`, async () => {
    await using provider = await startScriptedProvider(outage);
    const configuration = { defences, pace: 600, paymentDeadlineMs: 200 };
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
    const read = (name: string) => shop.parts.defences.read(name).counts;
    const buyers = await fillCheckouts(shop, 60);
    assert.deepEqual(countStatuses(await orderTogether(buyers.slice(0, 50))), { 303: 50 });
    assert.equal(read("circuit-breaker").opened, 1);
    assert.equal(read("deferred-checkout").taken, 50);
    assert.equal(read("jittered-retries").told, 0);
    assert.equal(await readNotice(shop), "orders-taken");
    assert.deepEqual(countStatuses(await orderTogether(buyers.slice(50))), { 303: 10 });
    assert.ok(Number(read("circuit-breaker").refused) > 0);

    provider.script = agreeableScript;
    await waitFor("all orders to be completed", () => read("deferred-checkout").completed === 60, { limitMs: 20_000 });
    assert.equal(read("circuit-breaker").closed, 1);
    assert.equal(await readNotice(shop), undefined);
    const [after] = await fillCheckouts(shop, 1);
    const answer = await after?.customer.order(after.key);
    assert.equal(answer?.statusCode, 303);
    const page = await after?.customer.get(String(answer?.headers.location));
    assert.equal(page && readPageKind(page), "confirmation");
    assert.deepEqual(
      shop.query("SELECT state, COUNT(*) AS orders FROM orders WHERE state = 'deferred' GROUP BY state"),
      [],
    );
  });

test("where the line of deferred orders is full the breaker's honest page is back", async (t) => {
  await using provider = await startScriptedProvider(() => [404, {}]);
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { defences, pace: 600 } });
  const buyers = await fillCheckouts(shop, 21);
  await orderTogether(buyers.slice(0, 20));
  const full = { admitOrder: () => undefined, note: () => undefined };
  t.mock.getter(shop.parts.defences, "orderDeferral", () => full);
  const [last] = buyers.slice(20);
  const answer = await last?.customer.order(last.key);
  assert.match(String(answer?.body), /data-status-message="come-back".*data-retry-minutes="/s);
});
