import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { OrderStory } from "../ledger/shop-records.ts";
import { findReplay, type KeyedResult, orderOnce } from "../ordering/keyed-orders.ts";
import type { Page } from "../pages/layout.ts";
import { renderConfirmation, renderDeferred, renderOrderStatus } from "../pages/orders.ts";
import {
  renderBadRequest,
  renderBusy,
  renderDeclined,
  renderMaintenance,
  renderNotFound,
  renderPaymentFailure,
  renderPaymentPaused,
  renderPriceChanged,
  renderSoldOut,
  renderVoucherRefused,
} from "../pages/problems.ts";
import { findMissingStep } from "../rules/checkout-steps.ts";
import { isOrderNumber } from "../rules/order-number.ts";
import type { Session } from "../session/session.ts";
import type { ShopParts } from "../shop-parts.ts";
import { readText } from "./form-input.ts";
import { findSession, sendPage } from "./storefront.ts";

type OrderRoute = { Params: { number: string } };

export function addOrderRoutes(app: FastifyInstance, parts: ShopParts): void {
  app.post("/orders", { config: { work: "place-order" } }, async (request, reply) => {
    const key = readText(request.body, "idempotencyKey", 64);
    if (key === undefined || !/^[\w-]{8,64}$/.test(key)) {
      const page = renderBadRequest(400, "Not ordered", ["expected the key of the review page"], "/checkout/review");
      return sendPage(parts, reply, page);
    }
    const session = findSession(parts, request);
    const replay = session && findReplay(session, key);
    if (replay) return answer(parts, reply, session, await replay);
    if (parts.settings.get("storefront.orderingPaused")) return sendPage(parts, reply, renderMaintenance());
    const missing = findMissingStep(session, "review");
    if (!session || missing !== undefined) return reply.redirect(missing ?? "/cart", 303);
    return answer(parts, reply, session, await orderOnce(parts, session, key, request.timings));
  });

  app.get<OrderRoute>("/orders/:number/confirmation", { config: { work: "confirmation" } }, async (request, reply) => {
    const story = await readOwnOrder(parts, request);
    return sendPage(parts, reply, story ? renderAnswer(story) : renderNotFound());
  });

  app.get<OrderRoute>("/orders/:number", { config: { work: "order-status" } }, async (request, reply) => {
    const story = await readOwnOrder(parts, request);
    return sendPage(parts, reply, story ? renderOrderStatus(story) : renderNotFound());
  });
}

/** Whoever asks for such a page has ordered already. */
export function isPageOfOrder({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith("/orders/:number") ?? false;
}

/** Part of the order that was begun: who is sent to a confirmation is not told there that the shop is busy. Once only. */
export function takePromisedConfirmation(parts: ShopParts, request: FastifyRequest): boolean {
  const session = findSession(parts, request);
  const { number } = request.params as OrderRoute["Params"];
  if (session?.promisedConfirmation === undefined || session.promisedConfirmation !== number) return false;
  session.promisedConfirmation = undefined;
  return true;
}

function answer(parts: ShopParts, reply: FastifyReply, session: Session, result: KeyedResult): FastifyReply {
  switch (result.kind) {
    case "replayed":
    case "placed":
      if (result.kind === "replayed") parts.counters.ordersReplayed += 1;
      session.promisedConfirmation = result.orderNumber;
      return reply.redirect(`/orders/${result.orderNumber}/confirmation`, 303);
    case "declined":
      return sendPage(parts, reply, renderDeclined());
    case "busy":
      return sendPage(parts, reply, renderBusy());
    case "payment-failed":
      return sendPage(parts, reply, renderPaymentFailure(result.isCertain));
    case "payment-paused":
      return sendPage(parts, reply, renderPaymentPaused(result.retryAfterMs));
    case "sold-out":
      return sendPage(parts, reply, renderSoldOut(result.productIds.map((id) => readName(parts, id))));
    case "voucher-refused":
      return sendPage(parts, reply, renderVoucherRefused(result.reason));
    case "price-changed":
      return sendPage(parts, reply, renderPriceChanged(result.reason));
    case "conflict":
      return sendPage(parts, reply, renderConflict(result.orderNumber));
  }
}

/** What the order form leads to, also when it is sent again later. */
function renderAnswer(story: OrderStory): Page {
  switch (story.order.state) {
    case "deferred":
      return renderDeferred(story);
    case "cancelled":
    case "refunded":
      return renderOrderStatus(story);
    default:
      return renderConfirmation(story);
  }
}

/** Never says of a key that was ordered that it was not. */
function renderConflict(orderNumber: string | null): Page {
  if (orderNumber === null) {
    const problems = ["your basket has changed since this review; please look at it again"];
    return renderBadRequest(409, "Not ordered", problems, "/checkout/review");
  }
  const problems = [
    `this review was ordered already: order ${orderNumber}`,
    "what you have changed since then is not ordered",
  ];
  return renderBadRequest(409, "Ordered already", problems, `/orders/${orderNumber}/confirmation`);
}

/** Only the session that placed an order sees it; for all others there is no such order. */
async function readOwnOrder(parts: ShopParts, request: FastifyRequest<OrderRoute>): Promise<OrderStory | null> {
  const { number } = request.params;
  if (!isOrderNumber(number) || !findSession(parts, request)?.orderNumbers.has(number)) return null;
  return parts.books.run("readOrderStory", { orderNumber: number });
}

function readName({ catalogue }: ShopParts, productId: string): string {
  return catalogue.productsById.get(productId)?.name ?? productId;
}
