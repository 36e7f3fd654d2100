import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { requireBearer } from "../process/bearer.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import type { ControlParts, ControlRoute } from "./control-route.ts";
import { controlRoutes } from "./control-routes.ts";

/** The shop's controls, on a listener of their own: nobody who buys can reach them, and no queue of pages stops them. */
export function buildControlApp(parts: ControlParts): FastifyInstance {
  const app = Fastify({
    bodyLimit: 16 * 1024,
    exposeHeadRoutes: true,
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      reply.code(error.statusCode ?? 400).send({ problems: ["the address is malformed or too long"] });
    },
  });
  answerErrorsAsJson(app);
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", requireBearer(parts.configuration.controlToken));
  app.setNotFoundHandler((request, reply) => {
    const allowed = listAllowed(request.url.split("?", 1)[0] as string);
    if (allowed.length === 0) return reply.code(404).send({ problems: ["no such path"] });
    const problem = `expected one of ${allowed.join(", ")}, got ${request.method}`;
    return reply
      .code(405)
      .header("allow", allowed.join(", "))
      .send({ problems: [problem] });
  });
  for (const route of controlRoutes) addRoute(app, parts, route);
  return app;
}

const patterns = controlRoutes.map(({ method, path }) => ({
  methods: method === "GET" ? ["GET", "HEAD"] : [method],
  pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

/** The methods that this path has; none when there is no such path. */
function listAllowed(path: string): string[] {
  return patterns.flatMap(({ methods, pattern }) => (pattern.test(path) ? methods : []));
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
