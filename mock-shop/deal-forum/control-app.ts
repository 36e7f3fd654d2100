import Fastify, { type FastifyInstance } from "fastify";
import { requireBearer } from "../process/bearer.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import type { Deals } from "./deals.ts";

export function buildForumControlApp(deals: Deals, controlToken: string, peoplePerVisitor: number): FastifyInstance {
  const app = Fastify({ bodyLimit: 16 * 1024 });
  answerErrorsAsJson(app);
  app.addHook("onRequest", requireBearer(controlToken));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ problems: ["no such path"] }));
  app.get("/control/health", async () => ({ ok: true }));
  app.get("/control/state", async () => {
    const hottest = deals.list();
    const { deals: dealCount, ...counts } = deals.counts;
    const weightedPosts = counts.posts * peoplePerVisitor;
    return { heat: hottest[0]?.heat ?? 0, ...counts, weightedPosts, dealCount, deals: hottest };
  });
  return app;
}
