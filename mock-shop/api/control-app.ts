import Fastify, { type FastifyInstance } from "fastify";
import { z } from "zod";
import { requireBearer } from "../process/bearer.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import { parseWith } from "../process/problems.ts";
import type { ShopParts } from "../shop-parts.ts";
import { addChangeRoutes } from "./changes.ts";
import { addFaultRoutes } from "./faults.ts";
import { probePayment } from "./probe.ts";
import { readShopState } from "./state.ts";

const probeSchema = z.strictObject({ calls: z.int().min(1).max(200) });
const settleSchema = z.strictObject({ timeoutMs: z.int().min(0).max(120_000) });

/** The shop's controls, on a listener of their own: nobody who buys can reach them, and no queue of pages stops them. */
export function buildControlApp(parts: ShopParts): FastifyInstance {
  const app = Fastify({ bodyLimit: 16 * 1024 });
  answerErrorsAsJson(app);
  app.addHook("onRequest", requireBearer(parts.configuration.controlToken));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ problems: ["no such path"] }));
  app.get("/control/health", async () => ({ ok: true }));
  app.get("/control/state", async () => readShopState(parts));
  app.post("/control/probe/payment", async (request) => {
    const { calls } = parseWith(probeSchema, request.body);
    return probePayment(parts.payments, parts.clock, calls);
  });
  app.post("/control/settle", async (request) => {
    const { timeoutMs } = parseWith(settleSchema, request.body);
    await parts.background.waitUntilSettled(timeoutMs);
    const { pendingCaptures, pendingVoids } = parts.background;
    return { pendingCaptures, pendingVoids };
  });
  addChangeRoutes(app, parts);
  addFaultRoutes(app, parts);
  return app;
}
