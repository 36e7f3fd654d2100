import { CallNumbers, type CallStream } from "../faults/call-numbers.ts";
import type { FaultRegistry } from "../faults/registry.ts";
import { drawUniform } from "../rules/draw.ts";
import type { Settings } from "../settings.ts";

/** Decides for each payment call which configuration it reads: the running one, or the change that is rolled out. */
export class EndpointSelection {
  readonly #settings: Settings;
  readonly #faults: FaultRegistry;
  readonly #seed: number;
  readonly #calls = new CallNumbers();

  constructor(settings: Settings, faults: FaultRegistry, seed: number) {
    this.#settings = settings;
    this.#faults = faults;
    this.#seed = seed;
  }

  selectPath(stream: CallStream): string {
    const call = this.#calls.take(stream);
    const fault = this.#faults.findActive("payment.endpointPath");
    const isTouched =
      fault && this.#faults.touches(fault, stream, drawUniform(this.#seed, "payment-call", stream, call));
    return isTouched ? (fault.value as string) : this.#settings.get("payment.endpointPath");
  }
}
