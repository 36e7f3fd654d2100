import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { callControl } from "../../mock-shop/testing/call-control.ts";
import { orderInTurn, rightful } from "../../mock-shop/testing/deal-shoppers.ts";
import { startScriptedProvider } from "../../mock-shop/testing/scripted-provider.ts";
import { openTestShop } from "../../mock-shop/testing/test-shop.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { buildChangeLog } from "../drill/change-log.ts";
import type { ChangeLogEntry } from "../record/run-record.ts";
import { listOffWindows } from "./off-windows.ts";

const change = (atMinute: number, value: string, key = "voucher.isOff"): ChangeLogEntry => ({
  ...{ atMinute, key, value, says: "changed" },
});

describe("when vouchers were switched off", () => {
  it("is from each time that somebody or the kill switch did it to when they were switched on, or to the end", () => {
    const log = [change(100, "true"), change(20, "true"), change(25, "true"), change(60, "false")];
    assert.deepEqual(listOffWindows(log), [
      { fromMinute: 20, untilMinute: 60 },
      { fromMinute: 100, untilMinute: null },
    ]);
  });

  it("is never where nobody did, whatever else was set", () => {
    assert.deepEqual(listOffWindows([]), []);
    assert.deepEqual(listOffWindows([change(20, "false"), change(30, "true", "storefront.orderingPaused")]), []);
  });

  it("is told by a real shop, whose kill switch acted and whom an operator switched on again", async () => {
    await using provider = await startScriptedProvider();
    const configuration = {
      defences: ["voucher-kill-switch"],
      promotionGuard: { budgetCents: 1_000_000, usesPerMinute: 0 },
    };
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
    assert.deepEqual(await orderInTurn(shop, [{ ...rightful, email: "ada@example.com" }]), [303]);
    await callControl(shop, "POST", "/control/actions/switch-voucher-on", { by: "me" });
    await callControl(shop, "POST", "/control/actions/switch-voucher-off", { by: "me" });
    const changes = shop.parts.changes.list();
    const clock = buildIncidentClock([{ name: "all", fromMinute: 0, toMinute: 60 }], 60);
    const windows = listOffWindows(buildChangeLog(changes, clock, Number(changes[0]?.atMs)));
    assert.deepEqual(
      windows.map(({ untilMinute }) => untilMinute === null),
      [false, true],
    );
    assert.equal(windows[0]?.fromMinute, 0);
  });
});
