import type { PaymentState } from "./payment-rules.ts";

type WebhookCount = "webhooksDelivered" | "webhookFailures" | "webhooksParked";

/**
 * Answers since start, by the state that the payment had in them; a repeated call counts again. Webhooks count by event,
 * failures of their delivery by request.
 */
export type ProviderCounters = Record<PaymentState | "requests" | "unknownPaths" | "refused" | WebhookCount, number>;

export function createProviderCounters(): ProviderCounters {
  return {
    requests: 0,
    unknownPaths: 0,
    refused: 0,
    authorized: 0,
    captured: 0,
    voided: 0,
    refunded: 0,
    declined: 0,
    webhooksDelivered: 0,
    webhookFailures: 0,
    webhooksParked: 0,
  };
}
