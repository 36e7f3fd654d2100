// Payment calls in virtual time: how long the provider takes, and what a fault makes of a call.
import { drawLognormalService } from "../../mock-shop/capacity/service-time.ts";
import { drawUniform } from "../../mock-shop/rules/draw.ts";
import { computeConnectionWaitMs } from "../../mock-shop/rules/payment-limits.ts";
import { computeFaultShare } from "../../scenarios/customers/model.ts";
import { type Incident, type PaymentFaultName, proofAllowanceMs, touchesPayments } from "../../scenarios/incident.ts";
import type { IncidentClock } from "../../scenarios/time.ts";

/** The share of the calls that a fault touches at a moment; 0 to 1. */
export interface FaultInForce {
  readonly kind: PaymentFaultName;
  readonly share: number;
}

/** The provider's mean answer time, its default; wall ms. */
const providerMs = 4;
/** An endpoint that the provider does not serve is refused at once; wall ms. */
const refusalMs = 1;

/** One call: whether the payment went through, and when the shop knew; wall ms. */
export interface PaymentCall {
  readonly isGood: boolean;
  readonly tookMs: number;
}

/** Calls whose luck is drawn together, a prime. */
const stratum = 41;

/**
 * A uniform number in [0, 1) for the n-th call. Of 41 calls in a row each has its own 41st of the interval, in an order drawn
 * for them: a share of the calls is met exactly, where tosses of a coin would be off by points in a short stretch.
 */
function drawLuck(seed: number, number: number): number {
  const block = Math.floor(number / stratum);
  const stride = 1 + Math.floor(drawUniform(seed, "stride", block) * (stratum - 1));
  const shift = Math.floor(drawUniform(seed, "shift", block) * stratum);
  return (((number % stratum) * stride + shift) % stratum) / stratum + drawUniform(seed, "luck", number) / stratum;
}

/** How long a call that the fault touches takes; wall ms. */
function computeTouchedMs(kind: PaymentFaultName, deadlineMs: number): number {
  switch (kind) {
    case "config-change":
      return refusalMs;
    case "exhausted-pool":
      return computeConnectionWaitMs(deadlineMs);
    case "hung-provider":
      return deadlineMs;
  }
}

/** The n-th call's luck from seed and n alone, as in the shop. A touched call fails, after its kind's time. */
export function drawPaymentCall(
  seed: number,
  number: number,
  fault: FaultInForce | null,
  deadlineMs: number,
): PaymentCall {
  if (fault !== null && drawLuck(seed, number) < fault.share)
    return { isGood: false, tookMs: computeTouchedMs(fault.kind, deadlineMs) };
  const tookMs = providerMs * drawLognormalService(seed, number);
  return tookMs < deadlineMs ? { isGood: true, tookMs } : { isGood: false, tookMs: deadlineMs };
}

/**
 * The faults of a drill by wall ms since T0: each stage from its lead (and the harness's allowance) on, until the next one's;
 * the last until it is taken back, `holdMs` after its end.
 */
export function buildFaultTimes(incident: Incident, clock: IncidentClock): (atMs: number) => FaultInForce | null {
  const spans = incident.faults.flatMap(({ kind, stages, leadMinutes, holdMs }) => {
    if (!touchesPayments(kind)) return [];
    const earlyMs = proofAllowanceMs + computeTouchedMs(kind, incident.paymentDeadlineMs);
    const beginMs = (minute: number) => clock.wallMsAt(minute - leadMinutes) - earlyMs;
    return stages.map(({ share, fromMinute, toMinute }, index) => {
      const next = stages[index + 1];
      const untilMs = next === undefined ? clock.wallMsAt(toMinute) + holdMs : beginMs(next.fromMinute);
      return { fromMs: beginMs(fromMinute), untilMs, inForce: { kind, share } };
    });
  });
  return (atMs) => spans.find(({ fromMs, untilMs }) => atMs >= fromMs && atMs < untilMs)?.inForce ?? null;
}

/** The fault of a phase at 1x: the share is the mean over its minutes, as several stages may follow each other in it. */
export function computePhaseFault(incident: Incident, fromMinute: number, toMinute: number): FaultInForce | null {
  for (const { kind, stages } of incident.faults) {
    if (!touchesPayments(kind)) continue;
    const touched = stages.reduce((sum, stage) => {
      const minutes = Math.min(toMinute, stage.toMinute) - Math.max(fromMinute, stage.fromMinute);
      return sum + Math.max(0, minutes) * stage.share;
    }, 0);
    if (touched > 0) return { kind, share: touched / (toMinute - fromMinute) };
  }
  return null;
}

/**
 * Minutes of a phase at the clock's pace in which another share of the calls is touched than the incident says for that
 * minute, to a thousandth of the phase: lead, proof and hold are wall time.
 */
export function computeStrayFaultMinutes(
  incident: Incident,
  clock: IncidentClock,
  fromMinute: number,
  toMinute: number,
): number {
  const faultAt = buildFaultTimes(incident, clock);
  const points = 1000;
  let stray = 0;
  for (let point = 0; point < points; point++) {
    const minute = fromMinute + ((point + 0.5) / points) * (toMinute - fromMinute);
    if ((faultAt(clock.wallMsAt(minute))?.share ?? 0) !== computeFaultShare(incident, minute)) stray++;
  }
  return (stray / points) * (toMinute - fromMinute);
}
