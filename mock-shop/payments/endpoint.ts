import type { FaultRegistry } from "../faults/registry.ts";
import { drawUniform } from "../rules/draw.ts";
import type { Settings } from "../settings.ts";

/**
 * What a payment call is for: `order` authorizes one that is being placed, `follow-up` captures or voids, `probe` has no
 * effect. Each is numbered apart, so that a probe or a late capture changes no customer's fate.
 */
export type CallStream = "order" | "follow-up" | "probe";

/** Decides for each payment call which configuration it reads: the running one, or the change that is rolled out. */
export class EndpointSelection {
  readonly #settings: Settings;
  readonly #faults: FaultRegistry;
  readonly #seed: number;
  readonly #calls: Record<CallStream, number> = { order: 0, "follow-up": 0, probe: 0 };

  constructor(settings: Settings, faults: FaultRegistry, seed: number) {
    this.#settings = settings;
    this.#faults = faults;
    this.#seed = seed;
  }

  /** The call's share of luck depends on seed and number alone: who is hit at 15 % is hit at 30 % too. */
  selectPath(stream: CallStream): string {
    this.#calls[stream] += 1;
    const fault = this.#faults.findActive("payment.endpointPath");
    if (!fault || drawUniform(this.#seed, "payment-call", stream, this.#calls[stream]) >= fault.share) {
      return this.#settings.get("payment.endpointPath");
    }
    if (stream === "order") this.#faults.countAffected(fault);
    return fault.value as string;
  }
}
