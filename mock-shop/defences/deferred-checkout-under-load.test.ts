import assert from "node:assert/strict";
import { test } from "node:test";
import { countStatuses, fillCheckouts, orderTogether } from "../testing/buyers.ts";
import { openDeferralScene } from "../testing/deferral-scene.ts";

const sumStock = "SELECT SUM(initial - available) AS gone FROM stock";

test("without it 100 orders while payments fail are 100 error pages, and nothing is left of them", async () => {
  await using scene = await openDeferralScene({ defences: [] });
  const buyers = await fillCheckouts(scene.shop, 100);
  assert.deepEqual(countStatuses(await orderTogether(buyers)), { 502: 100 });
  scene.bringBack();
  scene.clock.advance(60_000);
  assert.deepEqual(scene.readStates(), []);
  assert.deepEqual(scene.authorized, []);
});

test("with it all 100 are taken at once, and when payments work again each is completed and captured once, in order", async () => {
  await using scene = await openDeferralScene();
  const { shop, provider } = scene;
  const buyers = await fillCheckouts(shop, 100);
  assert.deepEqual(countStatuses(await orderTogether(buyers)), { 303: 100 });
  const taken = shop
    .query("SELECT order_number FROM deferrals ORDER BY taken_at_ms, rowid")
    .map(({ order_number }) => String(order_number));
  assert.equal(taken.length, 100);
  assert.equal(shop.query(sumStock)[0]?.gone, 100);
  scene.bringBack();
  await scene.letRun("100 orders paid", () => shop.query("SELECT * FROM orders WHERE state = 'paid'").length === 100);
  assert.deepEqual(scene.authorized.toSorted(), taken.toSorted());
  const [first, ...others] = scene.authorized;
  assert.deepEqual(
    others,
    taken.filter((number) => number !== first),
  );
  assert.equal(scene.peak.calls, 1);
  const captured = provider.calls.flatMap(({ path, body }) =>
    path.endsWith("/captures") ? (body.captures as { paymentId: string }[]).map(({ paymentId }) => paymentId) : [],
  );
  assert.deepEqual(captured.toSorted(), taken.map((number) => `pay_${number}`).toSorted());
  assert.equal(shop.query("SELECT * FROM order_events WHERE kind = 'placed'").length, 100);
  assert.equal(shop.query(sumStock)[0]?.gone, 100);
  const { attempts, ...counts } = shop.parts.defences.read("deferred-checkout").counts;
  assert.deepEqual(counts, { taken: 100, completed: 100, cancelled: 0, waiting: 0 });
  assert.ok(Number(attempts) >= 100);
});

for (const [name, configuration, prepare] of [
  ["a breaker that is open", { defences: ["circuit-breaker", "deferred-checkout"] }, 10],
  ["payments in flight that are full", { maxPaymentsInFlight: 4 }, 0],
] as const) {
  test(`behind ${name} orders are taken without asking the provider`, async () => {
    await using scene = await openDeferralScene(configuration);
    const { shop, provider } = scene;
    const buyers = await fillCheckouts(shop, 100);
    await orderTogether(buyers.slice(0, prepare));
    if (prepare === 0) shop.parts.counters.paymentsInFlight = 4;
    const callsBefore = provider.calls.length;
    assert.deepEqual(countStatuses(await orderTogether(buyers.slice(prepare))), { 303: 100 - prepare });
    assert.equal(provider.calls.length, callsBefore);
    shop.parts.counters.paymentsInFlight = 0;
    scene.bringBack();
    await scene.letRun("no order waiting", () => shop.parts.deferred.waiting === 0);
    assert.equal(shop.parts.counters.ordersPlaced, 100);
  });
}
