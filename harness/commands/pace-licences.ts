// What the figures of a drill may claim at its pace: computed once for the drills of a run that share incident, pace and seed.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { DrillOptions } from "../drill/drill-options.ts";
import type { LicencedFigure } from "../record/run-record.ts";

export class PaceLicences {
  readonly #known = new Map<string, readonly LicencedFigure[]>();

  /** Takes a few seconds of one core the first time; `onWork` is told before. Empty where it was interrupted. */
  async get(
    { loaded: { selection }, pace, seed }: Pick<DrillOptions, "loaded" | "pace" | "seed">,
    signal: AbortSignal,
    onWork: () => void,
  ): Promise<readonly LicencedFigure[]> {
    const id = JSON.stringify([selection, pace, seed]);
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    onWork();
    const worker = new Worker(new URL("./pace-licence-worker.ts", import.meta.url), {
      workerData: { selection, pace, seed },
    });
    try {
      const [licence] = (await once(worker, "message", { signal })) as [readonly LicencedFigure[]];
      this.#known.set(id, licence);
      return licence;
    } catch (problem) {
      if (signal.aborted) return [];
      throw problem;
    } finally {
      await worker.terminate();
    }
  }
}
