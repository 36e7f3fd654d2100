// The causes that the outage can be drilled with (CO-4): the article names none, all three are consistent with it. Each has
// precursors of its own; their shares and lengths are assumptions.
import type { Cause, FaultStage, PaymentFaultName } from "../incident.ts";
import { minutes } from "./chosen-values.ts";

/** A cause, and the change behind it: `key` is that of its entries in a change log, `words` say what was changed. */
export interface ChangeCause extends Cause {
  readonly name: PaymentFaultName;
  readonly change: { readonly key: string; readonly words: string };
}

/** Queue bound plus payment deadline, wall ms; the incident's check holds it to both. */
const holdMs = 750;

/** A stage of the precursors, as it is chosen: how long it lasts, and the share of the payment calls it touches. */
type Precursor = readonly [name: string, minutes: number, share: number];

/** The precursors one after the other, then all calls until the cause is taken back. */
function buildStages(precursors: readonly Precursor[], fullName: string): FaultStage[] {
  let fromMinute: number = minutes.precursors;
  const stages = precursors.map(([name, lengthMinutes, share]): FaultStage => {
    const stage = { name, fromMinute, toMinute: fromMinute + lengthMinutes, share };
    fromMinute = stage.toMinute;
    return stage;
  });
  return [...stages, { name: fullName, fromMinute: minutes.outage, toMinute: minutes.takenBack, share: 1 }];
}

export const configChange: ChangeCause = {
  name: "config-change",
  says: "a change of the payment client, rolled out by share of calls, points it at a wrong endpoint",
  change: { key: "payment.endpointPath", words: "the payment endpoint" },
  faults: [
    {
      kind: "config-change",
      says: "the payment client is pointed at an endpoint that the provider does not serve; the call fails at once",
      stages: buildStages([["payment-endpoint-partial", 90, 0.25]], "payment-endpoint-full"),
      leadMinutes: 1,
      holdMs,
    },
  ],
};

/** Half an evening of a quarter, then more: nobody rolls this out, it spreads with the connections that are opened anew. */
export const hungProvider: ChangeCause = {
  name: "hung-provider",
  says: "a change of the network path to the payment provider: calls are taken and never answered",
  change: { key: "hang", words: "the path to the payment provider" },
  faults: [
    {
      kind: "hung-provider",
      says: "the provider takes the call and never answers; the shop waits for its payment deadline, so the order's page is slow before it fails",
      stages: buildStages(
        [
          ["hung-calls-some", 45, 0.25],
          ["hung-calls-more", 45, 0.35],
        ],
        "hung-calls-all",
      ),
      leadMinutes: 1,
      holdMs,
    },
  ],
};

/** A leak that grows. It begins at a fifth: 40 probe calls would miss a tenth once in 70 times, and prove nothing. */
export const exhaustedPool: ChangeCause = {
  name: "exhausted-pool",
  says: "a change makes the payment client lose connections: its pool runs dry, and calls wait for one in vain",
  change: { key: "payment.connections", words: "the payment client's connections" },
  faults: [
    {
      kind: "exhausted-pool",
      says: "a call finds no free connection to the provider, waits for one, and gives up",
      stages: buildStages(
        [
          ["leak-begins", 15, 0.2],
          ["leak-grows", 30, 0.25],
          ["leak-grows-on", 45, 0.35],
        ],
        "dry-pool",
      ),
      leadMinutes: 1,
      holdMs,
    },
  ],
};

/** The default first. */
export const causes = [configChange, hungProvider, exhaustedPool] as const;

/** Stages of a cause before the outage. */
export function listPrecursors(cause: Cause): FaultStage[] {
  return cause.faults.flatMap(({ stages }) => stages).filter((stage) => stage.fromMinute < minutes.outage);
}
