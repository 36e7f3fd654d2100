import type { PlaceOrderResult } from "../ordering/place-order.ts";
import type { Address } from "../rules/address.ts";
import type { Card } from "../rules/card.ts";
import type { CartLine } from "../rules/cart.ts";

/** A purchase that this session asked for under one key: running, or placed. */
export interface KeyedPurchase {
  readonly fingerprint: string;
  readonly result: Promise<PlaceOrderResult>;
}

/** What the shop knows of one browser. Prices are not in here. */
export interface Session {
  readonly id: string;
  cart: readonly CartLine[];
  address: Address | undefined;
  card: Card | undefined;
  /** The key of the basket as it is now; another basket gets another key. */
  orderKey: string | undefined;
  readonly purchases: Map<string, KeyedPurchase>;
  readonly orderNumbers: Set<string>;
}
