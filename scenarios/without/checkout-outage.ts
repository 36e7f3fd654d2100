// What can be switched off of the checkout outage, and of every incident whose cause lies in the payments.
import type { CustomerModel, FaultStage, Incident } from "../incident.ts";
import { replaceFaults } from "../replace-faults.ts";
import { changeCustomers, withoutCause } from "./changes.ts";
import type { MechanismList } from "./mechanism.ts";

export type OutageMechanism =
  | "the-fault"
  | "the-last-stage"
  | "the-reach"
  | "pressing-again"
  | "coming-back-tonight"
  | "coming-back-next-morning"
  | "trying-again-at-all"
  | "going-to-a-competitor"
  | "leaving-for-good"
  | "leaving-because-slow"
  | "room-to-spare"
  | "the-cap-on-workers";

/** Share of calls, utilisations and waits (incident minutes) that stand for "off"; they exist in no other place. */
const off = { reachShare: 0.05, fullUtilisation: 1.5, noCapUtilisation: 0.01, roomUtilisation: 0.2 } as const;
const soonMinutes = { laterLeastMinutes: 30, laterMeanMinutes: 5 } as const;

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

export const outageMechanisms: MechanismList<OutageMechanism> = {
  switches: {
    "the-fault": { says: "nothing is broken", switchOff: withoutCause },
    "the-last-stage": {
      says: "the change never reaches all calls: the last stage touches as many as the one before it",
      switchOff: (incident) =>
        changeStages(incident, (stage, index, stages) => ({
          ...stage,
          share: index === stages.length - 1 ? (stages[index - 1]?.share ?? stage.share) : stage.share,
        })),
    },
    "the-reach": {
      says: "the change touches one payment call in twenty, in every stage",
      switchOff: (incident) => changeStages(incident, (stage) => ({ ...stage, share: off.reachShare })),
    },
    "pressing-again": {
      says: "nobody presses a button again within a visit",
      switchOff: (incident) => changeCustomers(incident, { retryShares: [] }),
    },
    "coming-back-tonight": {
      says: "nobody comes back the same night",
      switchOff: (incident) => changeCustomers(incident, noTonight),
    },
    "coming-back-next-morning": {
      says: "nobody comes back the next morning",
      switchOff: (incident) => changeCustomers(incident, noMorning),
    },
    "trying-again-at-all": {
      says: "nobody presses again, and nobody comes back",
      switchOff: (incident) => changeCustomers(incident, { retryShares: [], ...noTonight, ...noMorning }),
    },
    "going-to-a-competitor": {
      says: "nobody goes to a competitor; those who would have give up or come back in the others' shares",
      switchOff: (incident) => changeCustomers(incident, noCompetitor),
    },
    "leaving-for-good": {
      says: "nobody goes elsewhere, gives up or waits for the morning: all come back each half hour until they have their order, to a shop with room for them",
      switchOff: (incident) => ({
        ...changeCustomers(incident, { ...stayingOn, ...soonMinutes }),
        calmUtilisation: off.roomUtilisation,
      }),
    },
    "leaving-because-slow": {
      says: "nobody leaves because a page is slow",
      switchOff: (incident) => changeCustomers(incident, { salesLostPer100Ms: 0 }),
    },
    "room-to-spare": {
      says: "the shop has workers for two thirds of an ordinary evening's work, so that pages other than the order's fail too",
      switchOff: (incident) => ({ ...incident, calmUtilisation: off.fullUtilisation }),
    },
    "the-cap-on-workers": {
      says: "the shop never runs out of workers",
      switchOff: (incident) => ({ ...incident, calmUtilisation: off.noCapUtilisation }),
    },
  },
  leftOut: [
    {
      name: "the fault's limit to payments",
      why: "no fault of the shop touches other pages; `room-to-spare` is the one way in which they can fail",
    },
    {
      name: "retries of the shop's payment client",
      why: "a call to the wrong endpoint fails for certain, which is not retried: there is nothing to switch off",
    },
  ],
};

function changeStages(
  incident: Incident,
  change: (stage: FaultStage, index: number, stages: readonly FaultStage[]) => FaultStage,
): Incident {
  return replaceFaults(incident, (faults) =>
    faults.map((window) => ({ ...window, stages: window.stages.map(change) })),
  );
}
