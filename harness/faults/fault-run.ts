// One fault window on the time line: injected and proved stage by stage, leased, taken back and proved
// gone. Restore is possible from the moment before the injection can fail.
import type { FaultStage, FaultWindow } from "../../scenarios/incident.ts";
import type { IncidentClock } from "../../scenarios/time.ts";
import type { FaultResult, FaultState } from "../record/drill-result.ts";
import { type ActiveFault, type FaultKind, leaseMs } from "./fault.ts";

/** Wall time now and waiting, so that a test can drive the time line. */
export interface DrillTime {
  /** Wall ms since T0. */
  nowMs(): number;
  /** Resolves at that many wall ms after T0; rejects when the drill is aborted. */
  until(atMs: number): Promise<void>;
}

/** Injecting and proving takes some time; a stage is begun this much before it must be in force. */
const proofAllowanceMs = 100;
const mostProofs = 5;

interface StageState {
  injectedMinute: number | null;
  proved: boolean;
}

export class FaultRun {
  readonly window: FaultWindow;
  readonly #kind: FaultKind;
  readonly #clock: IncidentClock;
  readonly #time: DrillTime;
  readonly #stages: Map<FaultStage, StageState>;
  #injecting: Promise<ActiveFault> | null = null;
  #active: ActiveFault | null = null;
  #renewal: NodeJS.Timeout | null = null;
  #affected: ReadonlyMap<string, number> = new Map();
  #restoring: Promise<void> | null = null;
  #restoredMinute: number | null = null;
  #tried = false;

  constructor(window: FaultWindow, kind: FaultKind, clock: IncidentClock, time: DrillTime) {
    this.window = window;
    this.#kind = kind;
    this.#clock = clock;
    this.#time = time;
    this.#stages = new Map(window.stages.map((stage) => [stage, { injectedMinute: null, proved: false }]));
  }

  #minute(): number {
    return Math.round(this.#clock.minuteAt(this.#time.nowMs()) * 10_000) / 10_000;
  }

  /** Puts the stages in force one after the other, holds the last, takes the fault back. */
  async follow(): Promise<void> {
    for (const [stage, state] of this.#stages) {
      await this.#time.until(this.#clock.wallMsAt(stage.fromMinute - this.window.leadMinutes) - proofAllowanceMs);
      this.#tried = true;
      if (this.#active === null) {
        this.#injecting = this.#kind.inject(stage);
        this.#active = await this.#injecting;
        // The drill may have been cut short meanwhile: a fault that is being taken back is not held up.
        if (this.#restoring === null) this.#renewal = setInterval(() => void this.#renew(), leaseMs / 3);
      } else await this.#active.widen(stage);
      state.injectedMinute = this.#minute();
      state.proved = await this.#prove(() => (this.#active as ActiveFault).proveEffect(stage));
    }
    const last = this.window.stages.at(-1) as FaultStage;
    await this.#time.until(this.#clock.wallMsAt(last.toMinute) + this.window.holdMs);
    await this.restore();
  }

  /** A renewal that fails is tried again by the next; when all fail, the lease ends the fault. */
  async #renew(): Promise<void> {
    try {
      await this.#active?.renew();
      this.#affected = (await this.#active?.countAffected()) ?? this.#affected;
    } catch {
      // The proof of restore, or the shop's death, tells.
    }
  }

  async #prove(proof: () => Promise<boolean>): Promise<boolean> {
    for (let count = 0; count < mostProofs; count++) if (await proof()) return true;
    return false;
  }

  /** Takes the fault back and proves it; does nothing when there is none. Called again, it tries again what failed. */
  async restore(): Promise<void> {
    this.#restoring ??= this.#restoreOnce().finally(() => {
      if (this.isOpen()) this.#restoring = null;
    });
    await this.#restoring;
  }

  async #restoreOnce(): Promise<void> {
    if (this.#renewal !== null) clearInterval(this.#renewal);
    const active = (await this.#injecting?.catch(() => null)) ?? null;
    if (active === null) return;
    this.#affected = await active.countAffected().catch(() => this.#affected);
    await active.restore();
    if (await this.#prove(() => active.proveRestore())) this.#restoredMinute = this.#minute();
    this.#affected = await active.countAffected().catch(() => this.#affected);
  }

  /** True when a fault was tried that is not proved gone. */
  isOpen(): boolean {
    return this.#tried && this.#restoredMinute === null;
  }

  /** The target's process has ended, and what we changed in it with it: a restore that was not proved is now. */
  confirmGone(): void {
    if (this.#renewal !== null) clearInterval(this.#renewal);
    if (this.isOpen()) this.#restoredMinute = this.#minute();
  }

  results(): FaultResult[] {
    return [...this.#stages].map(([stage, { injectedMinute, proved }]): FaultResult => {
      const isRestored = this.#restoredMinute !== null;
      // A stage that no probe saw in force was never in force, whatever the target answered.
      const state: FaultState =
        injectedMinute !== null && !isRestored ? "not-restored" : proved ? "restored" : "not-injected";
      return {
        name: stage.name,
        kind: this.#kind.kind,
        state,
        plannedFromMinute: stage.fromMinute,
        injectedAtMinute: injectedMinute,
        restoredAtMinute: injectedMinute === null ? null : this.#restoredMinute,
        requestsAffected: this.#affected.get(stage.name) ?? 0,
        restoreVerified: injectedMinute === null ? !this.isOpen() : isRestored,
      };
    });
  }
}
