import { z } from "zod";
import { defineCallFault } from "./provider-fault.ts";

/** The call waits before it is worked on. */
export const latency = defineCallFault("latency", z.strictObject({ addedMs: z.number().positive().max(60_000) }), {
  async before({ addedMs }, pause) {
    await pause(addedMs);
    return undefined;
  },
});
