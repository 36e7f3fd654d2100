import assert from "node:assert/strict";
import { test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { countStatuses, fillCheckouts, orderTogether } from "../testing/buyers.ts";
import { readPageKind } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";

function readMinutes({ body }: LightMyRequestResponse): number | undefined {
  const text = /<p data-retry-minutes="(\d+\.\d\d)">Please try again in about [^<]+; your cart is kept\.<\/p>/.exec(
    body,
  )?.[1];
  return text === undefined ? undefined : Number(text);
}

/** Most customers that any five minutes would see again, of those who do as they are told. */
function countCrowd(minutes: readonly number[]): number {
  return Math.max(...minutes.map((from) => minutes.filter((minute) => minute >= from && minute < from + 5).length));
}

for (const defences of [[], ["jittered-retries"]]) {
  const isOn = defences.length > 0;
  const says = isOn ? "with it each is told another moment of the next half hour" : "without it nobody is told when";
  test(`200 payments fail: ${says}`, async () => {
    await using provider = await startScriptedProvider(() => [404, {}]);
    const configuration = { defences, pace: 200 };
    await using shop = await openTestShop({ providerOrigin: provider.origin, clock: new ManualClock(), configuration });
    const answers = await orderTogether(await fillCheckouts(shop, 200));
    assert.deepEqual(countStatuses(answers), { 502: 200 });
    const told = answers.flatMap((answer) => readMinutes(answer) ?? []);
    assert.equal(told.length, isOn ? 200 : 0);
    assert.equal(shop.parts.defences.read("jittered-retries").counts.told, isOn ? 200 : undefined);
    if (!isOn) return assert.ok(answers.every(({ headers }) => headers["retry-after"] === undefined));
    assert.ok(Math.min(...told) >= 30 && Math.max(...told) <= 60, `${Math.min(...told)} to ${Math.max(...told)}`);
    assert.ok(countCrowd(told) < 70, `${countCrowd(told)} of 200 in five minutes`);
    for (const answer of answers) {
      // At a pace of 200 a minute is 0.3 s.
      const seconds = (readMinutes(answer) ?? 0) * 0.3;
      assert.ok(Math.abs(Number(answer.headers["retry-after"]) - 0.5 - seconds) <= 0.51, `${seconds} s`);
    }
  });
}

test("the same shop tells its customers the same moments again, and a customer another one each time", async () => {
  const tell = async () => {
    await using provider = await startScriptedProvider(() => [404, {}]);
    const configuration = { defences: ["jittered-retries"] };
    await using shop = await openTestShop({ providerOrigin: provider.origin, clock: new ManualClock(), configuration });
    const [buyer] = await fillCheckouts(shop, 1);
    const minutes: (number | undefined)[] = [];
    for (let time = 0; time < 3; time += 1) {
      const key = (await buyer?.customer.readOrderKey()) ?? "";
      minutes.push(readMinutes((await buyer?.customer.order(key)) as LightMyRequestResponse));
    }
    return minutes;
  };
  const minutes = await tell();
  assert.equal(new Set(minutes).size, 3);
  assert.ok(!minutes.includes(undefined));
  assert.deepEqual(await tell(), minutes);
});

test("the busy page says when to try again as well, also to who has no session", async () => {
  await using provider = await startScriptedProvider();
  const capacity = { capacityModel: true, workers: 1, queueBoundMs: 0, serviceMs: 50 };
  const configuration = { defences: ["jittered-retries"], ...capacity };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const visits = await Promise.all(["/", "/", "/"].map((url) => shop.storefront.inject(url)));
  const told = visits.filter((visit) => readPageKind(visit) === "busy").map(readMinutes);
  assert.equal(told.length, 2);
  assert.equal(new Set(told).size, 2);
  assert.ok(!told.includes(undefined));
});

test("so do the maintenance page and the breaker's, and no page that would say the same later", async () => {
  await using provider = await startScriptedProvider(() => [404, {}]);
  const configuration = { defences: ["jittered-retries", "circuit-breaker"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock: new ManualClock(), configuration });
  const [buyer, ...others] = await fillCheckouts(shop, 13);
  assert.ok(buyer);
  await orderTogether(others);
  const refused = await buyer.customer.order(buyer.key);
  assert.match(refused.body, /<div class="sheet" data-come-back>.*nothing was charged, and your cart is kept/);
  assert.ok(readMinutes(refused) !== undefined);
  assert.doesNotMatch(refused.body, /in \d+ seconds/);
  shop.parts.settings.set("storefront.orderingPaused", true, "a test");
  const paused = await buyer.customer.order(buyer.key);
  assert.equal(readPageKind(paused), "maintenance");
  assert.ok(readMinutes(paused) !== undefined);
  const { told } = shop.parts.defences.read("jittered-retries").counts;
  for (const url of ["/nowhere", "/cart", "/"]) assert.equal(readMinutes(await buyer.customer.get(url)), undefined);
  assert.equal(shop.parts.defences.read("jittered-retries").counts.told, told);
});
