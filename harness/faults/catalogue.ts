// All kinds of fault, by the name that incidents use.
import type { FaultKindName } from "../../scenarios/incident.ts";
import { buildConfigChange } from "./config-change.ts";
import { buildExhaustedPool } from "./exhausted-pool.ts";
import type { FaultKind } from "./fault.ts";
import { buildHungProvider } from "./hung-provider.ts";
import type { ShopControl } from "./shop-control.ts";
import { buildVoucherBug } from "./voucher-bug.ts";

/** The kind of a fault window, bound to the shop and to its one deadline for a payment call. */
export function buildFaultKind(kind: FaultKindName, shop: ShopControl, paymentDeadlineMs: number): FaultKind {
  switch (kind) {
    case "config-change":
      return buildConfigChange(shop);
    case "hung-provider":
      return buildHungProvider(shop, paymentDeadlineMs);
    case "exhausted-pool":
      return buildExhaustedPool(shop, paymentDeadlineMs);
    case "voucher-kept":
    case "voucher-everyone":
      return buildVoucherBug(shop, kind);
  }
}
