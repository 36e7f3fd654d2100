// What `tilldrill shop` prints when the shop is open.
import type { RunningShop } from "../drill/shop-processes.ts";

export interface ShopTour {
  readonly shop: RunningShop;
  readonly bug: string;
  readonly pace: number;
  /** Null: the books go when the shop closes. */
  readonly dataDirectory: string | null;
}

/** The address, a tour in one line, and how to switch the bug on (or, where it is on, off). */
export function renderShopTour({ shop, bug, pace, dataDirectory }: ShopTour): string {
  const wanted = bug === "none" ? "kept" : "none";
  const body = JSON.stringify({ key: "voucher.bug", value: wanted, by: "me" });
  const books = dataDirectory === null ? "gone when it closes (`--data DIR` keeps them)" : `in ${dataDirectory}`;
  return `the shop is open at ${shop.origin} (Ctrl-C closes it)
  tour: buy something from Games and something from Offers with voucher DEAL10 and card 4242 4242 4242 4242, then watch the order's status (${pace} minutes pass in one)
  voucher bug: ${bug}. Switch it ${bug === "none" ? "on" : "off"}:
    curl -X POST ${shop.control}/control/changes -H 'authorization: Bearer ${shop.token}' -H 'content-type: application/json' -d '${body}'
  control API: ${shop.control}/control/openapi.json, metrics: ${shop.control}/metrics (bearer token ${shop.token})
  books: ${books}
`;
}
