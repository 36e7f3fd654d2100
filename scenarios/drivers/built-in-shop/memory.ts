// What a customer of the built-in shop keeps in mind between two pages.
import type { BasketItem } from "../../plan.ts";
import type { BasketLine } from "./basket-page.ts";
import type { ShopLink } from "./page.ts";
import type { OrderRefusal } from "./step-answer.ts";

/** What a customer remembers from page to page. */
export interface Memory {
  categories: readonly ShopLink[];
  products: readonly ShopLink[];
  product: string | null;
  quantities: Map<string, number>;
  /** What a planned article turned out to be. */
  bought: Map<BasketItem, string>;
  /** An article that the shop took, but whose cart page has not come yet. */
  taken: string | null;
  /** An article whose order to put it in the cart got no answer: the shop may have taken it or not. */
  unanswered: string | null;
  /** An article taken out in the review whose page has not come yet; or whose removal got no answer, and may be in force or not. */
  removal: { readonly product: string; readonly isDone: boolean } | null;
  /** What the last cart or review listed; null before the first. */
  lines: readonly BasketLine[] | null;
  totalCents: number | null;
  key: string | null;
  /** Why the last order form led to no order. */
  refusal: OrderRefusal;
  /** The basket of an order without an answer or a right confirmation: it may be placed or not. Null when all is known. */
  unansweredOrder: ReadonlyMap<string, number> | null;
}

/** Of somebody who has seen no page yet. */
export function buildMemory(): Memory {
  return {
    categories: [],
    products: [],
    product: null,
    quantities: new Map(),
    bought: new Map(),
    taken: null,
    unanswered: null,
    removal: null,
    lines: null,
    totalCents: null,
    key: null,
    refusal: null,
    unansweredOrder: null,
  };
}
