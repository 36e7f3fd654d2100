import type { FaultRegistry } from "../../faults/registry.ts";
import { drawUniform } from "../../rules/draw.ts";
import { webhookFaults } from "../faults/catalogue.ts";
import type { DeliveryChange } from "../faults/provider-fault.ts";

/** Decides what the active faults do to each event; the n-th event's luck depends on seed and n alone. */
export class WebhookFaults {
  readonly #registry: FaultRegistry;
  readonly #seed: number;
  #events = 0;

  constructor(registry: FaultRegistry, seed: number) {
    this.#registry = registry;
    this.#seed = seed;
  }

  /** `onEnd` is called when a fault that holds the event ends, unless `stopWatching` was called before. */
  change(onEnd: () => void): DeliveryChange & { stopWatching(): void } {
    this.#events += 1;
    const stops: (() => void)[] = [];
    let holdMs = 0;
    let isRepeated = false;
    for (const kind of webhookFaults) {
      const fault = this.#registry.findActive(kind.kind);
      if (!fault || drawUniform(this.#seed, "webhook", kind.kind, this.#events) >= fault.share) continue;
      this.#registry.countAffected(fault);
      const change = kind.change(fault.value, drawUniform(this.#seed, "webhook", kind.kind, this.#events, "change"));
      if (change.holdMs > 0) stops.push(this.#registry.onEnd(fault, onEnd));
      holdMs += change.holdMs;
      isRepeated ||= change.isRepeated;
    }
    const stopWatching = () => {
      for (const stop of stops) stop();
    };
    return { holdMs, isRepeated, stopWatching };
  }
}
