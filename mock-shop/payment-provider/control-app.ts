import Fastify, { type FastifyInstance } from "fastify";
import type { Clock } from "../clock.ts";
import { requireBearer } from "../process/bearer.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import type { ProviderCounters } from "./counters.ts";

export function buildProviderControlApp(
  controlToken: string,
  counters: ProviderCounters,
  clock: Clock,
): FastifyInstance {
  const app = Fastify({ bodyLimit: 16 * 1024 });
  answerErrorsAsJson(app);
  app.addHook("onRequest", requireBearer(controlToken));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ problems: ["no such path"] }));
  app.get("/control/health", async () => ({ ok: true }));
  app.get("/control/state", async () => ({ nowMs: clock.nowMs(), counters }));
  return app;
}
