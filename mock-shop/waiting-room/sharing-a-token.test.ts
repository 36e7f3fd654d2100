// One token in many browsers at once, before any of them has a cart to tell it apart by.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readPageKind } from "../testing/customer.ts";
import { openDoorScene } from "./door-scene.fixture.ts";

test("browsers that share a token and fill their carts at the same moment get one cart in", async () => {
  await using scene = await openDoorScene();
  const owner = scene.newCustomer();
  await owner.get("/");
  const sharers = Array.from({ length: 6 }, () => scene.newCustomer());
  for (const sharer of sharers) sharer.place = owner.place;
  await Promise.all(sharers.map((sharer) => sharer.post("/cart/items", { product: "toys-01" })));
  assert.equal(new Set(sharers.map(({ cookie }) => cookie)).size, 6, "a cart each, as nobody can tell them apart yet");

  scene.fill();
  const answers = await Promise.all(sharers.map((sharer) => sharer.get("/checkout/address")));
  const kinds = answers.map(readPageKind);
  assert.deepEqual(kinds.toSorted(), ["address", ...Array.from({ length: 5 }, () => "waiting-room")]);
  assert.equal(scene.readCounts().bypassAttempts, 5);
});

test("a place in the line that many browsers show lets one cart in when its turn comes", async () => {
  await using scene = await openDoorScene();
  const sharers = Array.from({ length: 4 }, () => scene.newCustomer());
  for (const sharer of sharers) {
    await sharer.post("/cart/items", { product: "toys-01" });
    scene.clock.advance(2_000);
  }
  assert.equal(scene.readCounts().queued, 0, "all had carts before the rush");
  scene.clock.advance(101_000);
  scene.fill();
  const [first, ...others] = sharers;
  assert.ok(first);
  assert.equal(readPageKind(await first.get("/cart")), "waiting-room");
  for (const other of others) {
    other.place = first.place;
    assert.equal(readPageKind(await other.get("/cart")), "waiting-room");
  }
  assert.equal(scene.readCounts().queued, 1, "one place");
  await scene.calmDown();
  assert.equal(readPageKind(await first.get("/cart")), "cart");
  scene.fill();
  for (const other of others) assert.equal(readPageKind(await other.get("/cart")), "waiting-room");
  assert.equal(readPageKind(await first.get("/cart")), "cart");
  const { queued, admitted, bypassAttempts } = scene.readCounts();
  assert.deepEqual([queued, admitted, bypassAttempts], [4, 1, 3]);
});
