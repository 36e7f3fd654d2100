import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance } from "fastify";
import { renderBadRequest, renderInternalError, renderNotFound } from "./pages/problems.ts";
import { addBrowseRoutes } from "./routes/browse.ts";
import { addCartRoutes } from "./routes/cart.ts";
import { addCheckoutRoutes } from "./routes/checkout.ts";
import { guardStorefront } from "./routes/guards.ts";
import { addOrderRoutes } from "./routes/orders.ts";
import { sendPage } from "./routes/storefront.ts";
import type { ShopParts } from "./shop-parts.ts";

/** The shop's pages. The app is a function of its parts, tested without a socket. */
export function buildStorefront(parts: ShopParts): FastifyInstance {
  const app = Fastify({
    bodyLimit: 16 * 1024,
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: (error, _request, reply) => {
      const problems = ["the address of this page is malformed or too long"];
      sendPage(parts, reply, renderBadRequest(error.statusCode ?? 400, "Bad request", problems));
    },
  });
  app.register(cookie);
  app.register(formbody, { bodyLimit: 16 * 1024 });
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return sendPage(parts, reply, renderBadRequest(status, "Bad request", [error.message]));
    console.error(error);
    return sendPage(parts, reply, renderInternalError());
  });
  app.register(async (shop) => {
    shop.addHook("onRequest", guardStorefront(parts));
    shop.setNotFoundHandler((_request, reply) => {
      sendPage(parts, reply, renderNotFound());
    });
    addBrowseRoutes(shop, parts);
    addCartRoutes(shop, parts);
    addCheckoutRoutes(shop, parts);
    addOrderRoutes(shop, parts);
  });
  return app;
}
