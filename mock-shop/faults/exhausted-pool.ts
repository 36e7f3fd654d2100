import { z } from "zod";
import { ConfigError } from "../process/problems.ts";
import type { FaultKind } from "./fault.ts";

const key = "payment.connections";
const nothing = z.union([z.null(), z.undefined(), z.strictObject({})]);

/** A pool that runs dry: that share of the payment client's calls finds no free connection. There is nothing to be set. */
export const exhaustedPool: FaultKind = {
  kind: "exhausted-pool",
  parse(asked, value) {
    const problems: string[] = [];
    if (asked !== undefined && asked !== key) {
      problems.push(`\`key\`: expected ${key} or nothing, got ${JSON.stringify(asked)}`);
    }
    if (!nothing.safeParse(value).success) problems.push("`value`: expected nothing");
    if (problems.length > 0) throw new ConfigError(problems);
    return { key, value: null };
  },
};
