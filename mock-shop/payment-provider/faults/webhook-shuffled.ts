import { noValue } from "./no-value.ts";
import { defineWebhookFault } from "./provider-fault.ts";

const spreadMs = 1_000;

/** The event is told at a drawn moment within a second, so that later events overtake it. */
export const webhookShuffled = defineWebhookFault("webhook-shuffled", noValue, (_value, draw) => ({
  holdMs: draw * spreadMs,
  isRepeated: false,
}));
