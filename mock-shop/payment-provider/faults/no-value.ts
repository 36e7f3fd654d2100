import { z } from "zod";

/** For faults that have nothing to be set; `null` in the list of faults. */
export const noValue = z.null().default(null);
