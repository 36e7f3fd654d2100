// The k6 script of every drill: customers in the order of the plan, each sleeping until its time.

import { sleep } from "k6";
import { SharedArray } from "k6/data";
import exec from "k6/execution";
import { buildJourney } from "../customers/build-journey.ts";
import type { ForumLook } from "../customers/forum.ts";
import type { StepReport } from "../customers/journey.ts";
import { builtInShop } from "../drivers/built-in-shop/driver.ts";
import type { PlannedCustomer } from "../plan.ts";
import type { ScriptSettings } from "../script-settings.ts";
import { buildIncidentClock } from "../time.ts";
import { nothingRead, openForum } from "./forum-client.ts";
import { buildHttpClient } from "./http-client.ts";
import { writeRow } from "./rows.ts";

const settings: ScriptSettings = JSON.parse(__ENV.TILLDRILL_SETTINGS as string);
const { incident } = settings;
const clock = buildIncidentClock(incident.phases, settings.pace);
const customers = new SharedArray<PlannedCustomer>("customers", () => JSON.parse(open(settings.planPath)).customers);
const driver = builtInShop;

export const options = {
  scenarios: {
    drill: {
      executor: "shared-iterations",
      vus: settings.vus,
      iterations: settings.customers,
      maxDuration: `${Math.ceil(settings.mostMs)}ms`,
      gracefulStop: `${incident.responseTimeoutMs}ms`,
    },
  },
  setupTimeout: "60s",
  // Each customer is another browser: no connection is handed on from one to the next.
  noVUConnectionReuse: true,
  userAgent: "tilldrill",
};

/** Reads the price list through the driver (which also warms the shop up), and fixes T0. */
export function setup(): { t0Ms: number } {
  const http = buildHttpClient(settings.origin);
  for (const price of driver.readPrices(http, incident.responseTimeoutMs)) writeRow({ kind: "price", ...price });
  const t0Ms = Date.now() + settings.leadMs;
  writeRow({ kind: "clock", t0Ms });
  return { t0Ms };
}

function sleepUntil(atMs: number): void {
  const leftMs = atMs - Date.now();
  if (leftMs > 0) sleep(leftMs / 1000);
}

/** Carries out the journey of one customer. Returns how it ended, and after how many visits. */
function live(customer: PlannedCustomer, t0Ms: number): { end: string; visits: number } {
  const journey = buildJourney(customer, incident, clock, settings.seed);
  const forum = settings.forumOrigin === null ? null : openForum(settings.forumOrigin, incident, customer);
  const visit = driver.open(customer, buildHttpClient(settings.origin), incident.responseTimeoutMs);
  let last: StepReport | ForumLook | null = null;
  let account: string | undefined;
  for (;;) {
    const decision = journey.decide(last);
    last = null;
    if (decision.does === "end") return { end: decision.end, visits: journey.visits() };
    if (decision.does === "wait-until") sleepUntil(t0Ms + clock.wallMsAt(decision.atMinute));
    if (decision.does === "pause") sleep(decision.pauseMs / 1000);
    if (decision.does === "report") forum?.report(decision.report);
    if (decision.does === "look") {
      const read = forum?.look() ?? nothingRead;
      last = { ...read, endedMinute: clock.minuteAt(Date.now() - t0Ms) };
    }
    if (decision.does === "ask") {
      account = decision.wish.account ?? account;
      const startedMs = Date.now();
      const answer = visit.ask(decision.wish);
      writeRow({
        kind: "step",
        customer: customer.customer,
        startedMs,
        ...answer,
        step: decision.wish.step,
        attempt: decision.attempt,
        visit: decision.visit,
        ...(account !== undefined && decision.wish.step === "place-order" ? { account } : {}),
      });
      const endedMinute = clock.minuteAt(startedMs + answer.latencyMs - t0Ms);
      const { outcome, latencyMs, asksToComeBack, retryAfterMinutes, discountCents } = answer;
      last = { outcome, latencyMs, endedMinute, asksToComeBack, retryAfterMinutes, discountCents };
    }
  }
}

/** One iteration is one customer. */
export default function drill({ t0Ms }: { t0Ms: number }): void {
  const customer = customers[exec.scenario.iterationInTest] as PlannedCustomer;
  const dueMs = t0Ms + customer.arrivesAtMs;
  sleepUntil(dueMs);
  const latenessMs = Math.max(0, Date.now() - dueMs);
  writeRow({ kind: "start", customer: customer.customer, latenessMs });
  const isDropped = latenessMs > settings.dropAfterMs;
  const { end, visits } = isDropped ? { end: "dropped", visits: 0 } : live(customer, t0Ms);
  writeRow({ kind: "end", customer: customer.customer, endedMs: Date.now(), end, visits });
}
