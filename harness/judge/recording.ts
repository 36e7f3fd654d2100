// Everything a judgement needs, in memory: what was recorded, and what it was recorded of.
import type { Incident } from "../../scenarios/incident.ts";
import type { Plan } from "../../scenarios/plan.ts";
import type { Books } from "../audit/books.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type {
  ActionResult,
  FaultResult,
  GeneratorResult,
  PhaseResult,
  PopulationResult,
  Variant,
} from "../record/drill-result.ts";
import type { Recorded } from "../record/run-record.ts";

export interface Recording {
  readonly incident: Incident;
  readonly plan: Plan;
  readonly variant: Variant;
  readonly defences: readonly string[];
  readonly judgedBy: "facts" | "objectives";
  readonly phases: readonly PhaseResult[];
  readonly generator: GeneratorResult;
  readonly populations: readonly PopulationResult[];
  readonly faults: readonly FaultResult[];
  readonly actions: readonly ActionResult[];
  readonly history: readonly CustomerHistory[];
  /** Null where the books could not be read. */
  readonly books: Books | null;
  readonly recorded: Recorded;
}
