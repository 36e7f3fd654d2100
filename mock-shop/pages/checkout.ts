import type { Address } from "../rules/address.ts";
import type { Card } from "../rules/card.ts";
import type { PricedCart } from "../rules/cart.ts";
import { type Currency, formatCents } from "../rules/cents.ts";
import { html } from "./html.ts";
import type { Page } from "./layout.ts";
import { renderLines } from "./lines.ts";

interface Field {
  readonly name: keyof Address;
  readonly label: string;
  readonly type: "text" | "email";
  readonly autocomplete: string;
}

const fields: readonly Field[] = [
  { name: "email", label: "E-mail", type: "email", autocomplete: "email" },
  { name: "name", label: "Full name", type: "text", autocomplete: "name" },
  { name: "street", label: "Street and number", type: "text", autocomplete: "street-address" },
  { name: "city", label: "City", type: "text", autocomplete: "address-level2" },
  { name: "postcode", label: "Postcode", type: "text", autocomplete: "postal-code" },
  { name: "country", label: "Country", type: "text", autocomplete: "country-name" },
];

export function renderAddressForm(address: Address | undefined): Page {
  const inputs = fields.map(
    (field) => html`<p><label for="${field.name}">${field.label}</label>
<input id="${field.name}" name="${field.name}" type="${field.type}" autocomplete="${field.autocomplete}" required maxlength="254" value="${address?.[field.name] ?? ""}"></p>
`,
  );
  const body = html`<p class="steps">Step 1 of 3</p>
<form class="card" method="post" action="/checkout/address">${inputs}<button type="submit">Continue to payment</button></form>`;
  return { kind: "address", status: 200, title: "Delivery address", body };
}

export function renderPaymentForm(card: Card | undefined): Page {
  const kept = card ? html`<p>Kept for this order: ${card.brand}, ending in ${card.lastFour}.</p>` : null;
  const body = html`<p class="steps">Step 2 of 3</p>
<form class="card" method="post" action="/checkout/payment">${kept}
<p><label for="card">Card number</label>
<input id="card" name="card" type="text" inputmode="numeric" autocomplete="off" required maxlength="30" aria-describedby="card-hint"></p>
<p id="card-hint">Test cards only, such as 4242 4242 4242 4242.</p>
<button type="submit">Continue to review</button></form>`;
  return { kind: "payment", status: 200, title: "Payment", body };
}

export interface ReviewContent {
  readonly cart: PricedCart;
  readonly address: Address;
  readonly card: Card;
  readonly orderKey: string;
  readonly currency: Currency;
}

export function renderReview({ cart, address, card, orderKey, currency }: ReviewContent): Page {
  const body = html`<p class="steps">Step 3 of 3</p>
${renderLines(cart.lines, cart.totalCents, currency)}
<dl><dt>Deliver to</dt><dd>${address.name}, ${address.street}, ${address.postcode} ${address.city}, ${address.country}</dd>
<dt>Pay with</dt><dd>${card.brand}, ending in ${card.lastFour}</dd></dl>
<form method="post" action="/orders">
<input type="hidden" name="idempotencyKey" value="${orderKey}">
<button type="submit">Place order for ${formatCents(cart.totalCents, currency)}</button></form>`;
  return { kind: "review", status: 200, title: "Review your order", body };
}
