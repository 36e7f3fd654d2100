import type { FastifyInstance } from "fastify";
import { renderCategory, renderHome, renderProduct } from "../pages/browse.ts";
import { renderNotFound } from "../pages/problems.ts";
import { stylesheet } from "../pages/stylesheet.ts";
import type { ShopParts } from "../shop-parts.ts";
import { sendPage } from "./storefront.ts";

export function addBrowseRoutes(app: FastifyInstance, parts: ShopParts): void {
  const { catalogue, configuration } = parts;
  app.get("/", { config: { work: "home" } }, async (_request, reply) => sendPage(parts, reply, renderHome(catalogue)));

  app.get<{ Params: { slug: string } }>("/category/:slug", { config: { work: "category" } }, async (request, reply) => {
    const category = catalogue.categories.find(({ slug }) => slug === request.params.slug);
    return sendPage(parts, reply, category ? renderCategory(category, configuration.currency) : renderNotFound());
  });

  app.get<{ Params: { id: string } }>("/product/:id", { config: { work: "product" } }, async (request, reply) => {
    const product = catalogue.productsById.get(request.params.id);
    const category = catalogue.categories.find(({ slug }) => slug === product?.categorySlug);
    if (!product || !category) return sendPage(parts, reply, renderNotFound());
    return sendPage(parts, reply, renderProduct(product, category, configuration.currency));
  });

  app.get("/assets/shop.css", { config: { work: "asset" } }, async (_request, reply) =>
    reply.header("cache-control", "public, max-age=3600").type("text/css; charset=utf-8").send(stylesheet),
  );
}
