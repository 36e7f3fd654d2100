import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { requireBearer } from "../process/bearer.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import type { ControlParts, ControlRoute } from "./control-route.ts";
import { controlRoutes } from "./control-routes.ts";

/** The shop's controls, on a listener of their own: nobody who buys can reach them, and no queue of pages stops them. */
export function buildControlApp(parts: ControlParts): FastifyInstance {
  const app = Fastify({
    bodyLimit: 16 * 1024,
    exposeHeadRoutes: false,
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      reply.code(error.statusCode ?? 400).send({ problems: ["the address is malformed or too long"] });
    },
  });
  answerErrorsAsJson(app);
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", requireBearer(parts.configuration.controlToken));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ problems: ["no such path"] }));
  for (const route of controlRoutes) addRoute(app, parts, route);
  return app;
}

function addRoute(app: FastifyInstance, parts: ControlParts, route: ControlRoute): void {
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ":$1"),
    handler: async ({ params, query, body }, reply) => {
      const answer = await route.answer(parts, { params, query, body });
      return reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .send(answer.body);
    },
  });
}
