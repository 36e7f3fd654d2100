// Everything that happened at one moment, in order of time: drawn on the time line and listed below it.
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { cleanLine } from "../../clean-text.ts";

export type Lane = "customers" | "alerts" | "operator" | "changes";

export interface DrillEvent {
  readonly minute: number;
  readonly lane: Lane | "phases" | "fault";
  /** A few words for the drawing. */
  readonly short: string;
  readonly says: string;
}

function listFaultEvents(record: RunRecord): DrillEvent[] {
  return record.faults.flatMap((fault) => {
    const name = cleanLine(fault.name);
    const events: DrillEvent[] = [
      { minute: fault.plannedFromMinute, lane: "fault", short: "planned", says: `${name}: planned from here` },
    ];
    if (fault.injectedAtMinute !== null) {
      events.push({
        minute: fault.injectedAtMinute,
        lane: "fault",
        short: "in force",
        says: `${name}: put in force, verified by a probe`,
      });
    }
    if (fault.restoredAtMinute !== null) {
      const verified = fault.restoreVerified ? "verified" : "NOT verified";
      events.push({
        minute: fault.restoredAtMinute,
        lane: "fault",
        short: "taken back",
        says: `${name}: taken back, ${verified}`,
      });
    }
    return events;
  });
}

function listCustomerEvents(record: RunRecord): DrillEvent[] {
  const { times } = record;
  const events: DrillEvent[] = [];
  const push = (minute: number | null, short: string, says: string) => {
    if (minute !== null) events.push({ minute, lane: "customers", short, says });
  };
  push(times.firstHarmMinute, "first harm", "first customer harmed");
  push(times.outageMinute, "outage", "the outage begins");
  const back =
    times.serviceBack.sinceOutage !== null && times.outageMinute !== null
      ? times.outageMinute + times.serviceBack.sinceOutage
      : times.serviceBack.sinceFirstHarm !== null && times.firstHarmMinute !== null
        ? times.firstHarmMinute + times.serviceBack.sinceFirstHarm
        : null;
  push(back, "service back", "service back: failures and latency at the calm level for 5 minutes");
  return events;
}

/** All events, in order of time. */
export function listEvents(record: RunRecord): DrillEvent[] {
  const events: DrillEvent[] = [
    ...record.phases.map((phase): DrillEvent => {
      const name = cleanLine(phase.name);
      return { minute: phase.fromMinute, lane: "phases", short: name, says: `phase “${name}” begins` };
    }),
    ...listCustomerEvents(record),
    ...listFaultEvents(record),
    ...record.alerts.map((alert): DrillEvent => {
      const says = `${alert.severity}: ${cleanLine(alert.objective)} burns its budget too fast over ${cleanLine(alert.longWindow)} and ${cleanLine(alert.shortWindow)}`;
      return {
        minute: alert.firedAtMinute,
        lane: "alerts",
        short: `${alert.severity} ${cleanLine(alert.longWindow)}`,
        says,
      };
    }),
    ...record.actions.map((action): DrillEvent => {
      const name = cleanLine(action.name);
      return { minute: action.atMinute, lane: "operator", short: name, says: `operator: ${name}` };
    }),
    ...record.recorded.changeLog.map((change): DrillEvent => {
      const key = cleanLine(change.key);
      return {
        minute: change.atMinute,
        lane: "changes",
        short: cleanLine(change.says) || key,
        says: `change log: ${key} = ${cleanLine(change.value)} (${cleanLine(change.says)})`,
      };
    }),
  ];
  return events.sort((a, b) => a.minute - b.minute);
}
