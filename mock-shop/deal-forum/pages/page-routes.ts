import type { FastifyInstance, FastifyReply } from "fastify";
import type { Html } from "../../pages/html.ts";
import { ConfigError, parseWith } from "../../process/problems.ts";
import type { Deals, DealView, Refusal } from "../deals.ts";
import { newDealSchema, newPostSchema, voteSchema } from "../request-schemas.ts";
import { renderForumDocument, styleSource } from "./forum-document.ts";
import { renderForumProblem, renderList, renderNewDeal, renderThread } from "./render-pages.ts";

type DealRoute = { Params: { id: string }; Querystring: { page?: string } };

const pageSize = 25;

/** The forum for people: plain forms, and after each of them a page that can be loaded again. */
export function addPageRoutes(app: FastifyInstance, deals: Deals): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof ConfigError) return sendProblem(reply, 400, error.problems);
    const status = error.statusCode ?? 500;
    if (status >= 500) console.error(error);
    return sendProblem(reply, status, [status >= 500 ? "something went wrong" : error.message]);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 404, ["there is no such page"]));
  app.get("/", async (_request, reply) => sendPage(reply, "deals", "Deals", renderList(deals.list())));
  app.get("/new", async (_request, reply) => sendPage(reply, "new-deal", "Post a deal", renderNewDeal()));
  app.get<DealRoute>("/deals/:id", async ({ params, query }, reply) => {
    const deal = deals.find(params.id);
    if (!deal) return sendProblem(reply, 404, ["there is no such deal"]);
    const page = typeof query.page === "string" && /^[1-9]\d{0,6}$/.test(query.page) ? Number(query.page) : undefined;
    return sendPage(reply, "deal", deal.title, renderThread(deal, await deals.readPage(deal.id, page, pageSize)));
  });
  app.post("/deals", async ({ body }, reply) => {
    const { title, author, says, text } = parseWith(newDealSchema, body);
    const opened = await deals.open(title, author, says, text);
    if (opened === "full" || opened.isNew) return goBack(reply, opened === "full" ? opened : opened.view);
    // Somebody was first: what this person wrote is not lost, it stands in that thread.
    return goBack(reply, await deals.post(opened.view.id, author, says, text));
  });
  app.post<DealRoute>("/deals/:id/posts", async ({ params, body }, reply) => {
    const { author, says, text } = parseWith(newPostSchema, body);
    return goBack(reply, await deals.post(params.id, author, says, text));
  });
  app.post<DealRoute>("/deals/:id/votes", async ({ params, body }, reply) => {
    const { author, direction } = parseWith(voteSchema, body);
    return goBack(reply, await deals.vote(params.id, author, direction));
  });
}

function goBack(reply: FastifyReply, answer: DealView | Refusal): FastifyReply {
  if (answer === "unknown") return sendProblem(reply, 404, ["there is no such deal"]);
  if (answer === "full") return sendProblem(reply, 409, ["the forum is full"]);
  return reply.redirect(`/deals/${answer.id}`, 303);
}

function sendProblem(reply: FastifyReply, status: number, problems: readonly string[]): FastifyReply {
  reply.code(status);
  return sendPage(reply, "problem", "This did not work", renderForumProblem(problems));
}

function sendPage(reply: FastifyReply, page: string, title: string, body: Html): FastifyReply {
  return reply
    .header(
      "content-security-policy",
      `default-src 'none'; style-src ${styleSource}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    )
    .header("x-content-type-options", "nosniff")
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(renderForumDocument(page, title, body));
}
