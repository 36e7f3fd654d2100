import { configChange } from "./config-change.ts";
import { exhaustedPool } from "./exhausted-pool.ts";
import type { FaultKind } from "./fault.ts";
import { voucherFaults } from "./voucher-bug.ts";

/** Every fault that can be put into this shop: one small file a kind. */
export const faultKinds: ReadonlyMap<string, FaultKind> = new Map(
  [configChange, exhaustedPool, ...voucherFaults].map((kind) => [kind.kind, kind]),
);
