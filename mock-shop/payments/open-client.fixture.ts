import { ChangeLog } from "../changes.ts";
import { createCounters } from "../counters.ts";
import { FaultRegistry } from "../faults/registry.ts";
import { Settings } from "../settings.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { EndpointSelection } from "./endpoint.ts";
import { PaymentClient } from "./payment-client.ts";

export const deadlineMs = 1_000;

/** A payment client without a shop, on a clock that stands still. */
export function openClient(origin: string, changes: { deadlineMs?: number; connections?: number } = {}) {
  const clock = new ManualClock();
  const counters = createCounters();
  const log = new ChangeLog(clock);
  const faults = new FaultRegistry(clock, log);
  const settings = { origin, key: "a-provider-key", deadlineMs, connections: 8, seed: 3, clock, faults, ...changes };
  const endpoint = new EndpointSelection(new Settings(log), faults, 3);
  const client = new PaymentClient(settings, endpoint, counters);
  return { client, clock, counters, faults, [Symbol.asyncDispose]: () => client.close() };
}

export const authorization = {
  orderNumber: "T-AAAA-000001",
  amountCents: 2_000,
  currency: "USD",
  idempotencyKey: "pay-T-AAAA-000001",
  card: "tok_visa",
} as const;
