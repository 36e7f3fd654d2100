import type { FastifyInstance } from "fastify";
import { renderTrackForm } from "../pages/track.ts";
import { normalizeEmail } from "../rules/address.ts";
import { isOrderNumber } from "../rules/order-number.ts";
import type { ShopParts } from "../shop-parts.ts";
import { readText } from "./form-input.ts";
import { openSession, sendPage } from "./storefront.ts";

/** Orders that one session may have open at a time; the oldest goes. */
const openOrdersLimit = 200;

export function addTrackRoutes(app: FastifyInstance, parts: ShopParts): void {
  app.get("/track", { config: { work: "track" } }, async (_request, reply) =>
    sendPage(parts, reply, renderTrackForm(200, {}, [])),
  );

  app.post("/track", { config: { work: "track" } }, async (request, reply) => {
    const orderNumber = readText(request.body, "orderNumber", 24)?.trim().toUpperCase() ?? "";
    const email = readText(request.body, "email", 254)?.trim() ?? "";
    const problems = [
      ...(orderNumber === "" ? [{ field: "orderNumber", says: "Enter your order number" }] : []),
      ...(email === "" ? [{ field: "email", says: "Enter the e-mail address of the order" }] : []),
    ];
    if (problems.length > 0) return sendPage(parts, reply, renderTrackForm(422, { orderNumber, email }, problems));
    const order = isOrderNumber(orderNumber) ? await parts.books.run("readOrder", { orderNumber }) : null;
    if (order?.account !== normalizeEmail(email)) {
      const unknown = { field: "orderNumber", says: "We have no order with this number and e-mail address" };
      return sendPage(parts, reply, renderTrackForm(404, { orderNumber, email }, [unknown]));
    }
    const { orderNumbers } = openSession(parts, request, reply);
    orderNumbers.add(orderNumber);
    const [oldest] = orderNumbers;
    if (orderNumbers.size > openOrdersLimit && oldest !== undefined) orderNumbers.delete(oldest);
    return reply.redirect(`/orders/${orderNumber}`, 303);
  });
}
