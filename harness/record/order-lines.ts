// `orders.jsonl`: the customers' order history, one customer a line.
import { z } from "zod";
import { outcomes, stepNames } from "../../scenarios/outcome.ts";
import type { CustomerHistory } from "./customer-history.ts";

const attempt = z.strictObject({
  attempt: z.number().int(),
  visit: z.number().int(),
  key: z.string(),
  startedMinute: z.number(),
  endedMinute: z.number(),
  outcome: z.enum(outcomes),
  status: z.number().int(),
  orderNumber: z.string().nullable(),
  totalCents: z.number().int().nullable(),
  account: z.string().exactOptional(),
});

const line = z.strictObject({
  customer: z.number().int(),
  population: z.string(),
  weight: z.number(),
  account: z.string(),
  buys: z.boolean(),
  counterfactualMinute: z.number().nullable(),
  listCents: z.number().int().nullable(),
  seenCents: z.number().int().nullable(),
  cameMinute: z.number().nullable(),
  visits: z.number().int(),
  firstErrorMinute: z.number().nullable(),
  firstErrorStep: z.enum(stepNames).nullable(),
  firstVisitFailedMinute: z.number().nullable(),
  firstPausedMinute: z.number().nullable().exactOptional(),
  firstTurnedAwayMinute: z.number().nullable().exactOptional(),
  end: z.enum([
    "bought",
    "browsed",
    "competitor",
    "gave-up",
    "left-slow",
    "declined",
    "stayed-home",
    "unfinished",
    "never-came",
  ]),
  endMinute: z.number().nullable(),
  attempts: z.array(attempt),
});

/** One line of JSON a customer, in the order given. */
export function renderOrderLines(history: readonly CustomerHistory[]): string {
  return history.map((customer) => `${JSON.stringify(customer)}\n`).join("");
}

/** Parses what renderOrderLines wrote. Throws with the number of the first broken line. */
export function parseOrderLines(text: string): CustomerHistory[] {
  return text
    .split("\n")
    .filter((json) => json !== "")
    .map((json, index) => {
      try {
        return line.parse(JSON.parse(json));
      } catch (cause) {
        throw new Error(`line ${index + 1} is not a customer's order history`, { cause });
      }
    });
}
