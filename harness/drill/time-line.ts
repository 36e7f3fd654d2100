// Carries the incident's faults and operator actions out on the drill's clock.
import { setTimeout as wait } from "node:timers/promises";
import type { Incident, OperatorAction } from "../../scenarios/incident.ts";
import type { IncidentClock } from "../../scenarios/time.ts";
import { buildFaultKind } from "../faults/catalogue.ts";
import { type DrillTime, FaultRun } from "../faults/fault-run.ts";
import type { ShopControl } from "../faults/shop-control.ts";
import type { ActionResult, FaultResult } from "../record/drill-result.ts";

/** Wall time since T0, with waits that end when the signal aborts. */
export function buildDrillTime(t0Ms: number, signal: AbortSignal): DrillTime {
  const nowMs = () => Date.now() - t0Ms;
  return {
    nowMs,
    until: async (atMs) => void (await wait(Math.max(0, atMs - nowMs()), undefined, { signal })),
  };
}

export class TimeLine {
  readonly #incident: Incident;
  readonly #clock: IncidentClock;
  readonly #time: DrillTime;
  readonly #runs: FaultRun[];
  readonly #actions: ActionResult[] = [];

  constructor(incident: Incident, clock: IncidentClock, time: DrillTime, shop: ShopControl, leaveOutFaults: boolean) {
    this.#incident = incident;
    this.#clock = clock;
    this.#time = time;
    this.#runs = leaveOutFaults
      ? []
      : incident.faults.map((window) => new FaultRun(window, buildFaultKind(window.kind, shop), clock, time));
  }

  /** Follows all faults and actions to their end. Rejects when one cannot be carried out, or on abort. */
  async follow(): Promise<void> {
    if (this.#runs.length === 0) return;
    const acted = this.#incident.actions.map((action) => this.#act(action));
    // The faults are held until the operator asks for the restore (load-incident checks that one does).
    const asked = Promise.all(acted).then(() => {});
    await Promise.all(this.#runs.map((run) => run.follow(asked)));
  }

  async #act(action: OperatorAction): Promise<void> {
    await this.#time.until(this.#clock.wallMsAt(action.atMinute));
    this.#actions.push({ name: action.name, atMinute: roundMinute(this.#clock.minuteAt(this.#time.nowMs())) });
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
}

/** Minutes in a record: to the ten-thousandth. */
export function roundMinute(minute: number): number {
  return Math.round(minute * 10_000) / 10_000;
}
