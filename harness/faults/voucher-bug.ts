// A voucher bug of the shop, one of its two stages: put in, leased and taken back by the shop's control API, and seen by
// sample baskets that the shop prices with the code that prices everybody's. It acts or it does not: there is no share.
import type { VoucherFaultName } from "../../scenarios/incident.ts";
import { type FaultKind, leaseMs } from "./fault.ts";
import { holdFault } from "./probed-fault.ts";
import type { ShopControl, VoucherProbe } from "./shop-control.ts";

/** The second stage plays the first one's trick too, and both may be in at a time: each is seen by what only it explains. */
const signs: Readonly<Record<VoucherFaultName, (probe: VoucherProbe) => boolean>> = {
  "voucher-kept": ({ trickWorksByFirstStage }) => trickWorksByFirstStage,
  "voucher-everyone": ({ worksWithoutCode }) => worksWithoutCode,
};

export function buildVoucherBug(shop: ShopControl, kind: VoucherFaultName): FaultKind {
  return {
    kind,
    proofMs: 0,
    async inject({ name, share }) {
      const { id } = await shop.injectFault("shop", { name, kind, share, leaseMs });
      return holdFault(shop, "shop", id, {
        acts: async () => signs[kind](await shop.probeVoucher()),
        isGone: async () => {
          const probe = await shop.probeVoucher();
          return probe.worksWithCode && !signs[kind](probe);
        },
      });
    },
  };
}
