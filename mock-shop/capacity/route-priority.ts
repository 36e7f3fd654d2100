import type { WorkKind } from "./route-work.ts";

/** From the work that a shop gives up last to the one that it gives up first. `begun` was accepted already. */
export const priorities = ["begun", "checkout", "cart", "browsing"] as const;

/** What a request is worth to the shop at the moment when it cannot serve all. */
export type Priority = (typeof priorities)[number];

/**
 * Who is about to pay goes before who may buy one day. An order's status is checkout, too: a customer who cannot see
 * that the order went through places it again.
 */
export const routePriorities: Readonly<Record<WorkKind, Priority>> = {
  home: "browsing",
  category: "browsing",
  product: "browsing",
  search: "browsing",
  "add-to-cart": "cart",
  "change-quantity": "cart",
  "remove-from-cart": "cart",
  "apply-voucher": "cart",
  "remove-voucher": "cart",
  cart: "cart",
  address: "checkout",
  "submit-address": "checkout",
  payment: "checkout",
  "submit-payment": "checkout",
  review: "checkout",
  "remove-in-review": "checkout",
  "place-order": "checkout",
  "place-order-after-payment": "begun",
  confirmation: "checkout",
  "order-status": "checkout",
  track: "checkout",
  other: "browsing",
};
