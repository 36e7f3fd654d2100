import { z } from "zod";
import { isKnownCard } from "../rules/card.ts";
import { webhookUrlSchema } from "./webhooks/webhook-url.ts";

export const captureBatchLimit = 100;
const listLimit = 1_000;

const text = z.string().min(1).max(200);
const cents = z.int().min(1).max(100_000_000);

export const authorizationSchema = z.strictObject({
  orderNumber: text,
  amountCents: cents,
  currency: z.enum(["USD", "EUR"]),
  idempotencyKey: text,
  card: z.string().refine(isKnownCard, "expected a test card"),
});
export const amountSchema = z.strictObject({ amountCents: cents });
export const capturesSchema = z.strictObject({
  captures: z
    .array(z.strictObject({ paymentId: text, amountCents: cents }))
    .min(1)
    .max(captureBatchLimit),
});
export const voidByKeySchema = z.strictObject({ orderNumber: text, idempotencyKey: text });
export const paymentsQuerySchema = z.strictObject({
  after: text.optional(),
  limit: z.coerce.number().int().min(1).max(listLimit).default(100),
});
export const webhookSchema = z.strictObject({ url: webhookUrlSchema });
