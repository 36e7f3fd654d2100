import { noValue } from "./no-value.ts";
import { defineCallFault } from "./provider-fault.ts";

/** The call is worked on, and the connection is reset instead of its answer. */
export const reset = defineCallFault("reset", noValue, {
  async after() {
    return "cut";
  },
});
