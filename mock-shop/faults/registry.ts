import { randomUUID } from "node:crypto";
import type { ChangeLog } from "../changes.ts";
import type { CancelTimer, Clock } from "../clock.ts";
import type { CallStream } from "./call-numbers.ts";
import type { Fault, FaultState } from "./fault.ts";

interface Lease {
  dueMs: number;
  cancelTimer: CancelTimer;
}

export interface Injection {
  readonly name: string;
  readonly kind: string;
  readonly key: string;
  readonly value: unknown;
  readonly share: number;
  readonly leaseMs: number;
}

/** Which faults are in, since when, and until when: a fault whose lease nobody renews ends by itself. */
export class FaultRegistry {
  readonly #faults = new Map<string, Fault>();
  readonly #activeByKey = new Map<string, Fault>();
  readonly #leases = new Map<string, Lease>();
  readonly #endListeners = new Map<string, Set<() => void>>();
  readonly #clock: Clock;
  readonly #changes: ChangeLog;

  constructor(clock: Clock, changes: ChangeLog) {
    this.#clock = clock;
    this.#changes = changes;
  }

  /** Undefined when another active fault sets the same key. */
  inject(injection: Injection): Fault | undefined {
    this.#changes.requireRoom();
    if (this.findActive(injection.key)) return undefined;
    const { leaseMs, ...rest } = injection;
    const nowMs = this.#clock.nowMs();
    const fault: Fault = {
      id: randomUUID(),
      ...rest,
      state: "active",
      injectedAtMs: nowMs,
      endedAtMs: null,
      requestsAffected: 0,
      stages: [{ name: rest.name, share: rest.share, fromMs: nowMs, requestsAffected: 0 }],
    };
    this.#faults.set(fault.id, fault);
    this.#activeByKey.set(fault.key, fault);
    this.#endListeners.set(fault.id, new Set());
    this.#startLease(fault, leaseMs);
    this.#log(fault, "rolled out");
    return fault;
  }

  /** The next stage of a roll-out: another share, from now on. */
  widen(fault: Fault, share: number, name: string): void {
    this.#changes.requireRoom();
    fault.share = share;
    fault.name = name;
    fault.stages.push({ name, share, fromMs: this.#clock.nowMs(), requestsAffected: 0 });
    this.#log(fault, "rolled out further");
  }

  renewLease(fault: Fault, leaseMs: number): void {
    this.#leases.get(fault.id)?.cancelTimer();
    this.#startLease(fault, leaseMs);
  }

  /** Takes the fault back; doing it twice changes nothing. `says` stands in the change log. */
  end(fault: Fault, says = "taken back"): void {
    this.#finish(fault, "ended", says);
  }

  find(id: string): Fault | undefined {
    this.expireDue();
    return this.#faults.get(id);
  }

  findActive(key: string): Fault | undefined {
    this.expireDue();
    return this.#activeByKey.get(key);
  }

  list(): readonly Fault[] {
    this.expireDue();
    return [...this.#faults.values()];
  }

  /** Notes that the fault touched one more request. */
  countAffected(fault: Fault): void {
    fault.requestsAffected += 1;
    const stage = fault.stages.at(-1);
    if (stage) stage.requestsAffected += 1;
  }

  /** Whether the fault touches a call with this draw: who is hit at 15 % is hit at 30 %. Counts orders alone. */
  touches(fault: Fault, stream: CallStream, draw: number): boolean {
    if (draw >= fault.share) return false;
    if (stream === "order") this.countAffected(fault);
    return true;
  }

  /** Calls `listener` once, when the fault ends by whatever way, at once when it has ended; gives a way to stop it. */
  onEnd(fault: Fault, listener: () => void): () => void {
    const listeners = this.#endListeners.get(fault.id);
    if (!listeners) listener();
    listeners?.add(listener);
    return () => void listeners?.delete(listener);
  }

  /** Called at every look, so that no call is affected after the lease even when a timer is late. */
  expireDue(): void {
    const elapsedMs = this.#clock.elapsedMs();
    for (const [id, lease] of this.#leases) {
      const fault = this.#faults.get(id);
      if (fault && lease.dueMs <= elapsedMs) this.#finish(fault, "expired", "lease ran out");
    }
  }

  /** Whoever waits for the end of a fault waits no longer. */
  close(): void {
    for (const lease of this.#leases.values()) lease.cancelTimer();
    this.#leases.clear();
    for (const id of this.#endListeners.keys()) this.#tellEnd(id);
  }

  #startLease(fault: Fault, leaseMs: number): void {
    const dueMs = this.#clock.elapsedMs() + leaseMs;
    this.#leases.set(fault.id, { dueMs, cancelTimer: this.#clock.schedule(leaseMs, () => this.expireDue()) });
  }

  #finish(fault: Fault, state: FaultState, says: string): void {
    if (fault.state !== "active") return;
    fault.state = state;
    fault.endedAtMs = this.#clock.nowMs();
    this.#activeByKey.delete(fault.key);
    this.#leases.get(fault.id)?.cancelTimer();
    this.#leases.delete(fault.id);
    this.#log(fault, says);
    this.#tellEnd(fault.id);
  }

  #tellEnd(id: string): void {
    const listeners = this.#endListeners.get(id);
    this.#endListeners.delete(id);
    for (const listener of listeners ?? []) listener();
  }

  #log(fault: Fault, says: string): void {
    const share = fault.state === "active" ? fault.share : 0;
    this.#changes.append({ key: fault.key, value: fault.value, share, by: fault.name, says });
  }
}
