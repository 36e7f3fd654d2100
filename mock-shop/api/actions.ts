import { z } from "zod";
import type { SettingKey, Settings } from "../settings.ts";
import { changeSchema, personSchema } from "./control-records.ts";
import { defineRoute, describeProblem } from "./control-route.ts";

export const byWhom = z.strictObject({ by: personSchema });
export const changeAnswers = {
  200: {
    says: "the entry of the change log, or null when it was so already",
    schema: z.strictObject({ change: changeSchema.nullable() }),
  },
  409: describeProblem("the change log is full"),
};

/** What an operator does on a bad day. Doing it twice changes nothing and is one entry of the change log. */
export const actionRoutes = [
  defineRoute({
    method: "POST",
    path: "/control/actions/pause-ordering",
    name: "pauseOrdering",
    says: "pulls the plug: the checkout answers with the maintenance page",
    body: byWhom,
    answers: changeAnswers,
    handle: ({ settings }, { body: { by } }) => setOnce(settings, "storefront.orderingPaused", true, by),
  }),
  defineRoute({
    method: "POST",
    path: "/control/actions/resume-ordering",
    name: "resumeOrdering",
    says: "takes orders again",
    body: byWhom,
    answers: changeAnswers,
    handle: ({ settings }, { body: { by } }) => setOnce(settings, "storefront.orderingPaused", false, by),
  }),
  defineRoute({
    method: "POST",
    path: "/control/actions/set-status-message",
    name: "setStatusMessage",
    says: "tells customers something at the top of every page; an empty message tells nothing",
    body: byWhom.extend({ message: z.string().max(300) }),
    answers: changeAnswers,
    handle: ({ settings }, { body: { by, message } }) => setOnce(settings, "storefront.statusMessage", message, by),
  }),
];

/** Gives the entry of the change log; null when it was so already. */
export function setOnce(settings: Settings, key: SettingKey, value: unknown, by: string) {
  const change = settings.get(key) === value ? null : settings.set(key, value, by);
  return { status: 200, body: { change } } as const;
}
