import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeLog } from "../changes.ts";
import { EndpointSelection } from "../payments/endpoint.ts";
import { Settings } from "../settings.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import type { CallStream } from "./call-numbers.ts";
import { FaultRegistry } from "./registry.ts";

const injection = {
  name: "precursor",
  kind: "config-change",
  key: "payment.endpointPath",
  value: "/v0",
  share: 0.2,
  leaseMs: 3_000,
} as const;

function createRegistry() {
  const clock = new ManualClock();
  const changes = new ChangeLog(clock);
  const faults = new FaultRegistry(clock, changes);
  const endpoint = new EndpointSelection(new Settings(changes), faults, 1);
  const inject = (changed: Partial<typeof injection> | { share: number } = {}) => {
    const fault = faults.inject({ ...injection, ...changed });
    assert.ok(fault);
    return fault;
  };
  const countWrong = (calls: number, stream: CallStream = "order") => {
    let wrong = 0;
    for (let call = 0; call < calls; call += 1) if (endpoint.selectPath(stream) === "/v0") wrong += 1;
    return wrong;
  };
  return { clock, changes, faults, endpoint, inject, countWrong };
}

test("without a fault every call goes the right way", () => {
  assert.equal(createRegistry().countWrong(1_000), 0);
});

test("a share of the calls is affected, counted by stage, and widening adds to it", () => {
  const { faults, inject, countWrong } = createRegistry();
  const fault = inject();
  const narrow = countWrong(10_000);
  assert.ok(Math.abs(narrow - 2_000) < 150, String(narrow));
  faults.widen(fault, 1, "outage");
  assert.equal(countWrong(500), 500);
  assert.equal(fault.requestsAffected, narrow + 500);
  assert.deepEqual(
    fault.stages.map(({ name, share, requestsAffected }) => [name, share, requestsAffected]),
    [
      ["precursor", 0.2, narrow],
      ["outage", 1, 500],
    ],
  );
});

test("who is hit at a small share is hit at a larger one", () => {
  const hits = (share: number) => {
    const { inject, endpoint } = createRegistry();
    inject({ share });
    return Array.from({ length: 2_000 }, () => endpoint.selectPath("order") === "/v0");
  };
  const [few, many] = [hits(0.1), hits(0.4)];
  assert.ok(few.every((isHit, call) => !isHit || many[call]));
});

test("probes are not counted, and change nobody's fate", () => {
  const plain = createRegistry();
  const probed = createRegistry();
  for (const registry of [plain, probed]) registry.inject();
  assert.ok(probed.countWrong(200, "probe") > 0);
  assert.equal(probed.faults.list()[0]?.requestsAffected, 0);
  const paths = ({ endpoint }: typeof plain) => Array.from({ length: 300 }, () => endpoint.selectPath("order"));
  assert.deepEqual(paths(probed), paths(plain));
});

test("captures and voids are touched, not counted, and change no order's fate", () => {
  const plain = createRegistry();
  const followed = createRegistry();
  for (const registry of [plain, followed]) registry.inject();
  const paths = ({ endpoint }: typeof plain, followUps: number) =>
    Array.from({ length: 300 }, () => {
      for (let call = 0; call < followUps; call += 1) endpoint.selectPath("follow-up");
      return endpoint.selectPath("order");
    });
  const orders = paths(plain, 0);
  assert.deepEqual(paths(followed, 2), orders);
  const hit = orders.filter((path) => path === "/v0").length;
  assert.ok(hit > 0);
  for (const { faults } of [plain, followed]) assert.equal(faults.list()[0]?.requestsAffected, hit);
  assert.ok(followed.countWrong(100, "follow-up") > 0);
  assert.equal(followed.faults.list()[0]?.stages[0]?.requestsAffected, hit);
});

test("a fault whose lease is not renewed ends by itself", () => {
  const { clock, changes, faults, inject, countWrong } = createRegistry();
  const fault = inject({ share: 1 });
  clock.advance(2_000);
  faults.renewLease(fault, 3_000);
  clock.advance(2_999);
  assert.equal(countWrong(1), 1);
  clock.advance(1);
  assert.equal(fault.state, "expired");
  assert.equal(countWrong(1), 0);
  assert.equal(fault.endedAtMs, clock.nowMs());
  assert.deepEqual(
    changes.list().map((change) => [change.says, change.share]),
    [
      ["rolled out", 1],
      ["lease ran out", 0],
    ],
  );
});

test("a fault ends at its lease also when the timer is late", () => {
  const { clock, faults, inject, countWrong } = createRegistry();
  clock.schedule = () => () => undefined;
  const fault = inject({ share: 1 });
  clock.advance(3_000);
  assert.equal(countWrong(1), 0);
  assert.equal(fault.state, "expired");
  assert.equal(faults.list()[0]?.state, "expired");
});

test("two faults cannot set the same key, but one may follow the other", () => {
  const { faults, inject } = createRegistry();
  const first = inject();
  assert.equal(faults.inject(injection), undefined);
  faults.end(first);
  assert.ok(faults.inject(injection));
});

test("taking a fault back twice changes nothing", () => {
  const { clock, changes, faults, inject } = createRegistry();
  const fault = inject();
  faults.end(fault);
  const endedAtMs = fault.endedAtMs;
  clock.advance(5_000);
  faults.end(fault);
  assert.equal(fault.state, "ended");
  assert.equal(fault.endedAtMs, endedAtMs);
  assert.deepEqual(
    changes.list().map((change) => change.says),
    ["rolled out", "taken back"],
  );
});
