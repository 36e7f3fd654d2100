import { ConfigError } from "../process/problems.ts";
import { parseSetting } from "../settings.ts";
import type { FaultKind } from "./fault.ts";

/** A change of configuration, rolled out by share: that share of the payment client's calls reads the new value. */
export const configChange: FaultKind = {
  kind: "config-change",
  parse(key, value) {
    if (key !== "payment.endpointPath") {
      throw new ConfigError([`\`key\`: expected payment.endpointPath, got ${JSON.stringify(key)}`]);
    }
    return { key, value: parseSetting(key, value) };
  },
};
