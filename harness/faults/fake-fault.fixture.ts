// A fault in memory: keeps what was asked of it and when, and can be told to hang, to refuse or to have no effect.
import type { FaultStage } from "../../scenarios/incident.ts";
import type { ActiveFault, FaultKind } from "./fault.ts";
import type { DrillTime } from "./fault-run.ts";

export type FaultCall = "inject" | "widen" | "renew" | "proveEffect" | "restore" | "proveRestore" | "countAffected";

export class FakeFault implements FaultKind {
  readonly kind = "fake";
  proofMs = 0;
  readonly calls: { readonly call: FaultCall; readonly stage: string; readonly atMs: number }[] = [];
  /** What the target knows. */
  inForce = false;
  /** What the probes answer, one after the other; then true. */
  readonly effects: boolean[] = [];
  readonly restores: boolean[] = [];
  readonly affected = new Map<string, number>();
  readonly #time: DrillTime;
  readonly #hangs = new Map<FaultCall, { reached: () => void; until: Promise<void> }>();
  readonly #refusals = new Map<FaultCall, { readonly problem: Error; times: number }>();

  /** The target has ended the fault by itself. */
  lapsed = false;

  constructor(time: DrillTime) {
    this.#time = time;
  }

  /** The next call of that name waits for `go`. */
  hang(call: FaultCall): { readonly reached: Promise<void>; readonly go: () => void } {
    const reached = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    this.#hangs.set(call, { reached: reached.resolve, until: going.promise });
    return { reached: reached.promise, go: going.resolve };
  }

  refuse(call: FaultCall): void {
    this.#refusals.set(call, { problem: new Error(`the target refused ${call}`), times: Number.POSITIVE_INFINITY });
  }

  refuseOnce(call: FaultCall): void {
    this.#refusals.set(call, { problem: new Error(`the target refused ${call}`), times: 1 });
  }

  count(call: FaultCall): number {
    return this.calls.filter((one) => one.call === call).length;
  }

  async #note(call: FaultCall, stage = ""): Promise<void> {
    this.calls.push({ call, stage, atMs: this.#time.nowMs() });
    const hang = this.#hangs.get(call);
    this.#hangs.delete(call);
    hang?.reached();
    await hang?.until;
    const refusal = this.#refusals.get(call);
    if (refusal !== undefined && refusal.times-- > 0) throw refusal.problem;
  }

  async inject(first: FaultStage): Promise<ActiveFault> {
    await this.#note("inject", first.name);
    this.inForce = true;
    return {
      widen: (stage) => this.#note("widen", stage.name),
      renew: async () => {
        await this.#note("renew");
        return !this.lapsed;
      },
      proveEffect: async (stage) => {
        await this.#note("proveEffect", stage.name);
        return this.effects.shift() ?? true;
      },
      restore: async () => {
        await this.#note("restore");
        this.inForce = false;
        return !this.lapsed;
      },
      proveRestore: async () => {
        await this.#note("proveRestore");
        return this.restores.shift() ?? true;
      },
      countAffected: async () => {
        await this.#note("countAffected");
        return this.affected;
      },
    };
  }
}
