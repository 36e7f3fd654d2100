// The viral deal: a voucher bug spreads on a deal forum because it works, on 7 February 2018 in Germany.
import { computeHoldMs, type FaultWindow, type Incident } from "../incident.ts";
import { assumptions } from "./assumptions.ts";
import { hunters, minutes, promotion, rehearsal, shop, traffic, voucher } from "./chosen-values.ts";
import { customers, deal } from "./customers.ts";
import { facts } from "./facts.ts";

const holdMs = computeHoldMs(shop);

const faults: readonly FaultWindow[] = [
  {
    kind: "voucher-kept",
    says: "the voucher goes live, and its discount outlives the removal of its article in the last step",
    stages: [{ name: "discount-kept", fromMinute: minutes.live, toMinute: minutes.fixed, share: 1 }],
    leadMinutes: 1,
    holdMs,
  },
  {
    kind: "voucher-everyone",
    says: "any basket with an article of the offers or of the own brand gets the discount, without a code",
    stages: [{ name: "discount-for-everyone", fromMinute: minutes.stageTwo, toMinute: minutes.fixed, share: 1 }],
    leadMinutes: 1,
    holdMs,
  },
];

/** VD. Minute 0 is 18:00; the voucher goes live at 18:20, the plug is pulled at 19:52. */
export const viralDeal: Incident = {
  name: "viral-deal",
  title: "The voucher bug that went viral",
  story:
    "A voucher of ten euros stays in the basket when its article is taken out in the last step. Somebody posts it on a deal forum, others try it, and it works: the more it works, the more come. Later everybody gets the discount without the trick. The shop cannot keep up, the operator stops all orders, and the next day somebody has to find the affected orders among the good ones.",
  currency: "EUR",
  ...rehearsal,
  minuteZeroOfDay: 18 * 60,
  phases: [
    { name: "calm", fromMinute: 0, toMinute: minutes.live, says: "an ordinary evening", traffic: 1, normal: true },
    {
      name: "live",
      fromMinute: minutes.live,
      toMinute: minutes.stageTwo,
      says: "the voucher is live with its bug; the deal is posted, and spreads",
      traffic: 1,
      normal: true,
    },
    {
      name: "stage-two",
      fromMinute: minutes.stageTwo,
      toMinute: minutes.plugPulled,
      says: "everybody gets the discount, without the trick",
      traffic: 1,
      normal: false,
    },
    {
      name: "plugged",
      fromMinute: minutes.plugPulled,
      toMinute: minutes.reopened,
      says: "ordering is paused where the operator pulls the plug; the voucher is mended",
      traffic: 1,
      normal: false,
    },
    {
      name: "reopened",
      fromMinute: minutes.reopened,
      toMinute: minutes.eveningEnds,
      says: "orders are taken again",
      traffic: 1,
      normal: true,
    },
    {
      name: "next-day",
      fromMinute: minutes.nextDay,
      toMinute: minutes.end,
      says: "the next morning: affected orders are found, cancelled and paid back",
      traffic: 1,
      normal: true,
    },
  ],
  populations: [
    { name: "buyers", arrivalsPerSecond: traffic.ordersPerSecond, thinner: 1, buys: true },
    { name: "browsers", arrivalsPerSecond: traffic.browsersPerSecond, thinner: traffic.browsersThinner, buys: false },
    {
      name: "deal-readers",
      arrivalsPerSecond: traffic.readersPerSecond,
      thinner: 1,
      buys: false,
      trafficByPhase: { live: 1, "stage-two": 1, plugged: 1, reopened: 1 },
    },
    { name: "hunters", arrivalsPerSecond: 0, thinner: 1, buys: false, people: hunters },
  ],
  customers,
  deal,
  promotion: {
    ...promotion,
    code: voucher.code,
    discountCents: voucher.cents,
    capPerAccount: voucher.capPerAccount,
    eligibleCategories: voucher.categories,
  },
  causes: [{ name: "voucher-bug", says: "a voucher whose discount is decided too early", faults }],
  cause: "voucher-bug",
  faults,
  actions: [
    {
      name: "pull the plug: no orders",
      atMinute: minutes.plugPulled,
      does: "pause-ordering",
      onlyAsItHappened: true,
    },
    { name: "mend the voucher", atMinute: minutes.fixed, does: "restore-faults" },
    { name: "take orders again", atMinute: minutes.reopened, does: "resume-ordering", onlyAsItHappened: true },
    { name: "cancel the affected orders", atMinute: minutes.cancelled, does: "cancel-orders" },
  ],
  alertActions: [],
  defences: [
    { name: "voucher-cap", kind: "containing", by: "shop" },
    { name: "voucher-budget", kind: "containing", by: "shop" },
    { name: "voucher-kill-switch", kind: "containing", by: "shop" },
    { name: "waiting-room", kind: "containing", by: "shop" },
    { name: "load-shedding", kind: "containing", by: "shop" },
    { name: "voucher-revalidation", kind: "preventive", by: "shop" },
  ],
  // Until the plug the whole evening, customer by customer; then the plug, in the drill without defences, and the mend.
  shortForm: [
    { phase: "calm", minutes: 20 },
    { phase: "live", minutes: 45 },
    { phase: "stage-two", minutes: 47 },
    { phase: "plugged", minutes: 20 },
  ],
  pageDelayMs: 0,
  outageMinute: minutes.plugPulled,
  calmPhase: "calm",
  ...shop,
  inDefaultRun: true,
  assumptions,
  facts,
  controlMisses: ["checkout-availability"],
};
