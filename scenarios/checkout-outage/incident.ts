// The three-hour outage: a large US shop's checkout is down in the night of 3 to 4 February 2016.
import type { Incident } from "../incident.ts";
import { buildAssumptions } from "./assumptions.ts";
import { causes, configChange } from "./causes.ts";
import { minutes, rehearsal, rollbackReactionMinutes, shop, traffic } from "./chosen-values.ts";
import { customers } from "./customers.ts";
import { buildFacts } from "./facts.ts";

/** CO. Minute 0 is 18:30 in the shop's time zone; the checkout is down from 21:00 to 24:00. */
export const checkoutOutage: Incident = {
  name: "checkout-outage",
  title: "The three-hour checkout outage",
  story:
    "A change on the way from the shop to its payment provider spreads step by step. At a part of the payment calls the first orders fail; at all of them the checkout is down for three hours, then the change is taken back.",
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
      says: "the change reaches a part of the payment calls",
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
  causes: causes.map((cause) => ({
    ...cause,
    facts: buildFacts(cause),
    assumptions: buildAssumptions(cause),
  })),
  cause: configChange.name,
  faults: configChange.faults,
  actions: [{ name: "take the change back", atMinute: minutes.takenBack, does: "restore-faults" }],
  alertActions: [
    {
      defence: "auto-rollback",
      name: "roll the change back",
      onAlert: { severity: "page" },
      reactionMinutes: rollbackReactionMinutes,
      does: "restore-faults",
    },
  ],
  defences: [
    { name: "circuit-breaker", kind: "containing", by: "shop" },
    { name: "deferred-checkout", kind: "containing", by: "shop" },
    { name: "status-message", kind: "containing", by: "shop" },
    { name: "jittered-retries", kind: "containing", by: "shop" },
    { name: "load-shedding", kind: "containing", by: "shop" },
    { name: "auto-rollback", kind: "preventive", by: "harness" },
  ],
  shortForm: [
    { phase: "calm", minutes: 50 },
    { phase: "precursors", minutes: 50 },
    { phase: "outage", minutes: 60 },
    { phase: "catch-up", minutes: 60 },
  ],
  pageDelayMs: 0,
  outageMinute: minutes.outage,
  calmPhase: "calm",
  ...shop,
  inDefaultRun: true,
  assumptions: buildAssumptions(configChange),
  facts: buildFacts(configChange),
  controlMisses: ["checkout-availability", "order-success"],
};
