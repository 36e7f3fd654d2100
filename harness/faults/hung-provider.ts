// The provider takes a share of the calls, works on them and never answers: the shop waits for its payment deadline and
// cannot know what became of the payment. Captures and voids hang as well; only attempts to place an order are counted.
import type { FaultKind } from "./fault.ts";
import { buildProbedFault } from "./probed-fault.ts";
import type { ShopControl } from "./shop-control.ts";

export function buildHungProvider(shop: ShopControl, paymentDeadlineMs: number): FaultKind {
  return buildProbedFault(shop, {
    kind: "hung-provider",
    seat: "payment-provider",
    put: { kind: "hang" },
    touchedCallMs: paymentDeadlineMs,
  });
}
