import { noValue } from "./no-value.ts";
import { defineCallFault } from "./provider-fault.ts";

/** The call is worked on, and its answer is held until the fault ends: the caller cannot know what became of it. */
export const hang = defineCallFault("hang", noValue, {
  async after(_value, pause) {
    await pause(Number.POSITIVE_INFINITY);
    return undefined;
  },
});
