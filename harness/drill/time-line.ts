// Carries the incident's faults and operator actions out on the drill's clock; where a defence binds an action to an alert,
// watches for the alert and carries that one out first.
import { setTimeout as wait } from "node:timers/promises";
import type { AlertAction, Incident, OperatorAction, OperatorDeed } from "../../scenarios/incident.ts";
import { type IncidentClock, roundMinute } from "../../scenarios/time.ts";
import { buildFaultKind } from "../faults/catalogue.ts";
import { type DrillTime, FaultRun } from "../faults/fault-run.ts";
import type { ShopControl } from "../faults/shop-control.ts";
import type { ActionResult, AlertResult, FaultResult, Variant } from "../record/drill-result.ts";
import type { AlertedAction } from "../record/run-record.ts";

/** Wall time between two looks at the alerts: less than an incident minute at 200x. */
const lookMs = 250;

/** Wall time since T0, with waits that end when the signal aborts. */
export function buildDrillTime(t0Ms: number, signal: AbortSignal): DrillTime {
  const nowMs = () => Date.now() - t0Ms;
  return {
    nowMs,
    until: async (atMs) => void (await wait(Math.max(0, Math.ceil(atMs - nowMs())), undefined, { signal })),
  };
}

export interface TimeLineOptions {
  readonly incident: Incident;
  readonly clock: IncidentClock;
  readonly time: DrillTime;
  readonly shop: ShopControl;
  readonly leaveOutFaults: boolean;
  readonly variant: Variant;
  /** Does what an operator does besides taking faults back. */
  readonly carryOut: (deed: Exclude<OperatorDeed, "restore-faults">) => Promise<void>;
  /** Defences that are on: actions bound to an alert are carried out only where theirs is. */
  readonly defences: readonly string[];
  /** Alerts of that severity that have fired since that minute, the first one first; what fired before it hides none. */
  readonly listAlerts: (severity: AlertResult["severity"], fromMinute: number) => readonly AlertResult[];
}

export class TimeLine {
  readonly #options: TimeLineOptions;
  readonly #alertActions: readonly AlertAction[];
  readonly #runs: FaultRun[];
  readonly #actions: ActionResult[] = [];
  readonly #alertedActions: AlertedAction[] = [];
  #isRolledBack = false;
  #isOver = false;

  constructor(options: TimeLineOptions) {
    const { incident, clock, time, shop, leaveOutFaults, defences } = options;
    this.#options = options;
    this.#alertActions = incident.alertActions.filter(({ defence }) => defences.includes(defence));
    this.#runs = leaveOutFaults
      ? []
      : incident.faults.map(
          (window) => new FaultRun(window, buildFaultKind(window.kind, shop, incident.paymentDeadlineMs), clock, time),
        );
  }

  /** Follows all faults and actions to their end. Rejects when one cannot be carried out, or on abort. */
  async follow(): Promise<void> {
    if (this.#runs.length === 0) return;
    const { incident, variant } = this.#options;
    const due = incident.actions.filter(({ onlyAsItHappened }) => !onlyAsItHappened || variant === "as-it-happened");
    const acted = due.map((action) => ({ action, done: this.#act(action) }));
    // The faults are held until the operator asks for the restore (load-incident checks that one does).
    const restores = acted.filter(({ action }) => action.does === "restore-faults");
    const asked = Promise.all(restores.map(({ done }) => done)).then(() => {
      this.#isOver = true;
    });
    const watched = this.#alertActions.map((action) => this.#watch(action));
    await Promise.all([...watched, ...acted.map(({ done }) => done), ...this.#runs.map((run) => run.follow(asked))]);
  }

  /** What was rolled back because of an alert needs no one to take it back later. */
  async #act(action: OperatorAction): Promise<void> {
    const { clock, time, carryOut } = this.#options;
    await time.until(clock.wallMsAt(action.atMinute));
    if (action.does === "restore-faults" && this.#isRolledBack) return;
    if (action.does !== "restore-faults") await carryOut(action.does);
    this.#actions.push({ name: action.name, atMinute: this.#minute() });
  }

  /** Looks for an alert of the action's severity until it fires, or until all was taken back without one. */
  async #watch(action: AlertAction): Promise<void> {
    const { clock, time } = this.#options;
    while (!this.#isOver && !this.#isRolledBack) {
      const alert = this.#findAlert(action);
      if (alert === null) {
        await time.until(time.nowMs() + lookMs);
        continue;
      }
      await time.until(clock.wallMsAt(alert.firedAtMinute + action.reactionMinutes));
      if (!this.#isOver && !this.#isRolledBack) await this.#answer(action, alert);
    }
  }

  /** The first alert that a fault in force may have caused: before it there is nothing that could be taken back. */
  #findAlert({ onAlert }: AlertAction): AlertResult | null {
    const begun = this.#runs.flatMap(({ begunMinute }) => begunMinute ?? []);
    if (begun.length === 0) return null;
    return this.#options.listAlerts(onAlert.severity, Math.min(...begun))[0] ?? null;
  }

  async #answer(action: AlertAction, alert: AlertResult): Promise<void> {
    this.#isRolledBack = true;
    const actedAtMinute = this.#minute();
    this.#actions.push({ name: action.name, atMinute: actedAtMinute });
    this.#alertedActions.push({
      name: action.name,
      defence: action.defence,
      objective: alert.objective,
      alertedAtMinute: alert.firedAtMinute,
      reactionMinutes: action.reactionMinutes,
      actedAtMinute,
    });
    await Promise.all(this.#runs.map((run) => run.forestall()));
  }

  #minute(): number {
    const { clock, time } = this.#options;
    return roundMinute(clock.minuteAt(time.nowMs()));
  }

  /** Takes back what is still in force; a fault that resists is left for the guard, and shows in the results. */
  async restore(): Promise<void> {
    await Promise.all(this.#runs.map((run) => run.restore().catch(() => {})));
  }

  /** The shop's process has ended: no change of ours can be in force any more. */
  confirmGone(): void {
    for (const run of this.#runs) run.confirmGone();
  }

  /** Why the faults were not what was planned, a sentence each. */
  problems(): string[] {
    return this.#runs.flatMap((run) => run.problems());
  }

  faults(): FaultResult[] {
    return this.#runs.flatMap((run) => run.results());
  }

  actions(): ActionResult[] {
    return [...this.#actions];
  }

  alertedActions(): AlertedAction[] {
    return [...this.#alertedActions];
  }
}
