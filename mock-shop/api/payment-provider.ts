import { Agent, request } from "undici";
import { z } from "zod";
import { injectSchema, leaseSchema, widenSchema } from "../faults/fault-requests.ts";
import { parseWith } from "../process/problems.ts";
import { changeSchema, faultSchema } from "./control-records.ts";
import {
  type ControlAnswer,
  type ControlMethod,
  type ControlParts,
  type ControlReply,
  type ControlRoute,
  describeProblem,
  type RawInput,
} from "./control-route.ts";
import { endedFault, faultAnswer, faultParams, unknownFault } from "./faults.ts";

const prefix = "/control/payment-provider";
const timeoutMs = 2_000;

const count = z.int().min(0);
const noQuery = z.strictObject({});
const providerStateSchema = z.strictObject({
  nowMs: z.int(),
  counters: z.record(z.string(), count),
  webhooks: z.strictObject({ url: z.string().nullable(), pending: count, parked: count }),
  faults: z.array(faultSchema),
});

interface Row {
  readonly method: ControlMethod;
  readonly path: string;
  readonly name: string;
  readonly says: string;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, ControlAnswer>>;
}

/** The payment provider's own control API, so that one address and one token control everything. */
export const paymentProviderRoutes: readonly ControlRoute[] = [
  passOn({
    method: "GET",
    path: "/health",
    name: "readProviderHealth",
    says: "whether the payment provider's process answers",
    answers: { 200: { says: "it does", schema: z.strictObject({ ok: z.literal(true) }) } },
  }),
  passOn({
    method: "GET",
    path: "/state",
    name: "readProviderState",
    says: "what the payment provider counted, its outbox of webhooks and its faults",
    answers: { 200: { says: "the state", schema: providerStateSchema } },
  }),
  passOn({
    method: "GET",
    path: "/changes",
    name: "listProviderChanges",
    says: "the payment provider's change log",
    answers: { 200: { says: "the entries, oldest first", schema: z.array(changeSchema) } },
  }),
  passOn({
    method: "GET",
    path: "/faults",
    name: "listProviderFaults",
    says: "all faults of the payment provider since its start",
    answers: { 200: { says: "the faults", schema: z.array(faultSchema) } },
  }),
  passOn({
    method: "POST",
    path: "/faults",
    name: "injectProviderFault",
    says: "latency, hang, failure, reset, webhook-late, webhook-doubled or webhook-shuffled, while its lease is renewed",
    body: injectSchema,
    answers: { 201: faultAnswer, 409: describeProblem("another fault of this kind is active") },
  }),
  passOn({
    method: "PATCH",
    path: "/faults/{id}",
    name: "widenProviderFault",
    says: "the next stage of a fault: another share, from now on",
    body: widenSchema,
    answers: { 200: faultAnswer, 404: unknownFault, 409: endedFault },
  }),
  passOn({
    method: "PUT",
    path: "/faults/{id}/lease",
    name: "renewProviderLease",
    says: "keeps a fault in for so long from now",
    body: leaseSchema,
    answers: { 200: faultAnswer, 404: unknownFault, 409: endedFault },
  }),
  passOn({
    method: "DELETE",
    path: "/faults/{id}",
    name: "endProviderFault",
    says: "takes a fault out and lets go of the calls that it holds; doing it twice changes nothing",
    answers: { 200: faultAnswer, 404: unknownFault },
  }),
];

function passOn(row: Row): ControlRoute {
  const { method, path, name, says, body, answers } = row;
  return {
    method,
    path: `${prefix}${path}`,
    name,
    says,
    params: path.includes("{id}") ? faultParams : z.strictObject({}),
    query: noQuery,
    body,
    answers: { ...answers, 503: describeProblem("the payment provider's controls are not known, or do not answer") },
    answer: async (parts, input) => {
      parseWith(noQuery, input.query);
      return callProvider(parts, method, path, input);
    },
  };
}

async function callProvider(
  { configuration }: ControlParts,
  method: ControlMethod,
  path: string,
  { params, body }: RawInput,
): Promise<ControlReply> {
  const { providerControlUrl, controlToken } = configuration;
  if (providerControlUrl === undefined) return refuse("expected a shop that was started with `providerControlUrl`");
  const filledPath = path.replace("{id}", () => encodeURIComponent((params as z.output<typeof faultParams>).id));
  const contentType = body === undefined ? {} : { "content-type": "application/json" };
  try {
    const response = await request(new URL(`/control${filledPath}`, providerControlUrl), {
      method,
      headers: { authorization: `Bearer ${controlToken}`, ...contentType },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
      dispatcher,
    });
    return { status: response.statusCode, body: await response.body.json() };
  } catch {
    return refuse("the payment provider's controls do not answer");
  }
}

/** A connection for each call: its controls are asked rarely, and an open one would keep the provider from ending. */
const dispatcher = new Agent({ pipelining: 0 });

function refuse(says: string): ControlReply {
  return { status: 503, body: { problems: [says] } };
}
