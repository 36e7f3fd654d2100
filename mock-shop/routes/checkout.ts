import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { takeOrderKey } from "../ordering/keyed-orders.ts";
import { renderAddressForm, renderPaymentForm, renderReview, type TypedAddress } from "../pages/checkout.ts";
import { renderMaintenance } from "../pages/problems.ts";
import { parseAddress } from "../rules/address.ts";
import { tokenizeCard } from "../rules/card.ts";
import { findMissingStep } from "../rules/checkout-steps.ts";
import { priceSession } from "../session/basket.ts";
import type { Session } from "../session/session.ts";
import type { ShopParts } from "../shop-parts.ts";
import { readFields, readText } from "./form-input.ts";
import { findSession, sendPage } from "./storefront.ts";

type Needed = "address" | "payment" | "review";

export function addCheckoutRoutes(app: FastifyInstance, parts: ShopParts): void {
  app.get("/checkout/address", { config: { work: "address" } }, async (request, reply) => {
    const session = enterStep(parts, request, reply, "address");
    return session ? sendPage(parts, reply, renderAddressForm(session.address)) : reply;
  });

  app.post("/checkout/address", { config: { work: "submit-address" } }, async (request, reply) => {
    const session = enterStep(parts, request, reply, "address");
    if (!session) return reply;
    const parsed = parseAddress(readFields(request.body));
    if ("problems" in parsed) {
      return sendPage(parts, reply, renderAddressForm(readTyped(request.body), parsed.problems));
    }
    session.address = parsed.address;
    return reply.redirect("/checkout/payment", 303);
  });

  app.get("/checkout/payment", { config: { work: "payment" } }, async (request, reply) => {
    const session = enterStep(parts, request, reply, "payment");
    return session ? sendPage(parts, reply, renderPaymentForm(session.card)) : reply;
  });

  app.post("/checkout/payment", { config: { work: "submit-payment" } }, async (request, reply) => {
    const session = enterStep(parts, request, reply, "payment");
    if (!session) return reply;
    const card = tokenizeCard(readText(request.body, "card", 30) ?? "");
    if (!card) {
      const problem = { field: "card", says: "Enter a test card number, such as 4242 4242 4242 4242" };
      return sendPage(parts, reply, renderPaymentForm(session.card, [problem]));
    }
    session.card = card;
    return reply.redirect("/checkout/review", 303);
  });

  app.get("/checkout/review", { config: { work: "review" } }, async (request, reply) => {
    const session = enterStep(parts, request, reply, "review");
    if (!session?.address || !session.card) return reply;
    const { address, card } = session;
    const cart = priceSession(parts, session);
    const { currency } = parts.configuration;
    const orderKey = takeOrderKey(session, cart, parts.clock.nowMs());
    return sendPage(parts, reply, renderReview({ cart, address, card, orderKey, currency }));
  });
}

/** The session, if it may be at this step; otherwise the answer went out: the step that is missing, or a pause. */
function enterStep(parts: ShopParts, request: FastifyRequest, reply: FastifyReply, step: Needed): Session | undefined {
  if (parts.settings.get("storefront.orderingPaused")) {
    sendPage(parts, reply, renderMaintenance());
    return undefined;
  }
  const session = findSession(parts, request);
  const missing = findMissingStep(session, step);
  if (session && missing === undefined) return session;
  reply.redirect(missing ?? "/cart", 303);
  return undefined;
}

const typedLength = 254;

/** What the form held, cut to what its fields take: it is shown again. */
function readTyped(body: unknown): TypedAddress {
  const texts = Object.entries(readFields(body)).filter(
    (field): field is [string, string] => typeof field[1] === "string",
  );
  return Object.fromEntries(texts.map(([name, text]) => [name, text.slice(0, typedLength)]));
}
