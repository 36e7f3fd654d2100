// A share of the payment calls finds no free connection to the provider, waits for one and gives up: the provider is never
// asked.
import { computeConnectionWaitMs } from "../../mock-shop/rules/payment-limits.ts";
import type { FaultKind } from "./fault.ts";
import { buildProbedFault } from "./probed-fault.ts";
import type { ShopControl } from "./shop-control.ts";

export function buildExhaustedPool(shop: ShopControl, paymentDeadlineMs: number): FaultKind {
  return buildProbedFault(shop, {
    kind: "exhausted-pool",
    seat: "shop",
    put: { kind: "exhausted-pool", key: "payment.connections" },
    touchedCallMs: computeConnectionWaitMs(paymentDeadlineMs),
  });
}
