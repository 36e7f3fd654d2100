// Which link a customer follows: by rank among those of the page, by the department's name or outside some, or among the cheapest.
import type { BasketItem } from "../../plan.ts";
import type { ShopLink } from "./page.ts";

/** Somebody who looks for the cheapest article takes one of so many. */
const cheapestOf = 3;

/** The department of an article; null where the page has none. */
export function chooseCategory(links: readonly ShopLink[], item: BasketItem | undefined): string | null {
  const named = item?.from === undefined ? undefined : links.find(({ href }) => href.endsWith(`/${item.from}`));
  const { outside = [] } = item ?? {};
  const open = links.filter(({ href }) => !outside.some((name) => href.endsWith(`/${name}`)));
  return named?.href ?? pick(open, item?.category ?? 0);
}

/** The article itself; null where the page has none. */
export function chooseProduct(links: readonly ShopLink[], item: BasketItem | undefined): string | null {
  if (!item?.cheapest) return pick(links, item?.product ?? 0);
  const byPrice = links.toSorted((a, b) => (a.priceCents ?? Infinity) - (b.priceCents ?? Infinity));
  return pick(byPrice.slice(0, cheapestOf), item.product);
}

/** The link at a rank in [0, 1); null on an empty list. */
function pick(links: readonly ShopLink[], rank: number): string | null {
  return links[Math.floor(rank * links.length)]?.href ?? null;
}
