import assert from "node:assert/strict";
import { test } from "node:test";
import { fillCheckouts, orderTogether } from "../testing/buyers.ts";
import { type DeferralScene, deferOrders as defer, downScript, openDeferralScene } from "../testing/deferral-scene.ts";
import { agreeableScript, type ProviderScript } from "../testing/scripted-provider.ts";
import { cancelOrders } from "./cancel-orders.ts";

const sixHoursMs = 6 * 3_600_000;
const operator = { reason: "a mistake of ours", by: "operator" };

const countAuthorizations = ({ provider }: DeferralScene) =>
  provider.calls.filter(({ path }) => path.endsWith("/authorizations")).length;

const readSubjects = ({ shop }: DeferralScene) =>
  shop.query("SELECT subject, body FROM messages").map(({ subject, body }) => `${subject}: ${body}`);

const readGone = ({ shop }: DeferralScene) => shop.query("SELECT SUM(initial - available) AS gone FROM stock")[0]?.gone;

/** The same answer for one order, and the usual one for all others. */
const except =
  (orderNumber: string | undefined, answer: ProviderScript): ProviderScript =>
  (call) =>
    call.body.orderNumber === orderNumber ? answer(call) : agreeableScript(call);

test("a backlog of 300 is worked off oldest first, one call at a time, at most 50 a second", async () => {
  await using scene = await openDeferralScene();
  const { shop, clock } = scene;
  const taken = await defer(scene, 300);
  const startsMs: number[] = [];
  scene.bringBack((call) => {
    startsMs.push(clock.elapsedMs());
    return agreeableScript(call);
  });
  await scene.letRun("no order waiting", () => shop.parts.deferred.waiting === 0);
  const [first] = scene.authorized;
  assert.deepEqual(scene.authorized, [first, ...taken.filter((number) => number !== first)]);
  assert.equal(scene.peak.calls, 1);
  for (const [index, startMs] of startsMs.entries()) {
    const inOneSecond = startsMs.slice(index).filter((otherMs) => otherMs < startMs + 1_000).length;
    assert.ok(inOneSecond <= 56, `${inOneSecond} calls in the second from ${startMs} ms`);
  }
});

test("while payments fail one call after another is made, ever more rarely", async () => {
  await using scene = await openDeferralScene();
  await defer(scene, 20);
  const before = countAuthorizations(scene);
  const endMs = scene.clock.elapsedMs() + 300_000;
  await scene.letRun("five minutes over", () => scene.clock.elapsedMs() >= endMs);
  const calls = countAuthorizations(scene) - before;
  assert.ok(calls >= 8 && calls <= 40, `${calls} calls in five minutes`);
  assert.equal(scene.shop.parts.deferred.waiting, 20);
});

test("an order that fails time and again steps aside, holds up no other, and has its turn when it works", async () => {
  await using scene = await openDeferralScene();
  const { shop } = scene;
  const [poison, ...others] = await defer(scene, 40);
  scene.bringBack(except(poison, downScript));
  await scene.letRun("the others completed", () => shop.parts.deferred.waiting === 1);
  assert.deepEqual(scene.authorized.toSorted(), others.toSorted());
  scene.bringBack();
  await scene.letRun("all completed", () => shop.parts.deferred.waiting === 0);
  assert.equal(scene.authorized.at(-1), poison);
});

test("after six hours it is cancelled: the customer told, the stock back, its key voided, no token left", async () => {
  await using scene = await openDeferralScene();
  const { shop, clock, provider } = scene;
  const [number] = await defer(scene, 1);
  clock.advance(sixHoursMs - 10_000);
  await scene.letRun("no call under way", () => shop.parts.counters.paymentsInFlight === 0);
  assert.deepEqual(scene.readStates(), ["deferred"]);
  await scene.letRun("a cancelled order", () => scene.readStates()[0] === "cancelled");
  await scene.letRun("no order waiting", () => shop.parts.deferred.waiting === 0);
  assert.deepEqual(readSubjects(scene), [
    `Your order ${number} was cancelled: We had to cancel your order ${number}: the payment did not go through in time. You are not charged; should your bank show a reserved amount, it is being released.`,
  ]);
  assert.equal(readGone(scene), 0);
  scene.bringBack();
  await scene.letRun("the key voided", () => shop.parts.background.pendingVoids === 0);
  const voids = provider.calls.filter(({ path, body }) => path === "/v1/voids" && body.orderNumber === number);
  assert.ok(voids.length > 0);
  assert.deepEqual(shop.query("SELECT * FROM deferrals WHERE card_token IS NOT NULL"), []);
  assert.equal(shop.parts.defences.read("deferred-checkout").counts.cancelled, 1);
  assert.deepEqual(scene.authorized, []);
});

test("a payment that goes through too late is voided, and the order cancelled", async () => {
  await using scene = await openDeferralScene({ paymentDeadlineMs: 60_000 });
  const { shop, clock } = scene;
  await defer(scene, 1);
  const late = Promise.withResolvers<void>();
  scene.bringBack(async (call) => {
    await late.promise;
    return agreeableScript(call);
  });
  clock.advance(sixHoursMs - 30_000);
  await scene.letRun("a call under way", () => shop.parts.counters.paymentsInFlight === 1);
  clock.advance(40_000);
  late.resolve();
  await scene.letRun("a cancelled order", () => scene.readStates()[0] === "cancelled");
  await scene.letRun("the key voided", () => shop.parts.background.pendingVoids === 0);
  assert.equal(shop.parts.counters.ordersPlaced, 0);
});

test("cancelled by an operator before it is completed, it is never completed, and its key is voided", async () => {
  await using scene = await openDeferralScene();
  const { shop, provider } = scene;
  const [first, second] = await defer(scene, 2);
  const counts = await cancelOrders(shop.parts, { orderNumbers: [String(first)], states: ["deferred"] }, operator);
  assert.deepEqual(counts, { matched: 1, cancelled: 1, alreadyCancelled: 0, tooLate: 0 });
  assert.equal(shop.parts.deferred.waiting, 1);
  scene.bringBack();
  await scene.letRun("no order waiting", () => shop.parts.deferred.waiting === 0);
  await scene.letRun("the key voided", () => shop.parts.background.pendingVoids === 0);
  assert.deepEqual(scene.authorized, [second]);
  const voided = provider.calls.filter(({ path }) => path === "/v1/voids").map(({ body }) => body.orderNumber);
  assert.ok(voided.includes(first) && !voided.includes(second));
  assert.equal(readGone(scene), 1);
});

test("cancelled while its payment is asked for, it stays cancelled, and the payment is voided after it", async () => {
  await using scene = await openDeferralScene();
  const { shop, provider } = scene;
  const [number] = await defer(scene, 1);
  const authorized = Promise.withResolvers<void>();
  scene.bringBack(async (call) => {
    await authorized.promise;
    return agreeableScript(call);
  });
  await scene.letRun("a call under way", () => shop.parts.counters.paymentsInFlight === 1);
  await cancelOrders(shop.parts, { states: ["deferred"] }, operator);
  authorized.resolve();
  await scene.letRun("no call under way", () => shop.parts.counters.paymentsInFlight === 0);
  await scene.letRun("the key voided", () => shop.parts.background.pendingVoids === 0);
  assert.deepEqual(scene.readStates(), ["cancelled"]);
  assert.deepEqual(
    provider.calls.filter(({ path }) => path === "/v1/voids").map(({ body }) => body.idempotencyKey),
    [`pay-${number}`],
  );
  assert.equal(provider.calls.filter(({ path }) => path.endsWith("/captures")).length, 0);
  assert.equal(shop.query("SELECT * FROM messages").length, 1);
  assert.equal(readGone(scene), 0);
});

for (const [status, says] of [
  [402, "your bank declined the card"],
  [409, "our payment provider refused the payment"],
] as const) {
  test(`a payment that is answered with ${status} ends the order: cancelled, its customer told why`, async () => {
    await using scene = await openDeferralScene();
    const { shop } = scene;
    const [number] = await defer(scene, 3);
    scene.bringBack(except(number, () => [status, {}]));
    await scene.letRun("no order waiting", () => shop.parts.deferred.waiting === 0);
    assert.deepEqual(scene.readStates()[0], "cancelled");
    assert.equal(scene.authorized.length, 2);
    assert.match(readSubjects(scene).find((text) => text.includes("was cancelled")) ?? "", new RegExp(says));
    assert.equal(readGone(scene), 2);
  });
}

test("a switched-off defence takes no more orders, and those that it took are completed all the same", async () => {
  await using scene = await openDeferralScene();
  const { shop } = scene;
  await defer(scene, 3);
  shop.parts.defences.switchOff("deferred-checkout");
  const [buyer] = await fillCheckouts(shop, 1);
  const [refused] = await orderTogether(buyer ? [buyer] : []);
  assert.equal(refused?.statusCode, 502);
  scene.bringBack();
  await scene.letRun("no order waiting", () => shop.parts.deferred.waiting === 0);
  assert.equal(shop.parts.counters.deferralsCompleted, 3);
});

test("deferred orders are a breaker's probes: with no customer about, they close it", async () => {
  await using scene = await openDeferralScene({ defences: ["circuit-breaker", "deferred-checkout"] });
  const { shop } = scene;
  await orderTogether(await fillCheckouts(shop, 12));
  assert.equal(shop.parts.defences.read("circuit-breaker").counts.opened, 1);
  scene.bringBack();
  await scene.letRun("no order waiting", () => shop.parts.deferred.waiting === 0);
  const { closed, probes } = shop.parts.defences.read("circuit-breaker").counts;
  assert.deepEqual([closed, Number(probes) >= 3], [1, true]);
});

test("no worker of the storefront is asked while orders are completed", async () => {
  await using scene = await openDeferralScene();
  const { shop } = scene;
  await defer(scene, 5);
  const asked: string[] = [];
  const { capacity } = shop.parts;
  const [pass, finish] = [capacity.pass.bind(capacity), capacity.finish.bind(capacity)];
  capacity.pass = (kind, abandoned) => {
    asked.push(kind);
    return pass(kind, abandoned);
  };
  capacity.finish = (kind) => {
    asked.push(kind);
    return finish(kind);
  };
  scene.bringBack();
  await scene.letRun("no order waiting", () => shop.parts.deferred.waiting === 0);
  assert.deepEqual(asked, []);
  const buyers = await fillCheckouts(shop, 1);
  await orderTogether(buyers);
  assert.deepEqual(asked, ["place-order-after-payment"]);
});

for (const pace of [7, 0.7])
  test(`at a pace of ${pace}, where six hours are no whole number of milliseconds, an order is taken`, async () => {
    await using scene = await openDeferralScene({ pace });
    await defer(scene, 1);
    assert.deepEqual(scene.readStates(), ["deferred"]);
    const [row] = scene.shop.query("SELECT due_at_ms - taken_at_ms AS wait_ms FROM deferrals");
    assert.equal(row?.wait_ms, { 7: 3_085_715, 0.7: 30_857_143 }[pace]);
  });
