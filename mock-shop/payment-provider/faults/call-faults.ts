import type { Clock } from "../../clock.ts";
import type { Fault } from "../../faults/fault.ts";
import type { FaultRegistry } from "../../faults/registry.ts";
import { drawUniform } from "../../rules/draw.ts";
import { callFaults } from "./catalogue.ts";
import type { CallAnswer, CallFault, Pause } from "./provider-fault.ts";

/**
 * What a call is for: `order` authorizes, `follow-up` captures, voids, refunds and lists, `probe` has no effect. Each is
 * numbered apart, so that a probe or a late capture changes no customer's fate.
 */
export type CallStream = "order" | "follow-up" | "probe";

/** Calls `listener` once when the caller is gone or has its answer; gives a way to stop it. */
export type WatchCaller = (listener: () => void) => () => void;

interface Hit {
  readonly fault: Fault;
  readonly kind: CallFault;
}

/** Lets the active faults act on calls. The n-th call's luck depends on seed and n: who is hit at 15 % is hit at 30 %. */
export class CallFaults {
  readonly #registry: FaultRegistry;
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #calls: Record<CallStream, number> = { order: 0, "follow-up": 0, probe: 0 };

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
    this.#calls[stream] += 1;
    const hits: Hit[] = [];
    for (const kind of callFaults) {
      const fault = this.#registry.findActive(kind.kind);
      if (!fault) continue;
      if (drawUniform(this.#seed, "provider-call", kind.kind, stream, this.#calls[stream]) >= fault.share) continue;
      if (stream === "order") this.#registry.countAffected(fault);
      hits.push({ fault, kind });
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
