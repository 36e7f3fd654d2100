import { z } from "zod";
import { nextStates, type OrderState } from "../rules/fulfilment.ts";

const allStates = Object.keys(nextStates) as OrderState[];
export const orderStateSchema = z.enum(allStates);

const states = z.array(orderStateSchema).min(1).max(allStates.length);
const orderNumbers = z.array(z.string().min(1).max(40)).min(1).max(500);
const voucherCode = z.string().min(1).max(20);
const account = z.string().min(1).max(320).describe("the e-mail address as the books hold it: trimmed, lower case");
const timeMs = z.int().min(0);
const cents = z.int().min(0);

/** Which orders an operator means: all that fit every condition. */
export const orderFilterSchema = z.strictObject({
  states: states.exactOptional(),
  voucherCode: voucherCode.exactOptional(),
  placedFromMs: timeMs.exactOptional(),
  placedUntilMs: timeMs.describe("exclusive").exactOptional(),
  account: account.exactOptional(),
  minDiscountCents: cents.exactOptional(),
  hasParcel: z.boolean().exactOptional(),
  orderNumbers: orderNumbers.exactOptional(),
});

/** An action on every order that there is, by a forgotten filter, is the one that nobody wants. */
export const narrowFilterSchema = orderFilterSchema.refine((filter) => Object.keys(filter).length > 0, {
  error: "expected at least one condition, got a filter that fits every order",
});

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, "expected a whole number")
  .transform(Number);
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

function listOf<Item extends z.ZodType<string, string>>(items: z.ZodArray<Item>) {
  return z
    .string()
    .max(16_000)
    .transform((text) => text.split(","))
    .pipe(items)
    .describe("separated by commas");
}

/** The same filter in the query of an address, and where to go on. */
export const orderQuerySchema = z.strictObject({
  states: listOf(states).exactOptional(),
  voucherCode: voucherCode.exactOptional(),
  placedFromMs: wholeNumber.exactOptional(),
  placedUntilMs: wholeNumber.exactOptional(),
  account: account.exactOptional(),
  minDiscountCents: wholeNumber.exactOptional(),
  hasParcel: flag.exactOptional(),
  orderNumbers: listOf(orderNumbers).exactOptional(),
  limit: wholeNumber.pipe(z.int().min(1).max(500)).prefault("100").describe("1 to 500, 100 unless told"),
  after: wholeNumber.prefault("0").describe("the `after` of the answer before"),
});
