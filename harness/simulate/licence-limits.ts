// What a figure at the drill's pace may claim of the full incident at 1x, and the limits that decide it.
import { mostDistortion } from "../measure/distortion.ts";
import type { LicencedFigure, PaceLicence } from "../record/run-record.ts";
import type { PhaseFigures } from "./phase-tally.ts";

/**
 * Points by which a share may differ: 5 for orders (DESIGN, "what may be claimed"; facts about them leave wider room), 1 for
 * browsing (it is judged at 99 %), 3 for utilisation (an eighth of a worker of five; the running shop agrees with the pool
 * as closely).
 */
export const mostPoints = { "order-shares": 5, "browse-shares": 1, utilisation: 3 } as const;
/**
 * A wait or a latency may differ by a fifth of its value at 1x, or by a tenth of a service time, whichever is more: a customer
 * does not notice it, and histories of the same incident differ as much.
 */
export const mostTimeRatio = 0.2;
export const mostServiceRatio = 0.1;

/** What was simulated of one phase, and what of the rehearsal bears on it. */
export interface PhaseComparison {
  readonly phase: string;
  /** The twin at 1x, the twin at the drill's pace, the full shop at 1x. */
  readonly atOne: PhaseFigures;
  readonly atPace: PhaseFigures;
  readonly fullShop: PhaseFigures;
  readonly workers: number;
  readonly fullWorkers: number;
  readonly serviceMs: number;
  /** Of the phase at the drill's pace. */
  readonly distortion: number;
  readonly weight: number;
  /** Minutes of the phase, at the drill's pace, with another fault than the incident says: lead, proof and hold are wall time. */
  readonly strayFaultMinutes: number;
  readonly phaseMinutes: number;
}

const round = (value: number | null, digits: number) =>
  value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;

function licenceShare(
  phase: string,
  figure: keyof typeof mostPoints,
  atOne: number | null,
  atPace: number | null,
  note: string,
): LicencedFigure {
  const most = mostPoints[figure];
  const said = { phase, figure, atOne: round(atOne, 4), atPace: round(atPace, 4), unit: "share" };
  // Nothing is asked for at either pace: nothing differs. At one of them only: that is a difference.
  if (atOne === null || atPace === null) {
    const isSame = atOne === atPace;
    const why = isSame ? "nothing of it in this phase at either pace" : "in this phase at one of the two paces only";
    return { ...said, licence: isSame ? "faithful" : "not-at-this-pace", why };
  }
  const points = Math.abs(atPace - atOne) * 100;
  const isNear = points <= most;
  const limit = `${most} ${most === 1 ? "point" : "points"}`;
  const why = `${points.toFixed(1)} points apart, ${isNear ? "within" : "more than"} ${limit}${note}`;
  return { ...said, licence: isNear ? "faithful" : "not-at-this-pace", why };
}

/** Why order shares differ, where the fault's edges are part of it. */
function noteStrayFault({ strayFaultMinutes, phaseMinutes }: PhaseComparison): string {
  if (strayFaultMinutes < 0.05) return "";
  return `; in ${strayFaultMinutes.toFixed(1)} of its ${phaseMinutes} minutes a fault is in force early or still held (lead, proof, hold)`;
}

/** The twin's workers are rounded, and its browsers thinned: the full shop's utilisation may be another at any pace. */
function noteFullShop({ atOne, fullShop }: PhaseComparison): string {
  if (atOne.utilisation === null || fullShop.utilisation === null) return "";
  const points = Math.abs(fullShop.utilisation - atOne.utilisation) * 100;
  if (points <= mostPoints.utilisation) return "";
  return `; the full shop with all its browsers has ${(fullShop.utilisation * 100).toFixed(0)} %`;
}

/** The twin's queue at the drill's pace against the full shop's at 1x. */
function licenceTime(
  comparison: PhaseComparison,
  figure: "queueing" | "latency",
  full: number | null,
  atPace: number | null,
): LicencedFigure {
  const { phase, workers, fullWorkers, serviceMs, distortion } = comparison;
  const said = { phase, figure, atOne: round(full, 1), atPace: round(atPace, 1), unit: "ms" };
  if (figure === "latency" && distortion > mostDistortion) {
    const why = `the pace bends journeys: distortion ${distortion.toFixed(1)}, more than ${mostDistortion}`;
    return { ...said, licence: "not-at-this-pace", why };
  }
  if (full === null || atPace === null) return { ...said, licence: "not-at-this-pace", why: "nothing to compare" };
  const mostMs = Math.max(mostTimeRatio * full, mostServiceRatio * serviceMs);
  const isNear = Math.abs(atPace - full) <= mostMs;
  const sizes = `${workers} workers here, ${fullWorkers} in the full shop`;
  const why = `${Math.abs(atPace - full).toFixed(1)} ms apart, ${isNear ? "within" : "more than"} ${mostMs.toFixed(1)}; ${sizes}`;
  return { ...said, licence: isNear ? "faithful" : "not-at-this-pace", why };
}

/** Counts and money are shares of known numbers of customers: they scale where the shares are faithful. */
function licenceScaled(phase: string, figure: "counts" | "money", orders: PaceLicence, weight: number): LicencedFigure {
  const isScaled = orders === "faithful";
  const why = isScaled
    ? `times the weight, ${weight}${figure === "money" ? ", rounded once" : ""}`
    : "they follow the order shares, which are not those of 1x";
  return { phase, figure, licence: isScaled ? "scaled" : "not-at-this-pace", atOne: null, atPace: null, unit: "", why };
}

/** The seven figures of a phase. Shares 0 to 1, times wall ms (p95; latency is that of a product page). */
export function licencePhase(comparison: PhaseComparison): LicencedFigure[] {
  const { phase, atOne, atPace, fullShop, weight } = comparison;
  const orders = licenceShare(phase, "order-shares", atOne.orderShare, atPace.orderShare, noteStrayFault(comparison));
  return [
    orders,
    licenceShare(phase, "browse-shares", atOne.browseShare, atPace.browseShare, ""),
    licenceShare(phase, "utilisation", atOne.utilisation, atPace.utilisation, noteFullShop(comparison)),
    licenceTime(comparison, "queueing", fullShop.p95WaitMs, atPace.p95WaitMs),
    licenceTime(comparison, "latency", fullShop.p95ProductMs, atPace.p95ProductMs),
    licenceScaled(phase, "counts", orders.licence, weight),
    licenceScaled(phase, "money", orders.licence, weight),
  ];
}
