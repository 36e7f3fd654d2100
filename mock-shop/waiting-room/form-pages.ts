import type { FastifyRequest } from "fastify";
import type { WorkKind } from "../capacity/route-work.ts";
import { readText } from "../routes/form-input.ts";
import type { Catalogue } from "../rules/catalogue.ts";

const formPages: Partial<Record<WorkKind, string>> = {
  "change-quantity": "/cart",
  "remove-from-cart": "/cart",
  "apply-voucher": "/cart",
  "remove-voucher": "/cart",
  "submit-address": "/checkout/address",
  "submit-payment": "/checkout/payment",
  "remove-in-review": "/checkout/review",
  "place-order": "/checkout/review",
};

/** Where a form that was sent is to be found: a page that can be asked for again and again. */
export function findFormPage({ routeOptions, body }: FastifyRequest, { productsById }: Catalogue): string {
  const work = routeOptions.config?.work;
  if (work === "add-to-cart") {
    const productId = readText(body, "product", 60);
    return productId !== undefined && productsById.has(productId) ? `/product/${productId}` : "/";
  }
  return (work !== undefined && work !== "asset" && formPages[work]) || "/";
}
