// The three-hour outage: a large US shop's checkout is down in the night of 3 to 4 February 2016.
import type { Incident } from "../incident.ts";
import { assumptions } from "./assumptions.ts";
import { minutes, partialShare, rehearsal, shop, traffic } from "./chosen-values.ts";
import { customers } from "./customers.ts";
import { facts } from "./facts.ts";

/** CO. Minute 0 is 18:30 in the shop's time zone; the checkout is down from 21:00 to 24:00. */
export const checkoutOutage: Incident = {
  name: "checkout-outage",
  title: "The three-hour checkout outage",
  story:
    "A change to the payment client is rolled out step by step. At a quarter of the payment calls the first orders fail; at all of them the checkout is down for three hours, then the change is taken back.",
  currency: "USD",
  ...rehearsal,
  minuteZeroOfDay: 18 * 60 + 30,
  phases: [
    {
      name: "calm",
      fromMinute: 0,
      toMinute: minutes.precursors,
      says: "an ordinary evening",
      traffic: 1,
      normal: true,
    },
    {
      name: "precursors",
      fromMinute: minutes.precursors,
      toMinute: minutes.outage,
      says: "the change reaches a quarter of the payment calls",
      traffic: 1,
      normal: true,
    },
    {
      name: "outage",
      fromMinute: minutes.outage,
      toMinute: minutes.takenBack,
      says: "the change reaches all payment calls",
      traffic: 1,
      normal: false,
    },
    {
      name: "catch-up",
      fromMinute: minutes.takenBack,
      toMinute: minutes.ordinaryNight,
      says: "the change is taken back; customers return",
      traffic: 1,
      normal: false,
    },
    {
      name: "normal",
      fromMinute: minutes.ordinaryNight,
      toMinute: minutes.nightEnds,
      says: "an ordinary night",
      traffic: 1,
      normal: true,
    },
    {
      name: "morning",
      fromMinute: minutes.morning,
      toMinute: minutes.end,
      says: "the next morning, from 07:00",
      traffic: 1,
      normal: true,
    },
  ],
  populations: [
    { name: "buyers", arrivalsPerSecond: traffic.ordersPerSecond, thinner: 1, buys: true },
    { name: "browsers", arrivalsPerSecond: traffic.browsersPerSecond, thinner: traffic.browsersThinner, buys: false },
  ],
  customers,
  faults: [
    {
      kind: "config-change",
      says: "the payment client is pointed at an endpoint that the provider does not serve; the call fails at once",
      stages: [
        {
          name: "payment-endpoint-partial",
          fromMinute: minutes.precursors,
          toMinute: minutes.outage,
          share: partialShare,
        },
        { name: "payment-endpoint-full", fromMinute: minutes.outage, toMinute: minutes.takenBack, share: 1 },
      ],
      leadMinutes: 1,
      holdMs: 750,
    },
  ],
  actions: [{ name: "take the change back", atMinute: minutes.takenBack, does: "restore-faults" }],
  outageMinute: minutes.outage,
  calmPhase: "calm",
  ...shop,
  inDefaultRun: true,
  assumptions,
  facts,
  controlMisses: ["checkout-availability", "order-success"],
};
