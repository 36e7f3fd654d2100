// Ablation: an incident with one mechanism switched off. Every emergent fact must flip for one of them.
import type { CustomerModel, FaultStage, Incident } from "./incident.ts";
import { replaceFaults } from "./replace-faults.ts";

/** In the order of the table. */
export const mechanisms = [
  "the-fault",
  "the-last-stage",
  "the-reach",
  "pressing-again",
  "coming-back-tonight",
  "coming-back-next-morning",
  "trying-again-at-all",
  "going-to-a-competitor",
  "leaving-for-good",
  "leaving-because-slow",
  "room-to-spare",
  "the-cap-on-workers",
] as const;
export type Mechanism = (typeof mechanisms)[number];

/** What is so when the mechanism is off; a sentence each, for the table's reader. */
export const mechanismWords: Readonly<Record<Mechanism, string>> = {
  "the-fault": "nothing is broken",
  "the-last-stage": "the change never reaches all calls: the last stage touches as many as the one before it",
  "the-reach": "the change touches one payment call in twenty, in every stage",
  "pressing-again": "nobody presses a button again within a visit",
  "coming-back-tonight": "nobody comes back the same night",
  "coming-back-next-morning": "nobody comes back the next morning",
  "trying-again-at-all": "nobody presses again, and nobody comes back",
  "going-to-a-competitor":
    "nobody goes to a competitor; those who would have give up or come back in the others' shares",
  "leaving-for-good":
    "nobody goes elsewhere, gives up or waits for the morning: all come back each half hour until they have their order, to a shop with room for them",
  "leaving-because-slow": "nobody leaves because a page is slow",
  "room-to-spare":
    "the shop has workers for two thirds of an ordinary evening's work, so that pages other than the order's fail too",
  "the-cap-on-workers": "the shop never runs out of workers",
};

/** Mechanisms that nobody can switch off from an incident, with the reason; listed below the table. */
export const mechanismsLeftOut: readonly { readonly name: string; readonly why: string }[] = [
  {
    name: "the fault's limit to payments",
    why: "no fault of the shop touches other pages; `room-to-spare` is the one way in which they can fail",
  },
  {
    name: "retries of the shop's payment client",
    why: "a call to the wrong endpoint fails for certain, which is not retried: there is nothing to switch off",
  },
];

/** Share of calls, utilisations and waits (incident minutes) that stand for "off"; they exist in no other place. */
const off = { reachShare: 0.05, fullUtilisation: 1.5, noCapUtilisation: 0.01, roomUtilisation: 0.2 } as const;
const soonMinutes = { laterLeastMinutes: 30, laterMeanMinutes: 5 } as const;

/** The incident without that mechanism; all else as it was. */
export function switchOff(incident: Incident, mechanism: Mechanism): Incident {
  switch (mechanism) {
    case "the-fault":
      return { ...replaceFaults(incident, () => []), actions: [], alertActions: [] };
    case "the-last-stage":
      return changeStages(incident, (stage, index, stages) => ({
        ...stage,
        share: index === stages.length - 1 ? (stages[index - 1]?.share ?? stage.share) : stage.share,
      }));
    case "the-reach":
      return changeStages(incident, (stage) => ({ ...stage, share: off.reachShare }));
    case "leaving-for-good":
      return { ...changeCustomers(incident, { ...stayingOn, ...soonMinutes }), calmUtilisation: off.roomUtilisation };
    case "room-to-spare":
      return { ...incident, calmUtilisation: off.fullUtilisation };
    case "the-cap-on-workers":
      return { ...incident, calmUtilisation: off.noCapUtilisation };
    default:
      return changeCustomers(incident, customersWithout[mechanism]);
  }
}

const noTonight = { laterShare: 0, informedLaterShare: 0 } as const;
const noMorning = { morningShare: 0, informedMorningShare: 0 } as const;
const noCompetitor = { competitorShare: 0, informedCompetitorShare: 0 } as const;

const stayingOn: Partial<CustomerModel> = {
  ...noCompetitor,
  ...noMorning,
  laterShare: 1,
  informedLaterShare: 1,
  mostVisits: 1000,
};

type CustomerMechanism = Exclude<
  Mechanism,
  "the-fault" | "the-last-stage" | "the-reach" | "leaving-for-good" | "room-to-spare" | "the-cap-on-workers"
>;
const customersWithout: Readonly<Record<CustomerMechanism, Partial<CustomerModel>>> = {
  "pressing-again": { retryShares: [] },
  "coming-back-tonight": noTonight,
  "coming-back-next-morning": noMorning,
  "trying-again-at-all": { retryShares: [], ...noTonight, ...noMorning },
  "going-to-a-competitor": noCompetitor,
  "leaving-because-slow": { salesLostPer100Ms: 0 },
};

function changeCustomers(incident: Incident, changes: Partial<CustomerModel>): Incident {
  return { ...incident, customers: { ...incident.customers, ...changes } };
}

function changeStages(
  incident: Incident,
  change: (stage: FaultStage, index: number, stages: readonly FaultStage[]) => FaultStage,
): Incident {
  return replaceFaults(incident, (faults) =>
    faults.map((window) => ({ ...window, stages: window.stages.map(change) })),
  );
}
