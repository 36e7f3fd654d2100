import assert from "node:assert/strict";
import { test } from "node:test";
import { buildWorld } from "./defence-world.fixture.ts";
import { deferredCheckout } from "./deferred-checkout.ts";

test("an order may wait six hours of the incident clock", () => {
  const running = deferredCheckout.start(buildWorld());
  assert.equal(running.defersOrders?.admitOrder(), 360_000);
});

test("no order is taken while 100,000 wait, and one is as soon as there is room", () => {
  let waiting = 100_000;
  const running = deferredCheckout.start(buildWorld({ countDeferredOrders: () => waiting }));
  assert.equal(running.defersOrders?.admitOrder(), undefined);
  waiting = 99_999;
  assert.equal(running.defersOrders?.admitOrder(), 360_000);
});

test("it counts what it is told, and how many orders wait in the books", () => {
  const running = deferredCheckout.start(buildWorld({ countDeferredOrders: () => 7 }));
  for (const event of ["taken", "taken", "attempted", "completed", "cancelled"] as const)
    running.defersOrders?.note(event);
  assert.deepEqual(running.readCounts(), { taken: 2, completed: 1, cancelled: 1, waiting: 7, attempts: 1 });
});
