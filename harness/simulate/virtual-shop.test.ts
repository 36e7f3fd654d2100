import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome } from "../../scenarios/outcome.ts";
import { chooseChain, type StepChain } from "./step-chains.ts";
import { type StepEnd, VirtualShop, type VirtualShopSettings } from "./virtual-shop.ts";

const memory = { taken: false, reviewed: false, removed: false, ordered: false };
const home = chooseChain({ step: "home" }, memory);
const placeOrder = chooseChain({ step: "place-order" }, memory);

function open(changes: Partial<VirtualShopSettings> = {}): VirtualShop {
  return new VirtualShop({
    workers: 1,
    serviceMs: 10,
    queueBoundMs: 250,
    responseTimeoutMs: 3000,
    paymentDeadlineMs: 500,
    pageDelayMs: 0,
    seed: 1,
    faultAt: () => null,
    onWait: () => {},
    ...changes,
  });
}

/** Asks so often at once, and lets everything end. */
function askAtOnce(shop: VirtualShop, chain: StepChain, times: number): StepEnd[] {
  const ends: StepEnd[] = [];
  for (let time = 0; time < times; time++) shop.ask(chain, (end) => ends.push(end));
  shop.run(60_000);
  return ends;
}

function count(ends: readonly StepEnd[], outcome: Outcome): number {
  return ends.filter((end) => end.outcome === outcome).length;
}

describe("a step", () => {
  it("takes as long as its requests are worked on and its payment lasts", () => {
    const shop = open();
    const [end] = askAtOnce(shop, placeOrder, 1);
    assert.deepEqual([end?.outcome, end?.served], ["ok", 3]);
    // All the work, and a payment of some 4 ms.
    const paymentMs = (end?.latencyMs ?? 0) - shop.busyMs;
    assert.ok(paymentMs > 0.5 && paymentMs < 20, `${paymentMs}`);
  });

  it("is sent away where it would wait longer than the queue's bound", () => {
    const ends = askAtOnce(open(), home, 100);
    assert.equal(ends.length, 100);
    // 250 ms of work ahead are about 25 pages of 10 ms.
    assert.ok(Math.abs(count(ends, "ok") - 26) <= 4, `${count(ends, "ok")}`);
    assert.equal(count(ends, "ok") + count(ends, "shed"), 100);
  });

  it("times out at the customer's patience, and what nobody waits for is not begun", () => {
    const shop = open({ queueBoundMs: 60_000, responseTimeoutMs: 300 });
    const ends = askAtOnce(shop, home, 100);
    assert.ok(Math.abs(count(ends, "ok") - 30) <= 4, `${count(ends, "ok")}`);
    assert.equal(count(ends, "timeout"), 100 - count(ends, "ok"));
    assert.ok(ends.every(({ outcome, latencyMs }) => outcome === "ok" || latencyMs === 300));
    assert.ok(shop.busyMs < 330, `${shop.busyMs}`);
  });

  it("is slower by the delay that is added to every page", () => {
    const [plain, delayed] = [0, 300].map((pageDelayMs) => askAtOnce(open({ pageDelayMs }), home, 1)[0]?.latencyMs);
    assert.equal(((delayed ?? 0) - (plain ?? 0)).toFixed(6), "300.000000");
  });
});

describe("an order", () => {
  it("ends on the error page where its payment fails, and no worker is busy with it meanwhile", () => {
    const shop = open({ faultAt: () => ({ kind: "hung-provider", share: 1 }) });
    const [end] = askAtOnce(shop, placeOrder, 1);
    assert.deepEqual([end?.outcome, end?.served], ["error-page", 1]);
    assert.ok((end?.latencyMs ?? 0) > 500 && shop.busyMs < 100, `${end?.latencyMs} ${shop.busyMs}`);
  });

  it("fails by the fault at the moment of its payment", () => {
    const shop = open({ faultAt: (atMs) => (atMs < 1000 ? { kind: "config-change", share: 1 } : null) });
    const outcomes: Outcome[] = [];
    for (const atMs of [0, 2000]) shop.at(atMs, () => shop.ask(placeOrder, ({ outcome }) => outcomes.push(outcome)));
    shop.run(60_000);
    assert.deepEqual(outcomes, ["error-page", "ok"]);
  });
});

describe("virtual time", () => {
  it("stands at the end of the run, and tells of each wait", () => {
    const waits: number[] = [];
    const shop = open({ onWait: (arrivedAtMs, waitedMs) => waits.push(arrivedAtMs + waitedMs) });
    askAtOnce(shop, home, 3);
    assert.equal(shop.nowMs, 60_000);
    assert.equal(waits.length, 3);
    assert.equal(waits[0], 0);
    assert.ok((waits[1] ?? 0) > 0 && (waits[2] ?? 0) > (waits[1] ?? 0));
  });
});
