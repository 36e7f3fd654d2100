import { z } from "zod";
import { defences } from "./defences/catalogue.ts";
import { portSchema, secretSchema } from "./process/common-schemas.ts";
import { usualPaymentsInFlight } from "./rules/payment-limits.ts";
import { voucherBugs } from "./rules/voucher.ts";
import { promotionGuardSchema, standardVouchers, voucherCapChecks, voucherSchema } from "./voucher-configuration.ts";

export const shopConfigurationSchema = z.strictObject({
  host: z.string().min(1).default("127.0.0.1"),
  port: portSchema,
  controlPort: portSchema,
  controlToken: secretSchema,
  booksPath: z.string().min(1),
  providerOrigin: z.url({ protocol: /^https?$/ }),
  providerKey: secretSchema,
  /** The provider's control API, which takes the same token; the shop's passes calls on to it. */
  providerControlUrl: z.url({ protocol: /^https?$/ }).optional(),
  workers: z.int().min(1).max(10_000),
  serviceMs: z.number().positive().max(10_000),
  queueBoundMs: z.number().min(0).max(60_000),
  paymentDeadlineMs: z.int().min(1).max(60_000),
  seed: z.int(),
  currency: z.enum(["USD", "EUR"]),
  capacityModel: z.boolean().default(true),
  /** Incident seconds in one real second: fulfilment and vouchers' windows run on this clock. */
  pace: z.number().positive().max(100_000).default(1),
  /** Names of the defences that are on from the start. */
  defences: z
    .array(z.enum([...defences.keys()]))
    .max(50)
    .default([]),
  voucherBug: z.enum(voucherBugs).default("none"),
  voucherCapCheck: z.enum(voucherCapChecks).default("read-then-write"),
  vouchers: z.array(voucherSchema).max(20).default(standardVouchers),
  /** What voucher-budget and voucher-kill-switch hold all vouchers against; nothing while they are off. */
  promotionGuard: promotionGuardSchema.nullable().default(null),
  /** Stock of single articles where the seed's deep one will not do. Counts for articles that the books do not know yet. */
  stock: z.record(z.string(), z.int().min(0).max(1_000_000)).default({}),
  /** So much longer every page takes before it goes out, in wall ms; no worker is held meanwhile. */
  pageDelayMs: z.number().min(0).max(60_000).default(0),
  maxSessions: z.int().min(1).max(1_000_000).default(100_000),
  maxPaymentsInFlight: z.int().min(1).max(4_096).default(usualPaymentsInFlight),
});

export type ShopConfiguration = z.output<typeof shopConfigurationSchema>;
