import type { PricedCart } from "../rules/cart.ts";
import { type Currency, formatCents } from "../rules/cents.ts";
import { html } from "./html.ts";
import type { Page } from "./layout.ts";
import { renderLines } from "./lines.ts";

export function renderCart(cart: PricedCart, currency: Currency): Page {
  if (cart.lines.length === 0) {
    const body = html`<p data-total-cents="0">Your cart is empty.</p><p><a class="button" href="/">Look around</a></p>`;
    return { kind: "cart", status: 200, title: "Your cart", body };
  }
  const removal = (productId: string, name: string) => html`<form method="post" action="/cart/remove">
<input type="hidden" name="product" value="${productId}">
<button class="plain" type="submit" aria-label="Remove ${name}">Remove</button></form>`;
  const body = html`${renderLines(cart.lines, cart.totalCents, currency, removal)}
<p><a class="button" data-link="checkout" href="/checkout/address">Go to checkout</a></p>
<p><em>Total ${formatCents(cart.totalCents, currency)}, shipping included.</em></p>`;
  return { kind: "cart", status: 200, title: "Your cart", body };
}
