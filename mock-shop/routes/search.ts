import type { FastifyInstance } from "fastify";
import { renderSearch } from "../pages/browse.ts";
import { renderBadRequest, renderNotFound } from "../pages/problems.ts";
import { buildSearch, cutPage, queryLimit } from "../rules/search.ts";
import type { ShopParts } from "../shop-parts.ts";
import { readFields, readWholeNumber } from "./form-input.ts";
import type { Shelves } from "./shelves.ts";
import { sendPage } from "./storefront.ts";

export function addSearchRoute(app: FastifyInstance, parts: ShopParts, shelves: Shelves): void {
  const search = buildSearch(parts.catalogue);
  app.get("/search", { config: { work: "search" } }, async (request, reply) => {
    const { q = "", page = "1" } = readFields(request.query);
    if (typeof q !== "string" || q.length > queryLimit) {
      const problems = [`expected one text of at most ${queryLimit} characters to search for`];
      return sendPage(parts, reply, renderBadRequest(400, "Not searched", problems));
    }
    const query = q.trim();
    const found = search(query);
    const cut = cutPage(found, readWholeNumber({ page }, "page") ?? 0);
    if (!cut) return sendPage(parts, reply, renderNotFound());
    const cards = shelves.renderCards(cut.products);
    const content = { query, found: found.length, page: Number(page), pages: cut.pages, cards };
    return sendPage(parts, reply, renderSearch(content));
  });
}
