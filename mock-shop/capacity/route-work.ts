/** What a request asks of a worker; place-order is worked on in two pieces, before and after the payment. */
export type WorkKind =
  | "home"
  | "category"
  | "product"
  | "search"
  | "add-to-cart"
  | "change-quantity"
  | "remove-from-cart"
  | "apply-voucher"
  | "remove-voucher"
  | "cart"
  | "address"
  | "submit-address"
  | "payment"
  | "submit-payment"
  | "review"
  | "remove-in-review"
  | "place-order"
  | "place-order-after-payment"
  | "confirmation"
  | "order-status"
  | "track"
  | "other";

/** Mean work of a request as a multiple of `serviceMs`. A whole purchase of one article has a mean close to 1. */
export const workFactors: Readonly<Record<WorkKind, number>> = {
  home: 1,
  category: 1.2,
  product: 1,
  search: 1.5,
  "add-to-cart": 0.8,
  "change-quantity": 0.8,
  "remove-from-cart": 0.8,
  "apply-voucher": 0.8,
  "remove-voucher": 0.8,
  cart: 1,
  address: 0.7,
  "submit-address": 0.8,
  payment: 0.7,
  "submit-payment": 0.8,
  review: 1.2,
  "remove-in-review": 0.8,
  "place-order": 1.5,
  "place-order-after-payment": 0.5,
  confirmation: 0.8,
  "order-status": 0.7,
  track: 0.7,
  other: 0.5,
};
