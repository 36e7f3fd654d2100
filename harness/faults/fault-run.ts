// One fault window on the time line: injected and proved stage by stage, leased, taken back and proved
// gone. An injection whose answer is lost leaves nothing to hold on to: its lease ends it. Forestalled, it is taken
// back before its time: stages that had not begun never do, one that was not yet seen to act is not waited for.
import { setTimeout as wait } from "node:timers/promises";
import { type FaultStage, type FaultWindow, proofAllowanceMs } from "../../scenarios/incident.ts";
import { type IncidentClock, roundMinute } from "../../scenarios/time.ts";
import type { FaultResult, FaultState } from "../record/drill-result.ts";
import { type ActiveFault, type FaultKind, leaseMs } from "./fault.ts";

/** Wall time now and waiting, so that a test can drive the time line. */
export interface DrillTime {
  /** Wall ms since T0. */
  nowMs(): number;
  /** Resolves at that many wall ms after T0; rejects when the drill is aborted. */
  until(atMs: number): Promise<void>;
}

const mostProofs = 5;
const mostRestores = 5;
/** Between two tries to take a fault back. */
const restorePauseMs = 300;

interface StageState {
  isBegun: boolean;
  injectedMinute: number | null;
  provedMinute: number | null;
  /** Forestalled after it had begun, and before it was seen to act. */
  isCutShort: boolean;
}

export class FaultRun {
  readonly window: FaultWindow;
  readonly #kind: FaultKind;
  readonly #clock: IncidentClock;
  readonly #time: DrillTime;
  readonly #pauseMs: number;
  readonly #stages: Map<FaultStage, StageState>;
  #injecting: Promise<ActiveFault> | null = null;
  #active: ActiveFault | null = null;
  #renewal: NodeJS.Timeout | null = null;
  #affected: ReadonlyMap<string, number> = new Map();
  #restoring: Promise<void> | null = null;
  #restoredMinute: number | null = null;
  #lapsedMinute: number | null = null;
  #endedElsewhereMinute: number | null = null;
  #isGone = false;
  #hasResisted = false;
  #tried = false;
  readonly #forestalled = Promise.withResolvers<void>();
  #isForestalled = false;
  #entering: Promise<void> = Promise.resolve();

  constructor(
    window: FaultWindow,
    kind: FaultKind,
    clock: IncidentClock,
    time: DrillTime,
    pauseMs: number = restorePauseMs,
  ) {
    this.window = window;
    this.#kind = kind;
    this.#clock = clock;
    this.#time = time;
    this.#pauseMs = pauseMs;
    this.#stages = new Map(
      window.stages.map((stage) => [
        stage,
        { isBegun: false, injectedMinute: null, provedMinute: null, isCutShort: false },
      ]),
    );
  }

  #minute(): number {
    return roundMinute(this.#clock.minuteAt(this.#time.nowMs()));
  }

  /**
   * Puts the stages in force one after the other and holds the last. `asked`: when the operator asks for the
   * restore; the fault is then held until no step of its phase can still succeed, and taken back.
   */
  async follow(asked: Promise<void> = this.#time.until(this.#clock.wallMsAt(this.#last().toMinute))): Promise<void> {
    asked.catch(() => {});
    for (const [stage, state] of this.#stages) {
      await this.#unlessForestalled(
        this.#time.until(
          this.#clock.wallMsAt(stage.fromMinute - this.window.leadMinutes) - proofAllowanceMs - this.#kind.proofMs,
        ),
      );
      if (this.#isForestalled) break;
      this.#entering = this.#enter(stage, state);
      await this.#entering;
    }
    await this.#unlessForestalled(asked);
    if (!this.#isForestalled) await this.#time.until(this.#time.nowMs() + this.window.holdMs);
    await this.restore();
  }

  /** Waits, or goes on as soon as the fault is forestalled. */
  async #unlessForestalled(waiting: Promise<void>): Promise<void> {
    waiting.catch(() => {});
    await Promise.race([waiting, this.#forestalled.promise]);
  }

  async #enter(stage: FaultStage, state: StageState): Promise<void> {
    state.isBegun = true;
    await this.#begin(stage);
    state.injectedMinute = this.#minute();
    const active = this.#active as ActiveFault;
    const isProved = await this.#prove(
      () => active.proveEffect(stage),
      () => this.#isForestalled,
    );
    if (this.#isForestalled) state.isCutShort = true;
    else if (isProved) state.provedMinute = this.#minute();
  }

  /** The minute at which the first stage was put in force; null before. */
  get begunMinute(): number | null {
    const [first] = this.#stages.values();
    return first?.injectedMinute ?? null;
  }

  /**
   * Takes the fault back before its time and proves it gone. What is being put in is put in first, so that nothing comes in
   * later; a stage without its proof by now is prevented, and so are those after it.
   */
  async forestall(): Promise<void> {
    this.#isForestalled = true;
    this.#forestalled.resolve();
    await this.#entering.catch(() => {});
    await this.restore();
  }

  #last(): FaultStage {
    return this.window.stages.at(-1) as FaultStage;
  }

  async #begin(stage: FaultStage): Promise<void> {
    this.#tried = true;
    if (this.#active !== null) {
      await this.#active.widen(stage);
      return;
    }
    this.#injecting = this.#kind.inject(stage);
    this.#active = await this.#injecting;
    // The drill may have been cut short meanwhile: a fault that is being taken back is not held up.
    if (this.#restoring === null) this.#renewal = setInterval(() => void this.#renew(), leaseMs / 3);
  }

  /** A renewal that cannot be made is tried again by the next; one that comes too late is a fault that lapsed. */
  async #renew(): Promise<void> {
    try {
      if ((await this.#active?.renew()) === false && this.#restoring === null) this.#noteLoss();
      this.#affected = (await this.#active?.countAffected()) ?? this.#affected;
    } catch {
      // The restore finds out whether the fault lasted; the shop's death is told elsewhere.
    }
  }

  /** It was not there any more: somebody else took it back, or its lease ran out. */
  #noteLoss(): void {
    if (this.#active?.wasEndedElsewhere?.()) this.#endedElsewhereMinute ??= this.#minute();
    else this.#lapsedMinute ??= this.#minute();
  }

  async #prove(proof: () => Promise<boolean>, isGivenUp: () => boolean = () => false): Promise<boolean> {
    for (let count = 0; count < mostProofs && !isGivenUp(); count++) if (await proof()) return true;
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
    for (let count = 1; this.#restoredMinute === null; count++) {
      try {
        const isThere = await active.restore();
        if (!isThere || active.wasEndedElsewhere?.()) this.#noteLoss();
        if (await this.#prove(() => active.proveRestore())) this.#restoredMinute = this.#minute();
        this.#hasResisted = this.#restoredMinute === null && count >= mostRestores && !this.#isGone;
        this.#affected = await active.countAffected();
      } catch (problem) {
        if (count >= mostRestores || this.#isGone) throw problem;
      }
      if (count >= mostRestores || this.#isGone) return;
      if (this.#restoredMinute === null) await wait(this.#pauseMs);
    }
  }

  /** True when a fault was tried that is not proved gone. */
  isOpen(): boolean {
    return this.#tried && this.#restoredMinute === null;
  }

  /**
   * The target's process has ended, and what we changed in it with it. When that was is not when it was taken back. It
   * hides nothing of a target that answered the restore and was then seen to fail: there a restore does not work.
   */
  confirmGone(): void {
    if (this.#renewal !== null) clearInterval(this.#renewal);
    this.#isGone = true;
  }

  #mayAct(): boolean {
    return this.isOpen() && (!this.#isGone || this.#hasResisted);
  }

  /** Why the fault was not what was planned, a sentence each: such a drill cannot carry a verdict. */
  problems(): string[] {
    const problems: string[] = [];
    for (const [stage, { provedMinute }] of this.#stages) {
      const latestMinute = stage.fromMinute - this.window.leadMinutes;
      if (provedMinute !== null && provedMinute > latestMinute)
        problems.push(
          `The fault ${stage.name} was verified in force at minute ${provedMinute.toFixed(2)}, later than ${latestMinute.toFixed(2)}.`,
        );
    }
    const { name } = this.#last();
    if (this.#lapsedMinute !== null)
      problems.push(`The fault ${name} lapsed before it was taken back: its lease was not renewed in time.`);
    if (this.#endedElsewhereMinute !== null)
      problems.push(
        `The fault ${name} was ended by somebody else, as seen at minute ${this.#endedElsewhereMinute.toFixed(2)}, before the drill took it back.`,
      );
    if (this.isOpen() && !this.#mayAct())
      problems.push(`The restore of ${name} was not verified before the shop's process was ended.`);
    return problems;
  }

  /** What somebody else ended was gone from then on, and proved gone later. */
  #readRestoredMinute(): number | null {
    return this.#restoredMinute === null ? null : (this.#endedElsewhereMinute ?? this.#restoredMinute);
  }

  results(): FaultResult[] {
    const mayAct = this.#mayAct();
    return [...this.#stages].map(([stage, { isBegun, injectedMinute, provedMinute, isCutShort }]): FaultResult => {
      if (!isBegun && this.#isForestalled) return this.#describePrevented(stage);
      if (isCutShort && !mayAct) return this.#describePrevented(stage);
      // A stage that no probe saw in force was never in force, whatever the target answered.
      const inForce = provedMinute === null ? "not-injected" : "restored";
      const state: FaultState = injectedMinute !== null && mayAct ? "not-restored" : inForce;
      return {
        name: stage.name,
        kind: this.#kind.kind,
        state,
        plannedFromMinute: stage.fromMinute,
        injectedAtMinute: injectedMinute,
        restoredAtMinute: injectedMinute === null ? null : this.#readRestoredMinute(),
        requestsAffected: this.#affected.get(stage.name) ?? 0,
        restoreVerified: !mayAct,
      };
    });
  }

  #describePrevented({ name, fromMinute }: FaultStage): FaultResult {
    return {
      name,
      kind: this.#kind.kind,
      state: "prevented",
      plannedFromMinute: fromMinute,
      injectedAtMinute: null,
      restoredAtMinute: null,
      requestsAffected: this.#affected.get(name) ?? 0,
      restoreVerified: true,
    };
  }
}
