import type { FaultKind } from "../../faults/fault.ts";
import { failure } from "./failure.ts";
import { hang } from "./hang.ts";
import { latency } from "./latency.ts";
import type { CallFault, WebhookFault } from "./provider-fault.ts";
import { reset } from "./reset.ts";
import { webhookDoubled } from "./webhook-doubled.ts";
import { webhookLate } from "./webhook-late.ts";
import { webhookShuffled } from "./webhook-shuffled.ts";

/** In the order in which they act on a call that several of them hit. */
export const callFaults: readonly CallFault[] = [latency, failure, hang, reset];

export const webhookFaults: readonly WebhookFault[] = [webhookLate, webhookDoubled, webhookShuffled];

/** Every fault that can be put into the provider, by kind. */
export const providerFaultKinds: ReadonlyMap<string, FaultKind> = new Map(
  [...callFaults, ...webhookFaults].map((kind) => [kind.kind, kind]),
);
