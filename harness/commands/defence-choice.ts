// Which defences a drill has: those of the incident, and whatever else the shop knows.
import { defences as shopDefences } from "../../mock-shop/defences/catalogue.ts";
import type { Incident, IncidentDefence } from "../../scenarios/incident.ts";
import type { DrillOptions } from "../drill/drill-options.ts";
import { ConfigError } from "../errors.ts";
import type { Variant } from "../record/drill-result.ts";

/** Names of the defences that the built-in shop can switch on, whatever the incident. */
export const shopDefenceNames: readonly string[] = [...shopDefences.keys()];

/** The incident's own defences, in its order, then those that the shop has besides. */
export function listDefences({ defences }: Pick<Incident, "defences">): IncidentDefence[] {
  const own = new Set(defences.map(({ name }) => name));
  const others = [...shopDefences.values()].filter(({ name }) => !own.has(name));
  return [...defences, ...others.map(({ name, kind }): IncidentDefence => ({ name, kind, by: "shop" }))];
}

/** Names of the incident's own defences of a kind, in its order. */
export function listOwnDefences({ defences }: Pick<Incident, "defences">, kind: IncidentDefence["kind"]): string[] {
  return defences.filter((defence) => defence.kind === kind).map(({ name }) => name);
}

/** The variants that an incident has: defended where something contains it. */
export function listVariants(incident: Pick<Incident, "defences">): Variant[] {
  return listOwnDefences(incident, "containing").length > 0 ? ["as-it-happened", "defended"] : ["as-it-happened"];
}

/** The defences named, in the incident's order. Throws ConfigError with every unknown name. */
export function chooseDefences(
  incident: Pick<Incident, "name" | "defences">,
  names: readonly string[],
): Pick<DrillOptions, "defences" | "shopDefences"> {
  const known = listDefences(incident);
  const unknown = names.filter((name) => !known.some((defence) => defence.name === name));
  if (unknown.length > 0)
    throw new ConfigError(
      unknown.map((name) => ({
        what: "unknown defence",
        expected: `of ${incident.name} one of ${known.map((defence) => defence.name).join(", ")}`,
        got: name,
        hint: "`tilldrill list --json` shows the defences of each incident",
      })),
    );
  const chosen = known.filter(({ name }) => names.includes(name));
  return {
    defences: chosen.map(({ name }) => name),
    shopDefences: chosen.filter(({ by }) => by === "shop").map(({ name }) => name),
  };
}
