import assert from "node:assert/strict";
import { test } from "node:test";
import { countStatuses, fillCheckouts, orderTogether } from "../testing/buyers.ts";
import { readPageKind } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { agreeableScript, type ScriptedProvider, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";

const deadlineMs = 1_500;
/** An incident minute is a second: the breaker is open for two. */
const configuration = { paymentDeadlineMs: deadlineMs, pace: 60 };

const countAuthorizations = ({ calls }: ScriptedProvider) =>
  calls.filter(({ path }) => path.endsWith("/authorizations")).length;

const countInDoubt = (shop: TestShop) =>
  shop.query("SELECT order_number FROM payment_intents WHERE is_to_void = 1").length;

test("without a breaker 100 orders at a provider that hangs all wait out the deadline, and leave 100 payments in doubt", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider(() => "hang");
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration });
  const buyers = await fillCheckouts(shop, 100);
  for (const [from, until] of [
    [0, 10],
    [10, 100],
  ] as const) {
    const ordering = orderTogether(buyers.slice(from, until));
    await waitFor(`${until} payment calls`, () => countAuthorizations(provider) === until);
    clock.advance(deadlineMs);
    const responses = await ordering;
    assert.deepEqual(countStatuses(responses), { 502: until - from });
    for (const { headers } of responses) assert.match(String(headers["server-timing"]), /payment;dur=1500\b/);
  }
  assert.equal(countInDoubt(shop), 100);
});

test("with it the first ten find out, the others are answered at once, and orders go through when the provider is back", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider(() => "hang");
  const defended = { ...configuration, defences: ["circuit-breaker"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration: defended });
  const buyers = await fillCheckouts(shop, 100);
  const first = orderTogether(buyers.slice(0, 10));
  await waitFor("10 payment calls", () => countAuthorizations(provider) === 10);
  clock.advance(deadlineMs);
  assert.deepEqual(countStatuses(await first), { 502: 10 });

  const others = await orderTogether(buyers.slice(10));
  assert.deepEqual(countStatuses(others), { 503: 90 });
  for (const response of others) {
    assert.equal(readPageKind(response), "error");
    assert.equal(response.headers["retry-after"], "2");
    assert.doesNotMatch(String(response.headers["server-timing"]), /payment/);
  }
  assert.equal(countAuthorizations(provider), 10);
  assert.equal(countInDoubt(shop), 10);
  assert.deepEqual(shop.parts.defences.read("circuit-breaker").counts, {
    opened: 1,
    closed: 0,
    probes: 0,
    refused: 90,
  });

  provider.script = agreeableScript;
  clock.advance(1_999);
  assert.deepEqual(countStatuses(await orderTogether(buyers.slice(0, 1))), { 503: 1 });
  clock.advance(1);
  assert.deepEqual(countStatuses(await orderTogether(buyers.slice(0, 3))), { 303: 3 });
  assert.deepEqual(countStatuses(await orderTogether(buyers.slice(3))), { 303: 97 });
  assert.equal(shop.parts.counters.ordersPlaced, 100);
  assert.deepEqual(shop.parts.defences.read("circuit-breaker").counts, {
    opened: 1,
    closed: 1,
    probes: 3,
    refused: 91,
  });
});

test("at a provider that is ill no more than three find out at a time", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider(() => [404, {}]);
  const defended = { ...configuration, defences: ["circuit-breaker"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration: defended });
  const buyers = await fillCheckouts(shop, 100);
  await orderTogether(buyers.slice(0, 10));
  for (const round of [1, 2, 3]) {
    clock.advance(2_000);
    const before = countAuthorizations(provider);
    const { 502: failed = 0, 503: refused = 0 } = countStatuses(await orderTogether(buyers));
    assert.ok(failed >= 1 && failed <= 3, `${failed} failed in round ${round}`);
    assert.equal(failed + refused, 100);
    assert.equal(countAuthorizations(provider) - before, failed);
  }
});
