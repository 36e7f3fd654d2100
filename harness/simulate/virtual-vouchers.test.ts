import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defences as shopDefences } from "../../mock-shop/defences/catalogue.ts";
import { simulatedDefences, startVirtualVouchers } from "./virtual-vouchers.ts";

const world = { guard: { budgetCents: 2_500, usesPerMinute: 0.3 }, wallMsPerMinute: 1_000, capPerAccount: 1 };
/** Five uses within half a minute: the second and the fifth are of one account, the first is rightful. */
function useFiveTimes(name: string | null): boolean[] {
  const vouchers = startVirtualVouchers(name, world);
  return ["a", "b", "c", "d", "b"].map((account, index) =>
    vouchers.use({ account, cents: 1_000, isRightful: index === 0 }, index * 100),
  );
}

describe("discounts in virtual time", () => {
  it("are all given where no defence is on", () => {
    assert.deepEqual(useFiveTimes(null), [true, true, true, true, true]);
  });

  it("are given once an account with the cap, and as far as it goes with the budget", () => {
    assert.deepEqual(useFiveTimes("voucher-cap"), [true, true, true, true, false]);
    assert.deepEqual(useFiveTimes("voucher-budget"), [true, true, false, false, false]);
  });

  it("end with the use that is one too many for the kill switch, and only the rightful one passes the revalidation", () => {
    assert.deepEqual(useFiveTimes("voucher-kill-switch"), [true, true, true, true, false]);
    assert.deepEqual(useFiveTimes("voucher-revalidation"), [true, false, false, false, false]);
  });

  it("are off once the kill switch acted, for everybody", () => {
    const vouchers = startVirtualVouchers("voucher-kill-switch", world);
    const seen = ["a", "b", "c", "d"].map((account) => {
      vouchers.use({ account, cents: 1_000, isRightful: true }, 0);
      return vouchers.areOff();
    });
    assert.deepEqual(seen, [false, false, false, true]);
  });

  it("names only defences that the shop has", () => {
    assert.ok(simulatedDefences.every((name) => shopDefences.has(name)));
  });
});
