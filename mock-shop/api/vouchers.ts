import { z } from "zod";
import { voucherFaults } from "../faults/voucher-bug.ts";
import { byWhom, changeAnswers, setOnce } from "./actions.ts";
import { type ControlParts, defineRoute } from "./control-route.ts";
import { probeVoucher } from "./probe-voucher.ts";

/** The voucher on a bad day: mended, and looked at. */
export const voucherRoutes = [
  defineRoute({
    method: "POST",
    path: "/control/actions/fix-voucher",
    name: "fixVoucher",
    says: "puts the right voucher code in place of the bug, and ends the faults that put one in",
    body: byWhom,
    answers: changeAnswers,
    handle: (parts, { body: { by } }) => fixVoucher(parts, by),
  }),
  defineRoute({
    method: "POST",
    path: "/control/actions/switch-voucher-off",
    name: "switchVoucherOff",
    says: "no voucher gives a discount any more, bug or not; who loses one sees the new total before ordering",
    body: byWhom,
    answers: changeAnswers,
    handle: ({ settings }, { body: { by } }) => setOnce(settings, "voucher.isOff", true, by),
  }),
  defineRoute({
    method: "POST",
    path: "/control/actions/switch-voucher-on",
    name: "switchVoucherOn",
    says: "vouchers give discounts again, also after voucher-kill-switch",
    body: byWhom,
    answers: changeAnswers,
    handle: ({ settings }, { body: { by } }) => setOnce(settings, "voucher.isOff", false, by),
  }),
  defineRoute({
    method: "POST",
    path: "/control/probe/voucher",
    name: "probeVoucher",
    says: "prices sample baskets as customers' are priced: which voucher bug acts, whether vouchers are on or off",
    body: z.strictObject({}),
    answers: {
      200: {
        says: "which of them have a discount",
        schema: z.strictObject({
          trickWorks: z.boolean().describe("it outlives the removal of its article in the review"),
          trickWorksByFirstStage: z.boolean().describe("the same with the second stage left out"),
          worksWithoutCode: z.boolean(),
          worksWithCode: z.boolean().describe("the rightful one"),
        }),
      },
    },
    handle: (parts) => ({ status: 200, body: probeVoucher(parts) }),
  }),
];

/** One entry for the deed; each fault that it ends writes its own, as at every end. */
function fixVoucher({ settings, faults }: ControlParts, by: string) {
  const leased = voucherFaults.flatMap(({ kind }) => faults.findActive(kind) ?? []);
  const isRight = leased.length === 0 && settings.get("voucher.bug") === "none";
  const change = isRight ? null : settings.set("voucher.bug", "none", by);
  for (const fault of leased) faults.end(fault, `fixed by ${by}`);
  return { status: 200, body: { change } } as const;
}
