// The one x axis of a report: the incident clock with its jumps folded to a narrow gap. Used by the server's
// SVG and, bundled, by the charts in the browser. x runs from 0 to `widthX`, in minutes outside jumps.

export interface AxisSegment {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly fromX: number;
  readonly toX: number;
  readonly jump: boolean;
}

export interface TimeAxis {
  readonly segments: readonly AxisSegment[];
  readonly widthX: number;
}

/** Share of the axis that a jump takes, whatever its length. */
const jumpShare = 0.045;

/** Builds the axis of phases in order; the gap between two phases is a jump. Without phases: one minute. */
export function buildTimeAxis(phases: readonly { readonly fromMinute: number; readonly toMinute: number }[]): TimeAxis {
  const known = phases.filter((phase) => phase.toMinute > phase.fromMinute);
  if (known.length === 0)
    return { segments: [{ fromMinute: 0, toMinute: 1, fromX: 0, toX: 1, jump: false }], widthX: 1 };
  const lived = known.reduce((sum, phase) => sum + phase.toMinute - phase.fromMinute, 0);
  const segments: AxisSegment[] = [];
  let x = 0;
  let minute = (known[0] as AxisSegment).fromMinute;
  const push = (toMinute: number, width: number, jump: boolean) => {
    segments.push({ fromMinute: minute, toMinute, fromX: x, toX: x + width, jump });
    minute = toMinute;
    x += width;
  };
  for (const phase of known) {
    if (phase.fromMinute > minute) push(phase.fromMinute, lived * jumpShare, true);
    if (phase.toMinute > minute) push(phase.toMinute, phase.toMinute - minute, false);
  }
  return { segments, widthX: x };
}

/** x of a minute, clamped to the axis; within a jump in proportion. */
export function computeX(axis: TimeAxis, minute: number): number {
  for (const segment of axis.segments) {
    if (minute > segment.toMinute) continue;
    const within = Math.max(0, minute - segment.fromMinute) / (segment.toMinute - segment.fromMinute);
    return segment.fromX + within * (segment.toX - segment.fromX);
  }
  return axis.widthX;
}

/** Minute at an x, clamped to the axis. */
export function computeMinute(axis: TimeAxis, x: number): number {
  for (const segment of axis.segments) {
    if (x > segment.toX) continue;
    const within = Math.max(0, x - segment.fromX) / (segment.toX - segment.fromX);
    return segment.fromMinute + within * (segment.toMinute - segment.fromMinute);
  }
  return axis.segments.at(-1)?.toMinute ?? 0;
}

export interface AxisTick {
  readonly x: number;
  readonly minute: number;
}

const tickSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440] as const;

/** Ticks on round times of day between two x, at most about `most`; none inside a jump. */
export function computeTicks(
  axis: TimeAxis,
  minuteZeroOfDay: number,
  fromX: number,
  toX: number,
  most: number,
): AxisTick[] {
  const step = tickSteps.find((minutes) => (toX - fromX) / minutes <= most) ?? 2880;
  const ticks: AxisTick[] = [];
  for (const segment of axis.segments) {
    if (segment.jump) continue;
    const first = Math.ceil((segment.fromMinute + minuteZeroOfDay) / step) * step - minuteZeroOfDay;
    for (let minute = first; minute <= segment.toMinute; minute += step) {
      const x = computeX(axis, minute);
      const last = ticks.at(-1);
      const crowded = last !== undefined && x - last.x < ((toX - fromX) * 0.6) / most && last.minute !== minute;
      if (x >= fromX && x <= toX && last?.minute !== minute && !crowded) ticks.push({ x, minute });
    }
  }
  return ticks;
}
