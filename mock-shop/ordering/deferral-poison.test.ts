import assert from "node:assert/strict";
import { test } from "node:test";
import { type DeferralScene, deferOrders, downScript, openDeferralScene } from "../testing/deferral-scene.ts";
import { agreeableScript } from "../testing/scripted-provider.ts";

const sixHoursMs = 6 * 3_600_000;

/** The books refuse this operation for that order. */
function refuse({ shop }: DeferralScene, operation: string, orderNumber: string | undefined): void {
  const { books } = shop.parts;
  const run = books.run.bind(books);
  books.run = ((name: "readOrder", input: never) =>
    String(name) === operation && JSON.stringify(input).includes(String(orderNumber))
      ? Promise.reject(new Error("books: refused by a test"))
      : run(name, input)) as typeof run;
}

for (const defences of [["deferred-checkout"], ["deferred-checkout", "circuit-breaker"]]) {
  test(`20 of 60 orders fail for ever, with ${defences.join(" and ")}: the others are completed soon`, async () => {
    await using scene = await openDeferralScene({ pace: 10, defences });
    const { shop } = scene;
    const taken = await deferOrders(scene, 60);
    const bad = new Set(taken.slice(0, 20));
    let failed = 0;
    scene.bringBack((call) => {
      if (!bad.has(String(call.body.orderNumber))) return agreeableScript(call);
      failed += 1;
      return downScript(call);
    });
    await scene.letRun("the others completed", () => shop.parts.deferred.waiting === 20);
    assert.deepEqual(scene.authorized.toSorted(), taken.slice(20).toSorted());
    assert.ok(failed <= 22, `${failed} calls in vain`);
    if (defences.length === 1) return;
    const { opened, closed } = shop.parts.defences.read("circuit-breaker").counts;
    assert.deepEqual([opened, closed], [1, 1]);
    const failedBefore = failed;
    await scene.letRun("more failures", () => failed >= failedBefore + 25);
    assert.equal(shop.parts.defences.read("circuit-breaker").counts.opened, 1);
  });
}

test("an order whose completion the books refuse holds up no other, and has its turn when they take it", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using scene = await openDeferralScene();
  const { shop } = scene;
  const run = shop.parts.books.run;
  const [first, ...others] = await deferOrders(scene, 10);
  refuse(scene, "completeDeferral", first);
  scene.bringBack();
  await scene.letRun("the others completed", () => shop.parts.deferred.waiting === 1);
  assert.deepEqual(scene.readStates()[0], "deferred");
  assert.deepEqual(new Set(scene.authorized), new Set([first, ...others]));
  shop.parts.books.run = run;
  await scene.letRun("all completed", () => shop.parts.deferred.waiting === 0);
});

test("an overdue order whose cancellation the books refuse keeps no other from being cancelled or completed", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using scene = await openDeferralScene();
  const { shop, clock } = scene;
  const [, second] = await deferOrders(scene, 3);
  refuse(scene, "cancelBatch", second);
  clock.advance(sixHoursMs - 10_000);
  await scene.letRun("no call under way", () => shop.parts.counters.paymentsInFlight === 0);
  await deferOrders(scene, 1);
  await scene.letRun("the others cancelled", () => shop.parts.deferred.waiting === 2);
  assert.deepEqual(scene.readStates(), ["cancelled", "deferred", "cancelled", "deferred"]);
  scene.bringBack();
  await scene.letRun("the last one completed", () => shop.parts.deferred.waiting === 1);
  assert.equal(shop.parts.counters.deferralsCompleted, 1);
});

test("an order that another hand took out of its state is neither counted nor tried, and nobody turns in circles", async () => {
  await using scene = await openDeferralScene();
  const { shop, clock } = scene;
  const [first] = await deferOrders(scene, 2);
  await scene.letRun("no call under way", () => shop.parts.counters.paymentsInFlight === 0);
  await shop.parts.books.run("changeOrders", { orderNumbers: [String(first)], kind: "placed", atMs: 1, detail: "x" });
  clock.advance(sixHoursMs);
  await scene.letRun("the other cancelled", () => shop.parts.counters.deferralsCancelled === 1);
  await scene.letRun("none waiting", () => shop.parts.deferred.waiting === 0);
  let asked = 0;
  const run = shop.parts.books.run.bind(shop.parts.books);
  shop.parts.books.run = ((name: "readOrder", input: never) => {
    if (/Deferral|cancelBatch/.test(String(name))) asked += 1;
    return run(name, input);
  }) as typeof run;
  const endMs = clock.elapsedMs() + 10_000;
  await scene.letRun("ten seconds over", () => clock.elapsedMs() >= endMs);
  assert.equal(asked, 0);
});
