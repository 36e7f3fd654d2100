import { z } from "zod";
import { portSchema, secretSchema } from "../process/common-schemas.ts";

export const forumConfigurationSchema = z.strictObject({
  host: z.string().min(1).default("127.0.0.1"),
  port: portSchema,
  controlPort: portSchema,
  controlToken: secretSchema,
  booksPath: z.string().min(1),
  seed: z.int(),
  /** Incident seconds in one real second: attention fades on this clock. */
  pace: z.number().positive().max(100_000).default(1),
  /** How many people one visitor stands for. */
  peoplePerVisitor: z.number().positive().max(1_000_000).default(1),
});

export type ForumConfiguration = z.output<typeof forumConfigurationSchema>;
