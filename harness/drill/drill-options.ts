// What a drill is to do, decided before anything is started.

import type { LoadedIncident } from "../load-incident.ts";
import type { CarryingCapacity } from "../record/carrying-capacity.ts";
import type { Variant } from "../record/drill-result.ts";
import type { LicencedFigure } from "../record/run-record.ts";

/** Seams for tests: a drill without its faults, a generator that is too small, another k6 script or shop. Not offered in `--help`. */
export interface TestOptions {
  readonly leaveOutFaults: boolean;
  /** Somebody mends the voucher by the shop's control API at this minute, and tells nobody. */
  readonly mendAtMinute?: number | null;
  readonly vus: number | null;
  /** Entry point that is bundled in place of scenarios/k6/main.ts. */
  readonly entry?: string;
  /** Directory that holds the `mock-shop` to start in place of ours. */
  readonly shop?: string;
  /** Phases were chosen by `--test-phases`, not by the incident's short form. */
  readonly phases?: boolean;
}

export interface DrillOptions {
  readonly loaded: LoadedIncident;
  readonly variant: Variant;
  /** All that are on, in the order of the incident's list; `shopDefences`: those that are switches of the shop. */
  readonly defences: readonly string[];
  readonly shopDefences: readonly string[];
  /** What figures at this pace may claim; see harness/simulate. */
  readonly paceLicence: readonly LicencedFigure[];
  /** VD-14, computed before the drill; null where the incident has no deal. */
  readonly carryingCapacity: CarryingCapacity | null;
  readonly judgedBy: "facts" | "objectives";
  readonly seed: number;
  readonly pace: number;
  readonly keepSamples: boolean;
  /** Wanted path of the run directory. */
  readonly directory: string;
  readonly shortPhases: readonly string[];
  /** What the record's reader must know before the drill has begun: weak phases that were allowed. */
  readonly warnings: readonly string[];
  /** The command that repeats the drill. */
  readonly command: string;
  readonly k6: { readonly path: string; readonly version: string };
  readonly test: TestOptions;
}

/** What the drill says while it runs. */
export interface DrillProgress {
  readonly state: "starting" | "running" | "finishing";
  readonly says: string;
  readonly minute: number | null;
  readonly phase: string | null;
  readonly wallMs: number;
  readonly ofWallMs: number;
  readonly steps: number;
  readonly orders: number;
  readonly failedAttempts: number;
  readonly inside: number;
}
