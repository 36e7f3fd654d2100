import { z } from "zod";
import { defenceSchema, personSchema } from "./control-records.ts";
import { defineRoute, describeProblem } from "./control-route.ts";

export const defenceRoutes = [
  defineRoute({
    method: "GET",
    path: "/control/defences",
    name: "listDefences",
    says: "every defence that this shop has, on or off, and what it did",
    answers: { 200: { says: "the defences", schema: z.array(defenceSchema) } },
    handle: ({ defences }) => ({ status: 200, body: defences.list() }),
  }),
  defineRoute({
    method: "PUT",
    path: "/control/defences/{name}",
    name: "switchDefence",
    says: "switches a defence on or off, at once; one that is so already stays as it is",
    params: z.strictObject({ name: z.string() }),
    body: z.strictObject({ on: z.boolean(), by: personSchema }),
    answers: {
      200: { says: "the defence as it is now", schema: defenceSchema },
      404: describeProblem("no such defence"),
      409: describeProblem("the change log is full"),
    },
    handle: ({ defences, changes }, { params: { name }, body: { on, by } }) => {
      if (!defences.knows(name)) return { status: 404, body: { problems: [`no defence ${name}`] } };
      changes.requireRoom();
      const isChanged = on ? defences.switchOn(name) : defences.switchOff(name);
      const says = on ? "switched on" : "switched off";
      if (isChanged) changes.append({ key: `defence.${name}`, value: on, share: 1, by, says });
      return { status: 200, body: defences.read(name) };
    },
  }),
];
