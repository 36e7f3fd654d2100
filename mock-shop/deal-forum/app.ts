import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { isForeignForm } from "../process/foreign-forms.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import { parseWith } from "../process/problems.ts";
import type { Deals, Refusal } from "./deals.ts";
import { addPageRoutes } from "./pages/page-routes.ts";
import { newDealSchema, newPostSchema, voteSchema } from "./request-schemas.ts";

type DealRoute = { Params: { id: string } };

/** The forum: the same for programs (`/api`) and for people. */
export function buildForumApp(deals: Deals): FastifyInstance {
  const app = Fastify({ bodyLimit: 16 * 1024, requestTimeout: 10_000, routerOptions: { maxParamLength: 100 } });
  app.addHook("onRequest", async (request, reply) => {
    if (isForeignForm(request)) return reply.code(403).send({ problems: ["this was sent from another site"] });
    return undefined;
  });
  app.register(async (api) => addApiRoutes(api, deals), { prefix: "/api" });
  app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: 16 * 1024 });
    pages.removeContentTypeParser(["application/json", "text/plain"]);
    addPageRoutes(pages, deals);
  });
  return app;
}

function addApiRoutes(api: FastifyInstance, deals: Deals): void {
  answerErrorsAsJson(api);
  api.setNotFoundHandler((_request, reply) => reply.code(404).send({ problems: ["no such path"] }));
  api.get("/deals", async () => ({ deals: deals.list() }));
  api.get<DealRoute>("/deals/:id", async ({ params }, reply) => send(reply, deals.find(params.id) ?? "unknown"));
  api.post("/deals", async ({ body }, reply) => {
    const { title, author, says, text } = parseWith(newDealSchema, body);
    const opened = await deals.open(title, author, says, text);
    if (opened === "full") return send(reply, opened);
    return reply.code(opened.isNew ? 201 : 200).send(opened.view);
  });
  api.post<DealRoute>("/deals/:id/posts", async ({ params, body }, reply) => {
    const { author, says, text } = parseWith(newPostSchema, body);
    return send(reply, await deals.post(params.id, author, says, text), 201);
  });
  api.post<DealRoute>("/deals/:id/votes", async ({ params, body }, reply) => {
    const { author, direction } = parseWith(voteSchema, body);
    return send(reply, await deals.vote(params.id, author, direction));
  });
}

function send(reply: FastifyReply, answer: object | Refusal, status = 200): FastifyReply {
  if (answer === "unknown") return reply.code(404).send({ problems: ["no such deal"] });
  if (answer === "full") return reply.code(409).send({ problems: ["the forum is full"] });
  return reply.code(status).send(answer);
}
