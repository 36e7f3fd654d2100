import type { z } from "zod";
import type { FaultKind } from "../../faults/fault.ts";
import { ConfigError, parseWith } from "../../process/problems.ts";

/** What the provider answers to a call: a status and a JSON body. */
export interface CallAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Resolves after that time; at once when the fault ends or the caller hangs up. */
export type Pause = (delayMs: number) => Promise<void>;

interface CallAbilities<Value> {
  /** Acts before the provider works on a call; an answer goes out instead of the work. */
  before?(value: Value, pause: Pause): Promise<CallAnswer | undefined>;
  /** Acts between the work and its answer; `cut` resets the connection instead of answering. */
  after?(value: Value, pause: Pause): Promise<"cut" | undefined>;
}

/** A fault that acts on calls to the provider. */
export type CallFault = FaultKind & CallAbilities<unknown>;

/** What a fault does to the delivery of one event. */
export interface DeliveryChange {
  readonly holdMs: number;
  readonly isRepeated: boolean;
}

/** A fault that acts on webhooks; `draw` in (0, 1) is this event's own. */
export interface WebhookFault extends FaultKind {
  change(value: unknown, draw: number): DeliveryChange;
}

/** The key of a provider's fault is its kind: one of each kind can be active. */
export function defineCallFault<Value>(
  kind: string,
  schema: z.ZodType<Value>,
  { before, after }: CallAbilities<Value>,
): CallFault {
  return {
    kind,
    parse: (key, value) => parseTarget(kind, schema, key, value),
    ...(before && { before: (value, pause) => before(value as Value, pause) }),
    ...(after && { after: (value, pause) => after(value as Value, pause) }),
  };
}

export function defineWebhookFault<Value>(
  kind: string,
  schema: z.ZodType<Value>,
  change: (value: Value, draw: number) => DeliveryChange,
): WebhookFault {
  return {
    kind,
    parse: (key, value) => parseTarget(kind, schema, key, value),
    change: (value, draw) => change(value as Value, draw),
  };
}

function parseTarget(kind: string, schema: z.ZodType, key: unknown, value: unknown) {
  if (key !== undefined && key !== kind) {
    throw new ConfigError([`\`key\`: expected ${kind} or nothing, got ${JSON.stringify(key)}`]);
  }
  try {
    return { key: kind, value: parseWith(schema, value) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.problems.map((problem) => `\`value\` of ${kind}: ${problem}`));
  }
}
