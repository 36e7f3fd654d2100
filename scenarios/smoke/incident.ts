// Smoke: twenty seconds through every room. For tests and a first look; not in the default run.
import type { FaultWindow, Incident } from "../incident.ts";
import { smokeAssumptions } from "./assumptions.ts";
import { rehearsal, shop, traffic } from "./chosen-values.ts";
import { smokeCustomers } from "./customers.ts";
import { smokeFacts } from "./facts.ts";

const faults: readonly FaultWindow[] = [
  {
    kind: "config-change",
    says: "the payment client is pointed at an endpoint that the provider does not serve; the call fails at once",
    stages: [{ name: "payment-endpoint", fromMinute: 5, toMinute: 10, share: 1 }],
    leadMinutes: 0.2,
    holdMs: 550,
  },
];

export const smoke: Incident = {
  name: "smoke",
  title: "Smoke: a short checkout outage",
  story:
    "Five seconds of calm, five seconds in which no payment goes through, five seconds after. Shows that every part works.",
  currency: "USD",
  ...rehearsal,
  minuteZeroOfDay: 12 * 60,
  phases: [
    { name: "calm", fromMinute: 0, toMinute: 5, says: "an ordinary noon", traffic: 1, normal: true },
    { name: "outage", fromMinute: 5, toMinute: 10, says: "no payment goes through", traffic: 1, normal: false },
    { name: "after", fromMinute: 10, toMinute: 15, says: "the change is taken back", traffic: 1, normal: true },
  ],
  populations: [
    { name: "buyers", arrivalsPerSecond: traffic.ordersPerSecond, thinner: 1, buys: true },
    { name: "browsers", arrivalsPerSecond: traffic.browsersPerSecond, thinner: 1, buys: false },
  ],
  customers: smokeCustomers,
  causes: [{ name: "config-change", says: "a change of the payment client", faults }],
  cause: "config-change",
  faults,
  actions: [{ name: "take the change back", atMinute: 10, does: "restore-faults" }],
  alertActions: [],
  // Tests name those they need: without a containing one of its own it has no `defended` variant.
  defences: [],
  shortForm: [],
  pageDelayMs: 0,
  outageMinute: 5,
  calmPhase: "calm",
  ...shop,
  inDefaultRun: false,
  assumptions: smokeAssumptions,
  facts: smokeFacts,
  controlMisses: ["checkout-availability"],
};
