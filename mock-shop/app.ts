import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance } from "fastify";
import { observeRequests } from "./observe-requests.ts";
import { renderBadRequest, renderInternalError, renderNotFound } from "./pages/problems.ts";
import { addBrowseRoutes } from "./routes/browse.ts";
import { addCartRoutes } from "./routes/cart.ts";
import { addCheckoutRoutes } from "./routes/checkout.ts";
import { guardStorefront } from "./routes/guards.ts";
import { addOrderRoutes, isPageOfOrder } from "./routes/orders.ts";
import { delayPages } from "./routes/page-delay.ts";
import { addSearchRoute } from "./routes/search.ts";
import { buildShelves } from "./routes/shelves.ts";
import { sendPage } from "./routes/storefront.ts";
import { addTrackRoutes } from "./routes/track.ts";
import { answerUnreadable } from "./routes/unreadable-requests.ts";
import { addWebhookRoutes } from "./routes/webhooks.ts";
import type { ShopParts } from "./shop-parts.ts";
import { Timings } from "./timings.ts";

/** The shop's pages. The app is a function of its parts, tested without a socket. */
export function buildStorefront(parts: ShopParts): FastifyInstance {
  const app = Fastify({
    bodyLimit: 16 * 1024,
    requestTimeout: 10_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
    routerOptions: { maxParamLength: 100 },
    clientErrorHandler: answerUnreadable(parts),
    frameworkErrors: (error, _request, reply) => {
      const problems = ["the address of this page is malformed or too long"];
      reply.header("server-timing", new Timings().render(0));
      sendPage(parts, reply, renderBadRequest(error.statusCode ?? 400, "Bad request", problems));
    },
  });
  delayPages(app, parts);
  observeRequests(app, parts);
  app.register(cookie);
  app.register(formbody, { bodyLimit: 16 * 1024 });
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return sendPage(parts, reply, renderBadRequest(status, "Bad request", [error.message]));
    console.error(error);
    return sendPage(parts, reply, renderInternalError(isPageOfOrder(request)));
  });
  app.register(async (shop) => {
    guardStorefront(shop, parts);
    shop.setNotFoundHandler((_request, reply) => {
      sendPage(parts, reply, renderNotFound());
    });
    const shelves = buildShelves(parts);
    addBrowseRoutes(shop, parts, shelves);
    addSearchRoute(shop, parts, shelves);
    addCartRoutes(shop, parts, shelves);
    addCheckoutRoutes(shop, parts);
    addOrderRoutes(shop, parts);
    addTrackRoutes(shop, parts);
  });
  app.register((hooks) => addWebhookRoutes(hooks, parts));
  return app;
}
