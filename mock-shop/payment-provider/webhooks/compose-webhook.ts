import type { PaymentEvent } from "../../payments/webhook-event.ts";
import { signatureHeader, signWebhook } from "../../payments/webhook-signature.ts";
import type { Delivery } from "./webhook-operations.ts";

export interface Webhook {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One request that tells all these events, signed for this moment. */
export function composeWebhook(deliveries: readonly Delivery[], secret: string, nowMs: number): Webhook {
  const body = JSON.stringify({ events: deliveries.map(describeEvent) });
  const signature = signWebhook(secret, nowMs, body);
  return { body, headers: { "content-type": "application/json", [signatureHeader]: signature } };
}

function describeEvent(delivery: Delivery): PaymentEvent {
  const { paymentId, orderNumber, sequence, kind, atMs, cents } = delivery;
  const eventId = `evt_${paymentId}_${sequence}`;
  return { eventId, type: `payment.${kind}`, paymentId, orderNumber, sequence, atMs, cents };
}
