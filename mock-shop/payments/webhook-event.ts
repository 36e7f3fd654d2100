import { z } from "zod";

export const eventLimit = 100;

const text = z.string().min(1).max(200);

/** What the provider tells about one payment. `sequence` counts the events of a payment from 1, in their true order. */
const eventSchema = z.strictObject({
  eventId: text,
  type: z.enum(["payment.authorized", "payment.captured", "payment.voided", "payment.refunded", "payment.declined"]),
  paymentId: text,
  orderNumber: text,
  sequence: z.int().min(1).max(1_000_000),
  atMs: z.int().min(0),
  cents: z.int().min(0).max(100_000_000),
});

/** The body of one POST to the endpoint. */
export const webhookBodySchema = z.strictObject({ events: z.array(eventSchema).min(1).max(eventLimit) });

export type PaymentEvent = z.output<typeof eventSchema>;
