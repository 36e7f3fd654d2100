import { z } from "zod";
import { changeSchema, personSchema } from "./control-records.ts";
import { defineRoute, describeProblem } from "./control-route.ts";

const wantedSchema = z.strictObject({
  key: z.enum([
    "storefront.statusMessage",
    "storefront.orderingPaused",
    "voucher.bug",
    "voucher.capCheck",
    "voucher.isOff",
  ]),
  value: z.union([z.string(), z.boolean()]),
  by: personSchema,
});

export const changeRoutes = [
  defineRoute({
    method: "GET",
    path: "/control/changes",
    name: "listChanges",
    says: "everything that was changed in the running shop, oldest first",
    answers: { 200: { says: "the change log", schema: z.array(changeSchema) } },
    handle: ({ changes }) => ({ status: 200, body: changes.list() }),
  }),
  defineRoute({
    method: "POST",
    path: "/control/changes",
    name: "changeSetting",
    says: "changes one setting at once",
    body: wantedSchema,
    answers: {
      201: { says: "the entry of the change log", schema: changeSchema },
      409: describeProblem("the change log is full"),
    },
    handle: ({ settings }, { body }) => ({ status: 201, body: settings.set(body.key, body.value, body.by) }),
  }),
];
