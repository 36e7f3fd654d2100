// How many requests a step makes at the built-in shop, redirects included; sets the twin's offered work.
import type { StepName } from "../../outcome.ts";

export const requestsPerStep: Readonly<Record<StepName, number>> = {
  home: 1,
  category: 1,
  product: 1,
  cart: 2,
  voucher: 2,
  address: 1,
  payment: 2,
  review: 2,
  "place-order": 2,
  "order-status": 1,
};
