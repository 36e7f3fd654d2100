export type FaultState = "active" | "ended" | "expired";

export interface FaultStage {
  readonly name: string;
  readonly share: number;
  readonly fromMs: number;
  /** Of the fault's, those touched in this stage. */
  requestsAffected: number;
}

/** One cause that was added to a running process. It ends when it is taken back or when its lease runs out. */
export interface Fault {
  readonly id: string;
  name: string;
  readonly kind: string;
  /** What it acts on: two faults that are active at a time never share it. */
  readonly key: string;
  readonly value: unknown;
  share: number;
  state: FaultState;
  readonly injectedAtMs: number;
  endedAtMs: number | null;
  /** Attempts to place an order that were touched. Captures and voids are touched too, and not counted. */
  requestsAffected: number;
  readonly stages: FaultStage[];
}

/** What a fault kind must say: which key it acts on, and with which value. It throws a ConfigError for bad input. */
export interface FaultKind {
  readonly kind: string;
  /** It touches every call: its share is 1. */
  readonly isWhole?: boolean;
  parse(key: unknown, value: unknown): { readonly key: string; readonly value: unknown };
}
