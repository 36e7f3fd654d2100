import { z } from "zod";
import { portSchema, secretSchema } from "./process/common-schemas.ts";

export const shopConfigurationSchema = z.strictObject({
  host: z.string().min(1).default("127.0.0.1"),
  port: portSchema,
  controlPort: portSchema,
  controlToken: secretSchema,
  booksPath: z.string().min(1),
  providerOrigin: z.url({ protocol: /^https?$/ }),
  providerKey: secretSchema,
  workers: z.int().min(1).max(10_000),
  serviceMs: z.number().positive().max(10_000),
  queueBoundMs: z.number().min(0).max(60_000),
  paymentDeadlineMs: z.int().min(1).max(60_000),
  seed: z.int(),
  currency: z.enum(["USD", "EUR"]),
  capacityModel: z.boolean().default(true),
  maxSessions: z.int().min(1).max(1_000_000).default(100_000),
  maxPaymentsInFlight: z.int().min(1).max(4_096).default(256),
});

export type ShopConfiguration = z.output<typeof shopConfigurationSchema>;
