// The three-hour outage: a large US shop's checkout is down in the night of 3 to 4 February 2016.
import type { Incident } from "../incident.ts";
import { assumptions } from "./assumptions.ts";
import { customers } from "./customers.ts";
import { facts } from "./facts.ts";

/** CO. Minute 0 is 18:30 in the shop's time zone; the checkout is down from 21:00 to 24:00. */
export const checkoutOutage: Incident = {
  name: "checkout-outage",
  title: "The three-hour checkout outage",
  story:
    "A change to the payment client is rolled out step by step. At a quarter of the payment calls the first orders fail; at all of them the checkout is down for three hours, then the change is taken back.",
  currency: "USD",
  pace: 200,
  share: 0.4,
  minuteZeroOfDay: 18 * 60 + 30,
  phases: [
    { name: "calm", fromMinute: 0, toMinute: 60, says: "an ordinary evening", traffic: 1, normal: true },
    {
      name: "precursors",
      fromMinute: 60,
      toMinute: 150,
      says: "the change reaches a quarter of the payment calls",
      traffic: 1,
      normal: true,
    },
    {
      name: "outage",
      fromMinute: 150,
      toMinute: 330,
      says: "the change reaches all payment calls",
      traffic: 1,
      normal: false,
    },
    {
      name: "catch-up",
      fromMinute: 330,
      toMinute: 390,
      says: "the change is taken back; customers return",
      traffic: 1,
      normal: false,
    },
    { name: "normal", fromMinute: 390, toMinute: 450, says: "an ordinary night", traffic: 1, normal: true },
    { name: "morning", fromMinute: 750, toMinute: 810, says: "the next morning, from 07:00", traffic: 1, normal: true },
  ],
  populations: [
    { name: "buyers", arrivalsPerSecond: 41, thinner: 1, buys: true },
    { name: "browsers", arrivalsPerSecond: 1000, thinner: 50, buys: false },
  ],
  customers,
  faults: [
    {
      kind: "config-change",
      says: "the payment client is pointed at an endpoint that the provider does not serve; the call fails at once",
      stages: [
        { name: "payment-endpoint-partial", fromMinute: 60, toMinute: 150, share: 0.25 },
        { name: "payment-endpoint-full", fromMinute: 150, toMinute: 330, share: 1 },
      ],
      leadMinutes: 1,
      holdMs: 750,
    },
  ],
  actions: [{ name: "take the change back", atMinute: 330, does: "restore-faults" }],
  outageMinute: 150,
  calmPhase: "calm",
  calmUtilisation: 0.6,
  responseTimeoutMs: 3000,
  paymentDeadlineMs: 500,
  serviceMs: 10,
  queueBoundMs: 250,
  inDefaultRun: true,
  assumptions,
  facts,
  controlMisses: ["checkout-availability", "order-success"],
};
