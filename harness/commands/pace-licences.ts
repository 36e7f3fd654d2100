// What the figures of a drill may claim at its pace: computed once for the drills of a run that share incident, pace and seed.
import { on } from "node:events";
import { Worker } from "node:worker_threads";
import type { IncidentSelection } from "../../scenarios/selection.ts";
import type { DrillOptions } from "../drill/drill-options.ts";
import type { Objective } from "../objectives/open-slo.ts";
import type { CarryingCapacity } from "../record/carrying-capacity.ts";
import type { LicencedFigure } from "../record/run-record.ts";

/** What the thread says: what it computes next, and at last the licence. */
export type LicenceNews = { readonly next: string } | Foresight;

/** What the thread is given. */
export interface LicenceWork {
  readonly selection: IncidentSelection;
  readonly objectives: readonly Objective[];
  readonly pace: number;
  readonly seed: number;
}

/** What is known of a drill before it is run, by the model in virtual time. */
export interface Foresight {
  readonly licence: readonly LicencedFigure[];
  /** Null where the incident has no deal. */
  readonly carryingCapacity: CarryingCapacity | null;
}

export interface LicenceTelling {
  /** Before the work begins. */
  readonly onWork?: () => void;
  /** What is computed next. */
  readonly tell?: (next: string) => void;
}

export class PaceLicences {
  readonly #known = new Map<string, Foresight>();

  /** Takes a few seconds of one core the first time. Empty where it was interrupted. */
  async get(
    { loaded: { selection, objectives }, pace, seed }: Pick<DrillOptions, "loaded" | "pace" | "seed">,
    signal: AbortSignal,
    { onWork, tell }: LicenceTelling,
  ): Promise<Foresight> {
    const id = JSON.stringify([selection, pace, seed]);
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    onWork?.();
    const worker = new Worker(new URL("./pace-licence-worker.ts", import.meta.url), {
      workerData: { selection, objectives, pace, seed } satisfies LicenceWork,
    });
    try {
      for await (const [news] of on(worker, "message", { signal, close: ["exit"] }) as AsyncIterable<[LicenceNews]>) {
        if ("next" in news) {
          tell?.(news.next);
          continue;
        }
        this.#known.set(id, news);
        return news;
      }
      throw new Error("the thread of the pace licence ended without one");
    } catch (problem) {
      if (signal.aborted) return { licence: [], carryingCapacity: null };
      throw problem;
    } finally {
      await worker.terminate();
    }
  }
}
