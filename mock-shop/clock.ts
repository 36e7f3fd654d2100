export type CancelTimer = () => void;

/** The two clocks of an edge: `nowMs` is the time of day, `elapsedMs` never falls and is for durations. */
export interface Clock {
  nowMs(): number;
  elapsedMs(): number;
  /** Runs `action` once, not earlier than `delayMs` from now. */
  schedule(delayMs: number, action: () => void): CancelTimer;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  elapsedMs: () => performance.now(),
  schedule: (delayMs, action) => {
    const timer = setTimeout(action, Math.ceil(Math.max(0, delayMs)));
    return () => clearTimeout(timer);
  },
};

export function waitUntil(clock: Clock, elapsedMs: number): Promise<void> {
  const delayMs = elapsedMs - clock.elapsedMs();
  if (delayMs <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    clock.schedule(delayMs, resolve);
  });
}

/** The shop's incident clock: minute 0 is when its books were first opened, `pace` incident seconds pass in a second. */
export interface IncidentClock {
  readonly pace: number;
  minuteAt(nowMs: number): number;
  /** How long so many incident minutes take in real time, in milliseconds. */
  toWallMs(minutes: number): number;
}

export function buildIncidentClock(openedAtMs: number, pace: number): IncidentClock {
  return {
    pace,
    minuteAt: (nowMs) => ((nowMs - openedAtMs) / 60_000) * pace,
    toWallMs: (minutes) => (minutes * 60_000) / pace,
  };
}
