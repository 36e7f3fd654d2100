import { configChange } from "./config-change.ts";
import type { FaultKind } from "./fault.ts";

/** Every fault that can be put into this shop: one small file a kind. */
export const faultKinds: ReadonlyMap<string, FaultKind> = new Map([[configChange.kind, configChange]]);
