import type { Defence } from "./defence.ts";

/** Long enough that a rush of a minute does not act, incident clock. harness/deal/kill-switch.ts estimates with it. */
const windowMinutes = 10;

const never = -1;

/**
 * Switches all vouchers off when more orders with a discount were placed in 10 incident minutes than the limit allows. They
 * stay off until a person switches them on; uses are then counted anew. Who is paying at that moment keeps the discount.
 */
export const voucherKillSwitch: Defence = {
  name: "voucher-kill-switch",
  kind: "containing",
  says: "switches all vouchers off when they are used far more often than expected",
  costs: "rightful vouchers give nothing either, until somebody switches them on again",
  start(world) {
    const limit = (world.promotionGuard?.usesPerMinute ?? Number.POSITIVE_INFINITY) * windowMinutes;
    const windowMs = world.toWallMs(windowMinutes);
    const usedAtMs: number[] = [];
    let switchedOffAtMinute = never;
    let usesAtSwitch = 0;
    let refusedAfter = 0;
    return {
      // Minute and uses of the first time that it acted; the uses are those in its window.
      readCounts: () => ({
        ...(switchedOffAtMinute === never ? {} : { switchedOffAtMinute }),
        usesAtSwitch,
        refusedAfter,
      }),
      observeDiscount(_cents, nowMs) {
        if (limit === Number.POSITIVE_INFINITY || world.areVouchersOff()) return;
        usedAtMs.push(nowMs);
        while (Number(usedAtMs[0]) <= nowMs - windowMs) usedAtMs.shift();
        if (usedAtMs.length <= limit) return;
        world.switchVouchersOff("voucher-kill-switch");
        if (switchedOffAtMinute === never) {
          switchedOffAtMinute = Math.floor(world.readMinute());
          usesAtSwitch = usedAtMs.length;
        }
        usedAtMs.length = 0;
      },
      switchesVouchersOff: {
        countRefusal: () => {
          refusedAfter += 1;
        },
      },
    };
  },
};
