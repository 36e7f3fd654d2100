import { type Clock, waitUntil } from "../clock.ts";
import { CallNumbers, type CallStream } from "../faults/call-numbers.ts";
import type { FaultRegistry } from "../faults/registry.ts";
import { drawUniform } from "../rules/draw.ts";
import { computeConnectionWaitMs } from "../rules/payment-limits.ts";
import { describeDryPool, type Reply } from "./reply.ts";

export interface ConnectionSupplySettings {
  readonly faults: FaultRegistry;
  readonly clock: Clock;
  readonly seed: number;
  readonly deadlineMs: number;
}

/** Decides for each payment call whether it gets a connection. Without a fault there are as many as payments in flight. */
export class ConnectionSupply {
  readonly #settings: ConnectionSupplySettings;
  readonly #calls = new CallNumbers();

  constructor(settings: ConnectionSupplySettings) {
    this.#settings = settings;
  }

  /** Undefined when there is one; else what stands for the answer, once the wait for one was in vain. */
  waitInVain(stream: CallStream): Promise<Reply> | undefined {
    const { faults, clock, seed, deadlineMs } = this.#settings;
    const call = this.#calls.take(stream);
    const fault = faults.findActive("payment.connections");
    if (!fault || !faults.touches(fault, stream, drawUniform(seed, "payment-connection", stream, call)))
      return undefined;
    const waitMs = computeConnectionWaitMs(deadlineMs);
    return waitUntil(clock, clock.elapsedMs() + waitMs).then(() => describeDryPool(waitMs));
  }
}
