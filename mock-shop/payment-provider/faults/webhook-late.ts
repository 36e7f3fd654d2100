import { z } from "zod";
import { defineWebhookFault } from "./provider-fault.ts";

/** The event is told later than it could be. */
export const webhookLate = defineWebhookFault(
  "webhook-late",
  z.strictObject({ delayMs: z.number().positive().max(600_000) }),
  ({ delayMs }) => ({ holdMs: delayMs, isRepeated: false }),
);
