import type { FastifyInstance } from "fastify";
import { ConfigError } from "./problems.ts";

/** One place that maps errors of a JSON API to answers: `{ "problems": [...] }` with the right status. */
export function answerErrorsAsJson(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof ConfigError) return reply.code(400).send({ problems: error.problems });
    const status = error.statusCode ?? 500;
    if (status >= 500) console.error(error);
    return reply.code(status).send({ problems: [status >= 500 ? "internal error" : error.message] });
  });
}
