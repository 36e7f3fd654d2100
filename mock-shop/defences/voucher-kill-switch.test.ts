import assert from "node:assert/strict";
import { test } from "node:test";
import { buildWorld } from "./defence-world.fixture.ts";
import { voucherKillSwitch } from "./voucher-kill-switch.ts";

const guard = { budgetCents: 0, usesPerMinute: 0.25 };

/** An incident minute is a second; more than 2.5 uses in 10 of them are too many. */
function start(promotionGuard: typeof guard | null = guard) {
  const switches: string[] = [];
  let minute = 0;
  const defence = voucherKillSwitch.start(
    buildWorld({
      promotionGuard,
      readMinute: () => minute,
      areVouchersOff: () => switches.at(-1)?.startsWith("off") ?? false,
      switchVouchersOff: (by) => void switches.push(`off by ${by} at ${minute}`),
    }),
  );
  const use = (atMinute: number) => {
    minute = atMinute;
    defence.observeDiscount?.(1_000, atMinute * 1_000);
  };
  return { defence, switches, use };
}

test("as many uses as the limit allows in any 10 minutes leave vouchers on", () => {
  const { defence, switches, use } = start();
  for (const minute of [0, 1, 10, 11, 20, 21, 30]) use(minute);
  assert.deepEqual(switches, []);
  assert.deepEqual(defence.readCounts(), { usesAtSwitch: 0, refusedAfter: 0 });
});

test("one more within 10 minutes switches them off, once, and says when in whole minutes", () => {
  const { defence, switches, use } = start();
  for (const minute of [20.5, 25, 30.4, 30.45, 31]) use(minute);
  assert.deepEqual(switches, ["off by voucher-kill-switch at 30.4"]);
  assert.deepEqual(defence.readCounts(), { switchedOffAtMinute: 30, usesAtSwitch: 3, refusedAfter: 0 });
});

test("switched on by hand it counts anew, and the counts stay those of the first time", () => {
  const { defence, switches, use } = start();
  for (const minute of [1, 2, 3, 4]) use(minute);
  switches.push("on");
  for (const minute of [5, 6]) use(minute);
  assert.equal(switches.length, 2);
  use(7);
  assert.equal(switches.at(-1), "off by voucher-kill-switch at 7");
  assert.deepEqual(defence.readCounts(), { switchedOffAtMinute: 3, usesAtSwitch: 3, refusedAfter: 0 });
});

test("without a limit it watches nothing; with a limit of 0 the first use is too many", () => {
  const without = start(null);
  for (let minute = 0; minute < 100; minute += 1) without.use(minute / 100);
  assert.deepEqual(without.switches, []);
  const strict = start({ ...guard, usesPerMinute: 0 });
  strict.use(1);
  assert.equal(strict.switches.length, 1);
});
