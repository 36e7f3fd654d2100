import { noValue } from "./no-value.ts";
import { defineWebhookFault } from "./provider-fault.ts";

/** The event is told once more after the endpoint took it. */
export const webhookDoubled = defineWebhookFault("webhook-doubled", noValue, () => ({ holdMs: 0, isRepeated: true }));
