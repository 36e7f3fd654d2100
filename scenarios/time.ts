// The two clocks of a drill. Everything that takes time belongs to exactly one of them, and its
// unit says which: `...Minutes` is the incident clock, `...Ms` is the wall clock.

/** Names of durations that run on the incident clock (compressed by the pace). */
export const incidentClockDurations = [
  "phases",
  "think time",
  "coming back later",
  "next morning",
  "spread of the deal",
  "breaker-open time",
  "waiting-room refresh",
  "session, token and cap windows",
  "fulfilment",
  "operator reaction",
  "SLO windows",
] as const;

/** Names of durations that run on the wall clock (never compressed). */
export const wallClockDurations = [
  "service time",
  "queue bound",
  "response and payment timeouts",
  "in-page retries",
  "CoDel",
  "leases",
] as const;

/** A named interval of the incident clock, in minutes, `toMinute` exclusive. */
export interface ClockPhase {
  readonly name: string;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/**
 * Maps wall time to incident time and back. Phases run at one pace; the gap between two phases is a
 * jump: it takes no wall time, nobody arrives in it, and a wait that ends inside it ends at the jump.
 */
export interface IncidentClock {
  /** Incident seconds that pass in one wall second. */
  readonly pace: number;
  readonly phases: readonly ClockPhase[];
  /** Wall milliseconds from T0 to the end of the last phase. */
  readonly wallMs: number;
  /** Incident minute at `wallMs` after T0; runs on at the same pace after the last phase. */
  minuteAt(wallMs: number): number;
  /** Wall milliseconds after T0 at which `minute` is reached; a minute inside a jump is the jump itself. */
  wallMsAt(minute: number): number;
  /** Name of the phase that holds `wallMs`; before T0 the first, after the end the last. */
  phaseAt(wallMs: number): string;
}

/** Wall milliseconds that `minutes` of incident time take at `pace` (no jump considered). */
export function computeWallMs(minutes: number, pace: number): number {
  return (minutes * 60_000) / pace;
}

/** Incident minutes that pass in `wallMs` at `pace` (no jump considered). */
export function computeMinutes(wallMs: number, pace: number): number {
  return (wallMs * pace) / 60_000;
}

/** Builds the clock of a drill. Phases must be in order and must not overlap (checked when the incident is loaded). */
export function buildIncidentClock(phases: readonly ClockPhase[], pace: number): IncidentClock {
  const starts: number[] = [];
  let wallMs = 0;
  for (const phase of phases) {
    starts.push(wallMs);
    wallMs += computeWallMs(phase.toMinute - phase.fromMinute, pace);
  }
  const indexAt = (atMs: number): number => {
    let index = 0;
    while (index + 1 < phases.length && atMs >= (starts[index + 1] as number)) index++;
    return index;
  };
  return {
    pace,
    phases,
    wallMs,
    minuteAt(atMs) {
      const index = indexAt(atMs);
      const phase = phases[index] as ClockPhase;
      return phase.fromMinute + computeMinutes(atMs - (starts[index] as number), pace);
    },
    wallMsAt(minute) {
      let index = 0;
      while (index + 1 < phases.length && minute >= (phases[index + 1] as ClockPhase).fromMinute) index++;
      const phase = phases[index] as ClockPhase;
      const isLast = index === phases.length - 1;
      const within = isLast ? minute : Math.min(minute, phase.toMinute);
      return (starts[index] as number) + computeWallMs(within - phase.fromMinute, pace);
    },
    phaseAt(atMs) {
      return (phases[indexAt(atMs)] as ClockPhase).name;
    },
  };
}

/** Incident minutes as records hold them: to the ten-thousandth. */
export function roundMinute(minute: number): number {
  return Math.round(minute * 10_000) / 10_000;
}
