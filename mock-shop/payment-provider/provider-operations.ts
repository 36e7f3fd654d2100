import type { DatabaseSync } from "node:sqlite";
import { buildPaymentOperations } from "./payment-operations.ts";
import { buildWebhookOperations } from "./webhooks/webhook-operations.ts";

export { schemaSteps } from "./provider-schema.ts";

/** What the provider can ask of its books. Runs in the worker thread, inside the group's transaction. */
export function buildOperations(database: DatabaseSync) {
  return { ...buildPaymentOperations(database), ...buildWebhookOperations(database) };
}

export type ProviderOperations = ReturnType<typeof buildOperations>;
