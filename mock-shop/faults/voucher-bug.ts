import { z } from "zod";
import { ConfigError } from "../process/problems.ts";
import type { VoucherBug } from "../rules/voucher.ts";
import type { Settings } from "../settings.ts";
import type { Fault, FaultKind } from "./fault.ts";
import type { FaultRegistry } from "./registry.ts";

const nothing = z.union([z.null(), z.undefined(), z.strictObject({})]);

/** Discounts outlive the article that they were given for. Acts on all orders, beside whatever the settings say. */
export const voucherKept = buildVoucherFault("voucher-kept");

/** Baskets of the campaign's banner get its discount without a code; stronger than `voucher-kept`. */
export const voucherEveryone = buildVoucherFault("voucher-everyone");

/** The kinds that put a voucher bug in; each is its own key, so that both can be in at a time. */
export const voucherFaults: readonly FaultKind[] = [voucherKept, voucherEveryone];

interface BugParts {
  readonly settings: Pick<Settings, "get">;
  readonly faults: Pick<FaultRegistry, "findActive">;
}

/** The voucher bug in force: the strongest of the leased faults, else the setting. */
export function findVoucherBug({ settings, faults }: BugParts): VoucherBug {
  if (faults.findActive(voucherEveryone.kind)) return "everyone";
  if (faults.findActive(voucherKept.kind)) return "kept";
  return settings.get("voucher.bug");
}

/** The leased fault that a wrong discount comes of; undefined where it is the setting's. */
export function findVoucherFault({ faults }: Pick<BugParts, "faults">, isOnBanner: boolean): Fault | undefined {
  const [kept, everyone] = [faults.findActive(voucherKept.kind), faults.findActive(voucherEveryone.kind)];
  return isOnBanner ? (everyone ?? kept) : (kept ?? everyone);
}

/** The leased faults as they act on prices, but for the second stage: what is left is the first one's doing. */
export function leaveOutSecondStage(faults: BugParts["faults"]): BugParts["faults"] {
  return { findActive: (kind) => (kind === voucherEveryone.kind ? undefined : faults.findActive(kind)) };
}

function buildVoucherFault(kind: "voucher-kept" | "voucher-everyone"): FaultKind {
  return {
    kind,
    isWhole: true,
    parse(key, value) {
      const problems: string[] = [];
      if (key !== undefined && key !== kind) {
        problems.push(`\`key\`: expected ${kind} or nothing, got ${JSON.stringify(key)}`);
      }
      if (!nothing.safeParse(value).success) problems.push("`value`: expected nothing");
      if (problems.length > 0) throw new ConfigError(problems);
      return { key: kind, value: null };
    },
  };
}
