// The change of CO-4: the shop's payment client is pointed at an endpoint that the provider does not
// serve, rolled out by share of payment calls. The call fails at once.
import type { FaultKind } from "./fault.ts";
import { buildProbedFault } from "./probed-fault.ts";
import type { ShopControl } from "./shop-control.ts";

export function buildConfigChange(shop: ShopControl): FaultKind {
  return buildProbedFault(shop, {
    kind: "config-change",
    seat: "shop",
    put: { kind: "config-change", key: "payment.endpointPath", value: "/v0" },
    touchedCallMs: 0,
  });
}
