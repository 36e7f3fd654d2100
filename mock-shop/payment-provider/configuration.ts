import { z } from "zod";
import { portSchema, secretSchema } from "../process/common-schemas.ts";

export const providerConfigurationSchema = z.strictObject({
  host: z.string().min(1).default("127.0.0.1"),
  port: portSchema,
  controlPort: portSchema,
  controlToken: secretSchema,
  booksPath: z.string().min(1),
  providerKey: secretSchema,
  seed: z.int(),
  /** Mean of the provider's own answer time. */
  latencyMs: z.number().min(0).max(10_000).default(4),
});

export type ProviderConfiguration = z.output<typeof providerConfigurationSchema>;
