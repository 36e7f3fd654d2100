// What the page hands to its charts: the axis, the shading, the models. Written as JSON by the server.
import type { TimeAxis } from "../time-axis.ts";
import type { ChartModel } from "./chart-model.ts";

/** A fault in force, or a phase, in x. */
export interface ChartSpan {
  readonly name: string;
  readonly fromX: number;
  readonly toX: number;
}

export interface ChartData {
  readonly axis: TimeAxis;
  readonly minuteZeroOfDay: number;
  readonly phases: readonly ChartSpan[];
  readonly faults: readonly ChartSpan[];
  readonly charts: readonly ChartModel[];
}

/** Left margin of every plot in CSS pixels, so that all x axes stand under each other; style.ts has the same. */
export const marginLeftPx = 72;
export const marginRightPx = 18;
export const plotHeightPx = 132;

/** Colour variable and texture of a look; textures tell series apart without colour. */
export const looks: Readonly<
  Record<
    string,
    {
      readonly texture: "solid" | "slash" | "backslash" | "cross" | "dots" | "rows" | "columns";
      readonly dash: readonly number[];
    }
  >
> = {
  ok: { texture: "solid", dash: [] },
  deferred: { texture: "rows", dash: [] },
  "error-page": { texture: "slash", dash: [] },
  "soft-error": { texture: "backslash", dash: [] },
  wrong: { texture: "cross", dash: [] },
  shed: { texture: "dots", dash: [] },
  paused: { texture: "rows", dash: [] },
  queued: { texture: "columns", dash: [] },
  declined: { texture: "columns", dash: [] },
  timeout: { texture: "cross", dash: [] },
  refused: { texture: "dots", dash: [] },
  p50: { texture: "solid", dash: [] },
  p95: { texture: "solid", dash: [6, 3] },
  p99: { texture: "solid", dash: [1.5, 2.5] },
  orders: { texture: "solid", dash: [] },
  base: { texture: "solid", dash: [6, 3] },
  defended: { texture: "solid", dash: [] },
  third: { texture: "solid", dash: [1.5, 2.5] },
};
