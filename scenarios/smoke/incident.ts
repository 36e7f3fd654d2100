// Smoke: twenty seconds through every room. For tests and a first look; not in the default run.
import type { Incident } from "../incident.ts";
import { smokeFacts } from "./facts.ts";

export const smoke: Incident = {
  name: "smoke",
  title: "Smoke: a short checkout outage",
  story:
    "Five seconds of calm, five seconds in which no payment goes through, five seconds after. Shows that every part works.",
  currency: "USD",
  pace: 60,
  share: 1,
  minuteZeroOfDay: 12 * 60,
  phases: [
    { name: "calm", fromMinute: 0, toMinute: 5, says: "an ordinary noon", traffic: 1, normal: true },
    { name: "outage", fromMinute: 5, toMinute: 10, says: "no payment goes through", traffic: 1, normal: false },
    { name: "after", fromMinute: 10, toMinute: 15, says: "the change is taken back", traffic: 1, normal: true },
  ],
  populations: [
    { name: "buyers", arrivalsPerSecond: 20, thinner: 1, buys: true },
    { name: "browsers", arrivalsPerSecond: 8, thinner: 1, buys: false },
  ],
  customers: {
    thinkMinutes: 0.1,
    basketSizeShares: [0.7, 0.3, 0],
    browserProducts: [1, 2],
    orderStatusShare: 0.2,
    retryShares: [0.5],
    retryPauseMs: [200, 400],
    competitorShare: 0.3,
    laterShare: 0.3,
    morningShare: 0,
    laterMeanMinutes: 2,
    laterLeastMinutes: 0.5,
    mostVisits: 3,
    morningMinutes: null,
    salesLostPer100Ms: 0.01,
    customaryLatencyMs: 100,
  },
  faults: [
    {
      kind: "config-change",
      says: "the payment client is pointed at an endpoint that the provider does not serve; the call fails at once",
      stages: [{ name: "payment-endpoint", fromMinute: 5, toMinute: 10, share: 1 }],
      leadMinutes: 0.5,
      holdMs: 550,
    },
  ],
  actions: [{ name: "take the change back", atMinute: 10, does: "restore-faults" }],
  outageMinute: 5,
  calmPhase: "calm",
  calmUtilisation: 0.6,
  responseTimeoutMs: 800,
  paymentDeadlineMs: 300,
  serviceMs: 10,
  queueBoundMs: 250,
  inDefaultRun: false,
  assumptions: [
    {
      id: "orders-per-second",
      value: 20,
      unit: "orders/s",
      why: "enough events for five seconds; stands for no real shop",
    },
  ],
  facts: smokeFacts,
  controlMisses: ["checkout-availability"],
};
