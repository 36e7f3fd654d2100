import type { Catalogue, ProductKind } from "./catalogue.ts";
import { addCents } from "./cents.ts";

/** What a session keeps: never a price, those are looked up when they are needed. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
}

export interface PricedLine extends CartLine {
  readonly name: string;
  readonly categorySlug: string;
  readonly kind: ProductKind;
  readonly unitCents: number;
  readonly lineCents: number;
}

/** total = subtotal - discount, and never below 0. */
export interface PricedCart {
  readonly lines: readonly PricedLine[];
  readonly subtotalCents: number;
  /** What the voucher takes off, at most the subtotal. */
  readonly discountCents: number;
  readonly voucherCode: string | null;
  readonly totalCents: number;
}

export const quantityLimit = 10;
export const lineLimit = 20;

export type CartChange = { readonly lines: readonly CartLine[] } | { readonly problem: string };

/** Adds to the line of that product, or a new line at the end; refused beyond 10 of one article, 20 articles, or what is left. */
export function addToCart(lines: readonly CartLine[], productId: string, quantity: number, left: number): CartChange {
  const known = lines.find((line) => line.productId === productId);
  const quantityAfter = (known?.quantity ?? 0) + quantity;
  if (quantityAfter > quantityLimit) return { problem: `at most ${quantityLimit} of one article fit into a cart` };
  if (quantityAfter > left) {
    return { problem: known ? `only ${left} left, and your cart holds ${known.quantity}` : `only ${left} left` };
  }
  if (!known && lines.length >= lineLimit) return { problem: `at most ${lineLimit} articles fit into a cart` };
  if (!known) return { lines: [...lines, { productId, quantity }] };
  return { lines: lines.map((line) => (line === known ? { productId, quantity: quantityAfter } : line)) };
}

/** The lines without the article, whatever its quantity. */
export function removeFromCart(lines: readonly CartLine[], productId: string): readonly CartLine[] {
  return lines.filter((line) => line.productId !== productId);
}

/** The lines with so many of an article that is in them. */
export function setQuantity(lines: readonly CartLine[], productId: string, quantity: number): readonly CartLine[] {
  return lines.map((line) => (line.productId === productId ? { productId, quantity } : line));
}

/** What stays in the cart after an order: a second tab may have added something while the payment ran. */
export function subtractFromCart(lines: readonly CartLine[], ordered: readonly CartLine[]): readonly CartLine[] {
  const orderedQuantities = new Map(ordered.map((line) => [line.productId, line.quantity]));
  return lines
    .map(({ productId, quantity }) => ({ productId, quantity: quantity - (orderedQuantities.get(productId) ?? 0) }))
    .filter((line) => line.quantity > 0);
}

/**
 * Prices come from the catalogue at this moment; a line whose article is gone is left out. A voucher takes off what it
 * grants, at most the subtotal.
 */
export function priceCart(
  lines: readonly CartLine[],
  catalogue: Catalogue,
  grant?: { readonly code: string; readonly discountCents: number },
): PricedCart {
  const priced = lines.flatMap((line): PricedLine[] => {
    const product = catalogue.productsById.get(line.productId);
    if (!product) return [];
    const { name, categorySlug, kind, priceCents: unitCents } = product;
    return [{ ...line, name, categorySlug, kind, unitCents, lineCents: unitCents * line.quantity }];
  });
  const subtotalCents = addCents(priced.map((line) => line.lineCents));
  const cart = { lines: priced, subtotalCents, discountCents: 0, voucherCode: null, totalCents: subtotalCents };
  return discountCart(cart, grant);
}

/** The cart with this discount instead of the one it had: in cents, at most the subtotal. */
export function discountCart(
  cart: PricedCart,
  grant: { readonly code: string; readonly discountCents: number } | undefined,
): PricedCart {
  const discountCents = Math.min(grant?.discountCents ?? 0, cart.subtotalCents);
  const voucherCode = discountCents > 0 ? (grant?.code ?? null) : null;
  return { ...cart, discountCents, voucherCode, totalCents: cart.subtotalCents - discountCents };
}
