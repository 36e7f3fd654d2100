import assert from "node:assert/strict";
import { test } from "node:test";
import type { FaultKindName } from "../../scenarios/incident.ts";
import { buildFaultKind } from "./catalogue.ts";
import { FakeShopControl } from "./fake-shop-control.fixture.ts";

const stage = { name: "partly", fromMinute: 60, toMinute: 150, share: 0.25 };

for (const [kind, put, proofMs] of [
  ["config-change", "shop partly config-change payment.endpointPath=/v0", 0],
  ["hung-provider", "payment-provider partly hang", 500],
  ["exhausted-pool", "shop partly exhausted-pool payment.connections", 200],
] as const satisfies readonly (readonly [FaultKindName, string, number])[])
  test(`${kind} is put in by its name, and a proof of it has the time that a touched call takes`, async () => {
    const shop = new FakeShopControl();
    const fault = buildFaultKind(kind, shop, 500);
    await fault.inject(stage);
    assert.deepEqual([fault.kind, fault.proofMs, shop.calls], [kind, proofMs, [`inject ${put} 0.25 3000`]]);
  });
