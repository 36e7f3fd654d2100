import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeLog } from "./changes.ts";
import { FaultRegistry } from "./faults/registry.ts";
import { Settings } from "./settings.ts";
import { ManualClock } from "./testing/manual-clock.ts";

const full = { name: "FullLogError", statusCode: 409, message: "the change log is full (10000 entries)" };

test("a full log takes no new changes, and what was put in can still be taken back", () => {
  const clock = new ManualClock();
  const changes = new ChangeLog(clock);
  const settings = new Settings(changes);
  const faults = new FaultRegistry(clock, changes);
  const injection = { name: "f", kind: "config-change", key: "payment.endpointPath", value: "/v0", share: 1 };
  const fault = faults.inject({ ...injection, leaseMs: 1_000 });
  assert.ok(fault);
  while (changes.list().length < 10_000) settings.set("storefront.orderingPaused", true, "operator");
  assert.throws(() => settings.set("storefront.orderingPaused", false, "operator"), full);
  assert.equal(settings.get("storefront.orderingPaused"), true);
  assert.throws(() => faults.widen(fault, 0.5, "wider"), full);
  assert.throws(() => faults.inject({ ...injection, key: "another", leaseMs: 1_000 }), full);
  faults.end(fault);
  assert.deepEqual([changes.list().length, changes.list().at(-1)?.says], [10_001, "taken back"]);
});

test("an entry says when it was made, and whoever made it gets it back", () => {
  const clock = new ManualClock();
  const changes = new ChangeLog(clock);
  clock.advance(250);
  const entry = new Settings(changes).set("voucher.bug", "everyone", "developer");
  assert.deepEqual(entry, {
    atMs: clock.nowMs(),
    key: "voucher.bug",
    value: "everyone",
    share: 1,
    by: "developer",
    says: "changed",
  });
  assert.deepEqual(changes.list(), [entry]);
});
