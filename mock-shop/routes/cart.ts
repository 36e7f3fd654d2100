import type { FastifyInstance } from "fastify";
import { renderCart } from "../pages/cart.ts";
import { renderBadRequest, renderNotFound } from "../pages/problems.ts";
import { addToCart, priceCart, quantityLimit, removeFromCart } from "../rules/cart.ts";
import type { ShopParts } from "../shop-parts.ts";
import { readText, readWholeNumber } from "./form-input.ts";
import { findSession, openSession, sendPage } from "./storefront.ts";

const productIdLength = 60;

export function addCartRoutes(app: FastifyInstance, parts: ShopParts): void {
  const { catalogue, configuration } = parts;
  app.get("/cart", { config: { work: "cart" } }, async (request, reply) => {
    const cart = priceCart(findSession(parts, request)?.cart ?? [], catalogue);
    return sendPage(parts, reply, renderCart(cart, configuration.currency));
  });

  app.post("/cart/items", { config: { work: "add-to-cart" } }, async (request, reply) => {
    const productId = readText(request.body, "product", productIdLength);
    const quantity = readWholeNumber(request.body, "quantity");
    if (productId === undefined || quantity === undefined || quantity > quantityLimit) {
      const problems = [`expected a product and a quantity from 1 to ${quantityLimit}`];
      return sendPage(parts, reply, renderBadRequest(400, "Not added", problems));
    }
    if (!catalogue.productsById.has(productId)) return sendPage(parts, reply, renderNotFound());
    const change = addToCart(findSession(parts, request)?.cart ?? [], productId, quantity);
    if ("problem" in change) {
      return sendPage(parts, reply, renderBadRequest(422, "Not added", [change.problem], "/cart"));
    }
    const session = openSession(parts, request, reply);
    session.cart = change.lines;
    session.orderKey = undefined;
    return reply.redirect("/cart", 303);
  });

  app.post("/cart/remove", { config: { work: "remove-from-cart" } }, async (request, reply) => {
    const productId = readText(request.body, "product", productIdLength);
    if (productId === undefined) {
      return sendPage(parts, reply, renderBadRequest(400, "Not removed", ["expected a product"], "/cart"));
    }
    const session = findSession(parts, request);
    if (!session?.cart.some((line) => line.productId === productId)) {
      return sendPage(
        parts,
        reply,
        renderBadRequest(404, "Not removed", ["that article is not in your cart"], "/cart"),
      );
    }
    session.cart = removeFromCart(session.cart, productId);
    session.orderKey = undefined;
    return reply.redirect("/cart", 303);
  });
}
