import type { Clock } from "../../clock.ts";
import { CallNumbers, type CallStream } from "../../faults/call-numbers.ts";
import type { Fault } from "../../faults/fault.ts";
import type { FaultRegistry } from "../../faults/registry.ts";
import { drawUniform } from "../../rules/draw.ts";
import { callFaults } from "./catalogue.ts";
import type { CallAnswer, CallFault, Pause } from "./provider-fault.ts";

/** Calls `listener` once when the caller is gone or has its answer; gives a way to stop it. */
export type WatchCaller = (listener: () => void) => () => void;

interface Hit {
  readonly fault: Fault;
  readonly kind: CallFault;
}

/** Lets the active faults act on calls. */
export class CallFaults {
  readonly #registry: FaultRegistry;
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #calls = new CallNumbers();

  constructor(registry: FaultRegistry, clock: Clock, seed: number) {
    this.#registry = registry;
    this.#clock = clock;
    this.#seed = seed;
  }

  /** The answer, or `cut` when the connection is to be reset. */
  async surround(
    stream: CallStream,
    watchCaller: WatchCaller,
    work: () => Promise<CallAnswer>,
  ): Promise<CallAnswer | "cut"> {
    const hits = this.#drawHits(stream);
    for (const { fault, kind } of hits) {
      const instead = await kind.before?.(fault.value, this.#buildPause(fault, watchCaller));
      if (instead) return instead;
    }
    const answer = await work();
    for (const { fault, kind } of hits) {
      if ((await kind.after?.(fault.value, this.#buildPause(fault, watchCaller))) === "cut") return "cut";
    }
    return answer;
  }

  #drawHits(stream: CallStream): readonly Hit[] {
    const call = this.#calls.take(stream);
    const hits: Hit[] = [];
    for (const kind of callFaults) {
      const fault = this.#registry.findActive(kind.kind);
      if (!fault) continue;
      const draw = drawUniform(this.#seed, "provider-call", kind.kind, stream, call);
      if (this.#registry.touches(fault, stream, draw)) hits.push({ fault, kind });
    }
    return hits;
  }

  #buildPause(fault: Fault, watchCaller: WatchCaller): Pause {
    return (delayMs) =>
      new Promise((resolve) => {
        const stops: (() => void)[] = [];
        const finish = () => {
          for (const stop of stops.splice(0)) stop();
          resolve();
        };
        if (Number.isFinite(delayMs)) stops.push(this.#clock.schedule(delayMs, finish));
        stops.push(watchCaller(finish), this.#registry.onEnd(fault, finish));
      });
  }
}
