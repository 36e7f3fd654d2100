import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { faultKinds } from "../faults/catalogue.ts";
import type { Fault } from "../faults/fault.ts";
import { ConfigError, parseWith } from "../process/problems.ts";
import type { ShopParts } from "../shop-parts.ts";

const name = z.string().min(1).max(100);
const share = z.number().min(0).max(1);
const leaseMs = z.int().min(100).max(600_000);
const injectSchema = z.strictObject({
  name,
  kind: z.enum([...faultKinds.keys()]),
  key: z.string(),
  value: z.unknown(),
  share,
  leaseMs,
});
const widenSchema = z.strictObject({ share, name });
const leaseSchema = z.strictObject({ leaseMs });

type FaultRoute = { Params: { id: string } };

/** Putting a cause in, widening it, keeping it alive, taking it out. */
export function addFaultRoutes(app: FastifyInstance, { faults }: ShopParts): void {
  app.get("/control/faults", async () => faults.list());

  app.post("/control/faults", async (request, reply) => {
    const { kind, key, value, ...rest } = parseWith(injectSchema, request.body);
    const faultKind = faultKinds.get(kind);
    if (!faultKind) throw new ConfigError([`\`kind\`: unknown kind ${kind}`]);
    const fault = faults.inject({ ...rest, kind, ...faultKind.parse(key, value) });
    if (!fault) return reply.code(409).send({ problems: [`another active fault sets ${key}`] });
    return reply.code(201).send(fault);
  });

  app.patch<FaultRoute>("/control/faults/:id", async (request, reply) => {
    const { share: wider, name: stageName } = parseWith(widenSchema, request.body);
    const fault = findActive(faults.find(request.params.id), reply);
    if (!fault) return reply;
    faults.widen(fault, wider, stageName);
    return fault;
  });

  app.put<FaultRoute>("/control/faults/:id/lease", async (request, reply) => {
    const lease = parseWith(leaseSchema, request.body);
    const fault = findActive(faults.find(request.params.id), reply);
    if (!fault) return reply;
    faults.renewLease(fault, lease.leaseMs);
    return fault;
  });

  app.delete<FaultRoute>("/control/faults/:id", async (request, reply) => {
    const fault = faults.find(request.params.id);
    if (!fault) return reply.code(404).send({ problems: ["no such fault"] });
    faults.end(fault);
    return fault;
  });
}

/** The fault, if it can still be acted on; otherwise the answer went out: 404, or 409 with its final state. */
function findActive(fault: Fault | undefined, reply: FastifyReply): Fault | undefined {
  if (!fault) reply.code(404).send({ problems: ["no such fault"] });
  else if (fault.state !== "active") reply.code(409).send({ problems: [`this fault is ${fault.state}`], fault });
  else return fault;
  return undefined;
}
