// What a drill says of the defences that were on: what each is for, what it costs, what it did.
import { defences as shopDefences } from "../../mock-shop/defences/catalogue.ts";
import type { Incident } from "../../scenarios/incident.ts";
import type { FaultResult } from "../record/drill-result.ts";
import type { AlertedAction, DefenceReport } from "../record/run-record.ts";

/** What the shop's defences counted, by name; empty where the shop was not asked. */
export type DefenceCounts = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** What the drill itself knows of the harness-borne ones. */
export interface AnsweredAlerts {
  readonly alertedActions: readonly AlertedAction[];
  readonly faults: readonly FaultResult[];
}

export function buildDefenceReports(
  incident: Pick<Incident, "defences" | "alertActions">,
  names: readonly string[],
  counts: DefenceCounts,
  answered: AnsweredAlerts,
): DefenceReport[] {
  return names.map((name): DefenceReport => {
    const inShop = shopDefences.get(name);
    if (inShop === undefined) return describeAlertDefence(incident, name, answered);
    const kind = incident.defences.find((one) => one.name === name)?.kind ?? inShop.kind;
    return { name, kind, by: "shop", says: inShop.says, costs: inShop.costs, counts: counts.get(name) ?? {} };
  });
}

function describeAlertDefence(
  { alertActions }: Pick<Incident, "alertActions">,
  name: string,
  { alertedActions, faults }: AnsweredAlerts,
): DefenceReport {
  const actions = alertActions.filter(({ defence }) => defence === name);
  const says = actions.map(
    ({ name: does, onAlert, reactionMinutes }) =>
      `${does}, ${reactionMinutes} minutes after a ${onAlert.severity} alert fired`,
  );
  return {
    name,
    kind: "preventive",
    by: "harness",
    says: says.join("; "),
    costs: "the last change goes back whenever the alert fires, also where it was not the cause",
    counts: {
      alertsAnswered: alertedActions.filter(({ defence }) => defence === name).length,
      stagesPrevented: faults.filter(({ state }) => state === "prevented").length,
    },
  };
}
