// The three facts of the smoke incident.
import type { Fact } from "../incident.ts";
import { describeZeroBound } from "../zero-bound.ts";

const placeOrder = ["place-order"] as const;

export const smokeFacts: Fact[] = [
  {
    id: "SM-1",
    says: "no order is completed while payments fail",
    origin: "set",
    expected: "0 acknowledged orders in the outage",
    why: "an order is only acknowledged after its payment is authorised",
    unit: "orders",
    measure: (figures) =>
      figures.countSteps("outage", placeOrder) === 0
        ? null
        : figures.countSteps("outage", placeOrder, ["ok", "deferred"]),
    holds: (measured) => measured === 0,
    detail: (figures) => {
      const attempts = figures.countSteps("outage", placeOrder);
      const taken = figures.countSteps("outage", placeOrder, ["ok", "deferred"]);
      return `${attempts} attempts to place an order${describeZeroBound(taken, attempts)}`;
    },
  },
  {
    id: "SM-2",
    says: "customers see an error page",
    origin: "emergent",
    expected: ">= 95 % of the outage's attempts",
    why: "the shop answers a failed payment with its error page at once",
    unit: "share of attempts",
    measure: (figures) => {
      const attempts = figures.countSteps("outage", placeOrder);
      return attempts === 0 ? null : figures.countSteps("outage", placeOrder, ["error-page"]) / attempts;
    },
    holds: (measured) => measured >= 0.95,
  },
  {
    id: "SM-3",
    says: "orders go through again afterwards",
    origin: "emergent",
    expected: ">= 70 % of the attempts after the outage",
    why: "the change stays half a second into the phase, until no step of the outage can succeed any more",
    unit: "share of attempts",
    measure: (figures) => {
      const attempts = figures.countSteps("after", placeOrder);
      return attempts === 0 ? null : figures.countSteps("after", placeOrder, ["ok"]) / attempts;
    },
    holds: (measured) => measured >= 0.7,
  },
];
