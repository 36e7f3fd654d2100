import { z } from "zod";
import { faultKinds } from "../faults/catalogue.ts";
import {
  endFault,
  injectFault,
  injectSchema,
  leaseSchema,
  renewFaultLease,
  widenFault,
  widenSchema,
} from "../faults/fault-requests.ts";
import { faultSchema, problemsSchema } from "./control-records.ts";
import { defineRoute, describeProblem } from "./control-route.ts";

export const faultParams = z.strictObject({ id: z.string() });
export const unknownFault = describeProblem("no such fault");
export const endedFault = {
  says: "this fault is not active any more",
  schema: problemsSchema.extend({ fault: faultSchema }),
};
export const faultAnswer = { says: "the fault as it is now", schema: faultSchema };

/** Putting a cause in, widening it, keeping it alive, taking it out. */
export const faultRoutes = [
  defineRoute({
    method: "GET",
    path: "/control/faults",
    name: "listFaults",
    says: "all faults since the start, those that ended too",
    answers: { 200: { says: "the faults", schema: z.array(faultSchema) } },
    handle: ({ faults }) => ({ status: 200, body: faults.list() }),
  }),
  defineRoute({
    method: "POST",
    path: "/control/faults",
    name: "injectFault",
    says: "puts a cause in, for as long as its lease is renewed",
    body: injectSchema.extend({ kind: z.enum([...faultKinds.keys()]) }),
    answers: { 201: faultAnswer, 409: describeProblem("another active fault sets this key") },
    handle: ({ faults }, { body }) => injectFault(faults, faultKinds, body),
  }),
  defineRoute({
    method: "PATCH",
    path: "/control/faults/{id}",
    name: "widenFault",
    says: "the next stage of a roll-out: another share, from now on",
    params: faultParams,
    body: widenSchema,
    answers: { 200: faultAnswer, 404: unknownFault, 409: endedFault },
    handle: ({ faults }, { params, body }) => widenFault(faults, faultKinds, params.id, body),
  }),
  defineRoute({
    method: "PUT",
    path: "/control/faults/{id}/lease",
    name: "renewLease",
    says: "keeps a fault in for so long from now",
    params: faultParams,
    body: leaseSchema,
    answers: { 200: faultAnswer, 404: unknownFault, 409: endedFault },
    handle: ({ faults }, { params, body }) => renewFaultLease(faults, params.id, body),
  }),
  defineRoute({
    method: "DELETE",
    path: "/control/faults/{id}",
    name: "endFault",
    says: "takes a fault out; doing it twice changes nothing",
    params: faultParams,
    answers: { 200: faultAnswer, 404: unknownFault },
    handle: ({ faults }, { params }) => endFault(faults, params.id),
  }),
];
