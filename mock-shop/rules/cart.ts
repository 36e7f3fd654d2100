import type { Catalogue } from "./catalogue.ts";
import { addCents } from "./cents.ts";

/** What a session keeps: never a price, those are looked up when they are needed. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
}

export interface PricedLine extends CartLine {
  readonly name: string;
  readonly unitCents: number;
  readonly lineCents: number;
}

export interface PricedCart {
  readonly lines: readonly PricedLine[];
  readonly totalCents: number;
}

export const quantityLimit = 10;
export const lineLimit = 20;

export type CartChange = { readonly lines: readonly CartLine[] } | { readonly problem: string };

/** Adds to the line of that product, or a new line at the end; refused beyond 10 of one article or 20 articles. */
export function addToCart(lines: readonly CartLine[], productId: string, quantity: number): CartChange {
  const known = lines.find((line) => line.productId === productId);
  const quantityAfter = (known?.quantity ?? 0) + quantity;
  if (quantityAfter > quantityLimit) return { problem: `at most ${quantityLimit} of one article fit into a cart` };
  if (!known && lines.length >= lineLimit) return { problem: `at most ${lineLimit} articles fit into a cart` };
  if (!known) return { lines: [...lines, { productId, quantity }] };
  return { lines: lines.map((line) => (line === known ? { productId, quantity: quantityAfter } : line)) };
}

/** The lines without the article, whatever its quantity. */
export function removeFromCart(lines: readonly CartLine[], productId: string): readonly CartLine[] {
  return lines.filter((line) => line.productId !== productId);
}

/** What stays in the cart after an order: a second tab may have added something while the payment ran. */
export function subtractFromCart(lines: readonly CartLine[], ordered: readonly CartLine[]): readonly CartLine[] {
  const orderedQuantities = new Map(ordered.map((line) => [line.productId, line.quantity]));
  return lines
    .map(({ productId, quantity }) => ({ productId, quantity: quantity - (orderedQuantities.get(productId) ?? 0) }))
    .filter((line) => line.quantity > 0);
}

/** Prices come from the catalogue at this moment; a line whose article is gone is left out. */
export function priceCart(lines: readonly CartLine[], catalogue: Catalogue): PricedCart {
  const priced = lines.flatMap((line): PricedLine[] => {
    const product = catalogue.productsById.get(line.productId);
    if (!product) return [];
    const unitCents = product.priceCents;
    return [{ ...line, name: product.name, unitCents, lineCents: unitCents * line.quantity }];
  });
  return { lines: priced, totalCents: addCents(priced.map((line) => line.lineCents)) };
}

/** One text for one basket, whatever the order of its lines: tells whether a repeated key means the same purchase. */
export function fingerprintCart(cart: PricedCart): string {
  return cart.lines
    .map((line) => `${line.productId}*${line.quantity}@${line.unitCents}`)
    .sort()
    .join(",");
}
