import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import type { ChangeLog } from "../changes.ts";
import type { Clock } from "../clock.ts";
import { endFault, type FaultAnswer, injectFault, renewFaultLease, widenFault } from "../faults/fault-requests.ts";
import type { FaultRegistry } from "../faults/registry.ts";
import type { Books } from "../ledger/books.ts";
import { requireBearer } from "../process/bearer.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import type { ProviderCounters } from "./counters.ts";
import { providerFaultKinds } from "./faults/catalogue.ts";
import type { ProviderOperations } from "./provider-operations.ts";

export interface ProviderControlParts {
  readonly controlToken: string;
  readonly books: Books<ProviderOperations>;
  readonly clock: Clock;
  readonly counters: ProviderCounters;
  readonly changes: ChangeLog;
  readonly faults: FaultRegistry;
}

type FaultRoute = { Params: { id: string } };

export function buildProviderControlApp(parts: ProviderControlParts): FastifyInstance {
  const { books, clock, counters, changes, faults } = parts;
  const app = Fastify({ bodyLimit: 16 * 1024 });
  answerErrorsAsJson(app);
  app.addHook("onRequest", requireBearer(parts.controlToken));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ problems: ["no such path"] }));
  app.get("/control/health", async () => ({ ok: true }));
  app.get("/control/state", async () => ({
    nowMs: clock.nowMs(),
    counters,
    webhooks: { url: await books.run("readWebhookUrl", null), ...(await books.run("countDeliveries", null)) },
    faults: faults.list(),
  }));
  app.get("/control/changes", async () => changes.list());
  app.get("/control/faults", async () => faults.list());
  app.post("/control/faults", async (request, reply) =>
    send(reply, injectFault(faults, providerFaultKinds, request.body)),
  );
  app.patch<FaultRoute>("/control/faults/:id", async (request, reply) =>
    send(reply, widenFault(faults, providerFaultKinds, request.params.id, request.body)),
  );
  app.put<FaultRoute>("/control/faults/:id/lease", async (request, reply) =>
    send(reply, renewFaultLease(faults, request.params.id, request.body)),
  );
  app.delete<FaultRoute>("/control/faults/:id", async (request, reply) =>
    send(reply, endFault(faults, request.params.id)),
  );
  return app;
}

function send(reply: FastifyReply, { status, body }: FaultAnswer): FastifyReply {
  return reply.code(status).send(body);
}
