// What can be switched off of a deal that goes viral.
import type { FaultStage, Incident, Population } from "../incident.ts";
import { replaceFaults } from "../replace-faults.ts";
import { changeCustomers, changeDeal, withoutCause } from "./changes.ts";
import type { MechanismList } from "./mechanism.ts";

export type DealMechanism =
  | "the-fault"
  | "the-last-stage"
  | "the-forums-feedback"
  | "the-bad-news"
  | "the-readers"
  | "the-hunters"
  | "pressing-again"
  | "goods-for-nothing"
  | "buyers-with-codes"
  | "traces-in-the-books"
  | "the-plug"
  | "the-cap-on-workers";

/** A discount below every price, cents; a utilisation at which no evening fills the shop. They exist in no other place. */
const off = { smallDiscountCents: 200, noCapUtilisation: 0.05 } as const;

export const dealMechanisms: MechanismList<DealMechanism> = {
  switches: {
    "the-fault": { says: "the voucher is decided rightly all evening; nobody pulls a plug", switchOff: withoutCause },
    "the-last-stage": {
      says: "the second stage never comes: without the trick there is no discount",
      switchOff: (incident) =>
        replaceFaults(incident, (faults) => faults.filter(({ kind }) => kind !== "voucher-everyone")),
    },
    "the-forums-feedback": {
      says: "readers for whom it worked, or failed, neither write nor vote: the hunters' first posts are all that the forum learns",
      switchOff: (incident) => changeDeal(incident, { postShare: 0, voteShare: 0, failPostShare: 0, failVoteShare: 0 }),
    },
    "the-bad-news": {
      says: "who came in vain neither writes nor votes: the forum never learns that it works no more",
      switchOff: (incident) => changeDeal(incident, { failPostShare: 0, failVoteShare: 0 }),
    },
    "the-readers": {
      says: "nobody reads the forum but the hunters",
      switchOff: (incident) =>
        changePopulation(incident, "deal-readers", (readers) => ({ ...readers, trafficByPhase: {} })),
    },
    "the-hunters": {
      says: "nobody tries new vouchers by themselves, so nobody finds the trick, and nothing is posted",
      switchOff: (incident) =>
        changePopulation(incident, "hunters", ({ people, ...hunters }) =>
          people === undefined ? hunters : { ...hunters, people: { ...people, count: 0 } },
        ),
    },
    "pressing-again": {
      says: "nobody tries a page again that did not come, hunters no more than others",
      switchOff: (incident) =>
        changeDeal(changeCustomers(incident, { retryShares: [] }), { readersRetryShares: [], huntersRetries: 0 }),
    },
    "goods-for-nothing": {
      says: "no goods can be had for nothing: the discount is two euros, less than any article costs, and nobody looks for the cheapest",
      switchOff: (incident) => changeDeal(shrinkDiscount(incident), { wantsNothingToPayShare: 0 }),
    },
    "buyers-with-codes": {
      says: "no buyer holds the code and uses it as it was meant",
      switchOff: (incident) => changeDeal(incident, { buyersWithCodeShare: 0 }),
    },
    "traces-in-the-books": {
      says: "who comes for the deal leaves no trace: everybody gets the discount as soon as the voucher is live, without the trick; it is two euros, so that it pays for half of nothing; and a hunter's tab orders once",
      switchOff: (incident) => changeDeal(bringForward(shrinkDiscount(incident)), { huntersOrders: [1, 1] }),
    },
    "the-plug": {
      says: "nobody pulls the plug: orders are taken all evening, until the voucher is mended and after it",
      switchOff: (incident) => ({
        ...incident,
        actions: incident.actions.filter(({ does }) => does !== "pause-ordering" && does !== "resume-ordering"),
      }),
    },
    "the-cap-on-workers": {
      says: "the shop never runs out of workers",
      switchOff: (incident) => ({ ...incident, calmUtilisation: off.noCapUtilisation }),
    },
  },
  leftOut: [
    {
      name: "fulfilment that does not wait (VD-10), and digital goods that are delivered with the payment (VD-11)",
      why: "how long a parcel takes and what is digital are the shop's own rules (`mock-shop/rules/fulfilment.ts`, its catalogue), and no incident sets them; these facts can fall only because nobody plays the trick, or because there is no plug by which a parcel could have been packed",
    },
    {
      name: "the shop's history of a basket (VD-12)",
      why: "the shop keeps it in every drill; each report scores the same filter without it, on the same books",
    },
    {
      name: "the hunters' own posts",
      why: "a hunter tells what was found as part of the hunt; `the-hunters` leaves both out",
    },
  ],
};

function changePopulation(
  incident: Incident,
  name: Population["name"],
  change: (population: Population) => Population,
): Incident {
  return {
    ...incident,
    populations: incident.populations.map((one) => (one.name === name ? change(one) : one)),
  };
}

function shrinkDiscount({ promotion, ...incident }: Incident): Incident {
  return promotion === undefined
    ? incident
    : { ...incident, promotion: { ...promotion, discountCents: off.smallDiscountCents } };
}

/** The later stage begins with the earlier one. */
function bringForward(incident: Incident): Incident {
  return replaceFaults(incident, (faults) => {
    const firstMinute = Math.min(...faults.flatMap(({ stages }) => stages.map(({ fromMinute }) => fromMinute)));
    const begin = (stage: FaultStage, index: number) => (index === 0 ? { ...stage, fromMinute: firstMinute } : stage);
    return faults.map((window) => ({ ...window, stages: window.stages.map(begin) }));
  });
}
