import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { describeShortage, nameQuantityField, renderCart, voucherField } from "../pages/cart.ts";
import type { FieldProblem } from "../pages/fields.ts";
import { renderBadRequest, renderNotFound } from "../pages/problems.ts";
import { addToCart, priceCart, quantityLimit, removeFromCart, setQuantity } from "../rules/cart.ts";
import { explainRefusal } from "../rules/voucher.ts";
import { applyVoucher, changeBasket, decideTypedVoucher, priceSession, removeVoucher } from "../session/basket.ts";
import type { Session } from "../session/session.ts";
import type { ShopParts } from "../shop-parts.ts";
import { isFilledIn, readText, readWholeNumber } from "./form-input.ts";
import type { Shelves } from "./shelves.ts";
import { findSession, openSession, sendPage } from "./storefront.ts";

const codeLength = 40;

export function addCartRoutes(app: FastifyInstance, parts: ShopParts, shelves: Shelves): void {
  app.get("/cart", { config: { work: "cart" } }, async (request, reply) => {
    const session = findSession(parts, request);
    return sendCart(parts, reply, session, { typedCode: session?.voucherCode, status: 200 });
  });

  app.post("/cart/items", { config: { work: "add-to-cart" } }, async (request, reply) => {
    const productId = readProductId(request.body);
    const quantity = isFilledIn(request.body, "quantity") ? readQuantity(request.body) : 1;
    if (productId === undefined || quantity === undefined) {
      const problems = [`expected a product and a quantity from 1 to ${quantityLimit}`];
      return sendPage(parts, reply, renderBadRequest(400, "Not added", problems));
    }
    const product = parts.catalogue.productsById.get(productId);
    if (!product) return sendPage(parts, reply, renderNotFound());
    const left = parts.stock.read(productId);
    if (left === 0) return sendPage(parts, reply, shelves.readProduct(product, "Sold out"));
    const change = addToCart(findSession(parts, request)?.cart ?? [], productId, quantity, left);
    if ("problem" in change) return sendPage(parts, reply, shelves.readProduct(product, startUpper(change.problem)));
    const event = { kind: "added", on: "product", subject: productId, quantity } as const;
    changeBasket(parts, openSession(parts, request, reply), { lines: change.lines, event });
    return reply.redirect("/cart", 303);
  });

  app.post("/cart/quantity", { config: { work: "change-quantity" } }, async (request, reply) => {
    const found = findLine(parts, request, reply);
    if (!found) return reply;
    const { session, productId } = found;
    const quantity = readQuantity(request.body);
    const left = parts.stock.read(productId);
    if (quantity === undefined || quantity > left) {
      const says = quantity === undefined ? `Choose a quantity from 1 to ${quantityLimit}` : describeShortage(left);
      const problem = { field: nameQuantityField(productId), says };
      return sendCart(parts, reply, session, { typedCode: session.voucherCode, status: 422, problem });
    }
    const event = { kind: "quantity-changed", on: "cart", subject: productId, quantity } as const;
    changeBasket(parts, session, { lines: setQuantity(session.cart, productId, quantity), event });
    return reply.redirect("/cart", 303);
  });

  app.post("/cart/remove", { config: { work: "remove-from-cart" } }, async (request, reply) => {
    const found = findLine(parts, request, reply);
    if (!found) return reply;
    removeLine(parts, found, "cart");
    return reply.redirect("/cart", 303);
  });

  app.post("/checkout/review/remove", { config: { work: "remove-in-review" } }, async (request, reply) => {
    const found = findLine(parts, request, reply);
    if (!found) return reply;
    removeLine(parts, found, "review");
    return reply.redirect(found.session.cart.length > 0 ? "/checkout/review" : "/cart", 303);
  });

  addVoucherRoutes(app, parts);
}

function addVoucherRoutes(app: FastifyInstance, parts: ShopParts): void {
  app.post("/cart/voucher", { config: { work: "apply-voucher" } }, async (request, reply) => {
    const session = findSession(parts, request);
    if (!session || session.cart.length === 0) return reply.redirect("/cart", 303);
    const typedCode = readText(request.body, "code", codeLength);
    const refuse = (says: string) =>
      sendCart(parts, reply, session, { typedCode, status: 422, problem: { field: voucherField, says } });
    if (typedCode === undefined) return refuse("Enter a voucher code");
    const decision = applyVoucher(parts, session, typedCode);
    return decision.granted
      ? reply.redirect("/cart", 303)
      : refuse(startUpper(explainRefusal(decision, parts.catalogue)));
  });

  app.post("/cart/voucher/remove", { config: { work: "remove-voucher" } }, async (request, reply) => {
    const session = findSession(parts, request);
    if (session) removeVoucher(parts, session);
    return reply.redirect("/cart", 303);
  });
}

interface CartAnswer {
  readonly typedCode: string | undefined;
  readonly status: 200 | 422;
  readonly problem?: FieldProblem;
}

function sendCart(parts: ShopParts, reply: FastifyReply, session: Session | undefined, answer: CartAnswer) {
  const { typedCode, status, problem } = answer;
  const cart = session ? priceSession(parts, session) : priceCart([], parts.catalogue);
  const standing = [
    ...listShortages(parts, session),
    ...(cart.discountCents > 0 ? [] : listVoucherProblems(parts, session)),
  ];
  const problems = [...(problem ? [problem] : []), ...standing.filter(({ field }) => field !== problem?.field)];
  const { currency } = parts.configuration;
  return sendPage(parts, reply, renderCart({ cart, currency, typedCode, problems, status }));
}

/** Lines of which less is left than the customer wants: it was there when they were put in. */
function listShortages({ stock }: ShopParts, session: Session | undefined): readonly FieldProblem[] {
  const short = session?.cart.filter(({ productId, quantity }) => quantity > stock.read(productId)) ?? [];
  return short.map(({ productId }) => ({
    field: nameQuantityField(productId),
    says: describeShortage(stock.read(productId)),
  }));
}

/** Why a code that the customer typed earlier takes nothing off this basket. */
function listVoucherProblems(parts: ShopParts, session: Session | undefined): readonly FieldProblem[] {
  if (session?.voucherCode === undefined) return [];
  const decision = decideTypedVoucher(parts, session);
  if (decision.granted) return [];
  return [{ field: voucherField, says: startUpper(explainRefusal(decision, parts.catalogue)) }];
}

interface FoundLine {
  readonly session: Session;
  readonly productId: string;
}

/** The line that a form is about; otherwise the answer went out: no article named, or none that is in this cart. */
function findLine(parts: ShopParts, request: FastifyRequest, reply: FastifyReply): FoundLine | undefined {
  const productId = readProductId(request.body);
  const session = findSession(parts, request);
  if (productId !== undefined && session?.cart.some((line) => line.productId === productId)) {
    return { session, productId };
  }
  const [status, problem] =
    productId === undefined ? [400, "expected a product"] : [404, "that article is not in your cart"];
  sendPage(parts, reply, renderBadRequest(status as number, "Not changed", [problem as string], "/cart"));
  return undefined;
}

function removeLine(parts: ShopParts, { session, productId }: FoundLine, on: "cart" | "review"): void {
  const event = { kind: "removed", on, subject: productId, quantity: 0 } as const;
  changeBasket(parts, session, { lines: removeFromCart(session.cart, productId), event });
}

function readProductId(body: unknown): string | undefined {
  return readText(body, "product", 60);
}

function readQuantity(body: unknown): number | undefined {
  const quantity = readWholeNumber(body, "quantity");
  return quantity !== undefined && quantity <= quantityLimit ? quantity : undefined;
}

function startUpper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
