import type { FastifyInstance } from "fastify";
import { renderNotFound } from "../pages/problems.ts";
import { stylesheet } from "../pages/stylesheet.ts";
import type { ShopParts } from "../shop-parts.ts";
import type { Shelves } from "./shelves.ts";
import { sendPage } from "./storefront.ts";

export function addBrowseRoutes(app: FastifyInstance, parts: ShopParts, shelves: Shelves): void {
  const { catalogue } = parts;
  const categories = new Map(catalogue.categories.map((category) => [category.slug, category]));
  app.get("/", { config: { work: "home" } }, async (_request, reply) => sendPage(parts, reply, shelves.readHome()));

  app.get<{ Params: { slug: string } }>("/category/:slug", { config: { work: "category" } }, async (request, reply) => {
    const category = categories.get(request.params.slug);
    return sendPage(parts, reply, category ? shelves.readCategory(category) : renderNotFound());
  });

  app.get<{ Params: { id: string } }>("/product/:id", { config: { work: "product" } }, async (request, reply) => {
    const product = catalogue.productsById.get(request.params.id);
    return sendPage(parts, reply, product ? shelves.readProduct(product) : renderNotFound());
  });

  app.get("/assets/shop.css", { config: { work: "asset" } }, async (_request, reply) =>
    reply.header("cache-control", "public, max-age=3600").type("text/css; charset=utf-8").send(stylesheet),
  );
}
