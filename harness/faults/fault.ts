// What every fault can do. One small file a kind; the catalogue maps the kind's name to it.
import type { FaultStage } from "../../scenarios/incident.ts";

/** Targets end a fault whose lease was not renewed for this long; renewals come three times as often. */
export const leaseMs = 3000;

/** A fault that was put in force. */
export interface ActiveFault {
  /** Goes on to the next stage. */
  widen(stage: FaultStage): Promise<void>;
  /** Renews the lease: false when the target has ended the fault by itself. */
  renew(): Promise<boolean>;
  /** Whether the fault can be seen to act, from the target's own calls. */
  proveEffect(stage: FaultStage): Promise<boolean>;
  /** Takes the fault away: false when it was not there any more. */
  restore(): Promise<boolean>;
  /** Whether the target can be seen to work again. */
  proveRestore(): Promise<boolean>;
  /** After a renewal or a restore: whether somebody else took the fault back before us, as a person who mends the shop. */
  wasEndedElsewhere?(): boolean;
  /** Requests touched, by name of the stage. */
  countAffected(): Promise<ReadonlyMap<string, number>>;
}

export interface FaultKind {
  readonly kind: string;
  /** Wall time that one proof of effect takes beyond a few round trips, as where each probe waits for a deadline. */
  readonly proofMs: number;
  inject(stage: FaultStage): Promise<ActiveFault>;
}
