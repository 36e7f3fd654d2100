// Counts steps by phase, population and outcome.
import type { Outcome, StepSample } from "../../scenarios/outcome.ts";
import type { StepCount } from "../record/run-record.ts";

type Draft = Omit<StepCount, "outcomes"> & { outcomes: Partial<Record<Outcome, number>> };

export class StepCounter {
  readonly #counts = new Map<string, Draft>();

  record({ phase, population, step, outcome }: StepSample): void {
    const id = `${phase}\n${population}\n${step}`;
    let count = this.#counts.get(id);
    if (count === undefined) {
      count = { phase, population, step, outcomes: {} };
      this.#counts.set(id, count);
    }
    count.outcomes[outcome] = (count.outcomes[outcome] ?? 0) + 1;
  }

  build(): StepCount[] {
    return [...this.#counts.values()].map((count) => ({ ...count, outcomes: { ...count.outcomes } }));
  }
}
