import { z } from "zod";

const isEmpty = (value: unknown) => z.strictObject({}).safeParse(value).success;

/** For faults that have nothing to be set: nothing, `null` or `{}`; `null` in the list of faults. */
export const noValue = z.preprocess((value) => (isEmpty(value) ? null : value), z.null()).default(null);
