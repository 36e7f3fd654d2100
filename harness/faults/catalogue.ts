// All kinds of fault, by the name that incidents use.
import type { FaultWindow } from "../../scenarios/incident.ts";
import { buildConfigChange } from "./config-change.ts";
import type { FaultKind } from "./fault.ts";
import type { ShopControl } from "./shop-control.ts";

/** The kind of a fault window, bound to the shop. */
export function buildFaultKind(kind: FaultWindow["kind"], shop: ShopControl): FaultKind {
  switch (kind) {
    case "config-change":
      return buildConfigChange(shop);
  }
}
