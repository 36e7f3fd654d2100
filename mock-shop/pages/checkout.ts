import type { Address } from "../rules/address.ts";
import type { Card } from "../rules/card.ts";
import type { PricedCart } from "../rules/cart.ts";
import { type Currency, formatCents } from "../rules/cents.ts";
import { type Fact, renderFacts } from "./facts.ts";
import { type FieldProblem, renderField, renderProblems, type TextField } from "./fields.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./layout.ts";
import { renderLines, renderRemoval } from "./lines.ts";

const addressFields: readonly (TextField & { readonly name: keyof Address })[] = [
  {
    name: "email",
    label: "E-mail",
    type: "email",
    autocomplete: "email",
    maxLength: 254,
    hint: "For news about your order, and to find it again.",
  },
  { name: "name", label: "Full name", autocomplete: "name", maxLength: 100 },
  { name: "street", label: "Street and number", autocomplete: "address-line1", maxLength: 120 },
  { name: "postcode", label: "Postcode", autocomplete: "postal-code", maxLength: 12 },
  { name: "city", label: "City", autocomplete: "address-level2", maxLength: 80 },
  { name: "country", label: "Country", autocomplete: "country-name", maxLength: 60 },
];

const cardFields: readonly TextField[] = [
  {
    name: "card",
    label: "Card number",
    inputmode: "numeric",
    autocomplete: "cc-number",
    maxLength: 30,
    hint: "Test cards only, such as 4242 4242 4242 4242. Never type a real one.",
  },
  {
    name: "expiry",
    label: "Expiry date",
    inputmode: "numeric",
    autocomplete: "cc-exp",
    maxLength: 7,
    hint: "Month and year, such as 12/30.",
    isOptional: true,
  },
  {
    name: "securityCode",
    label: "Security code",
    inputmode: "numeric",
    autocomplete: "cc-csc",
    maxLength: 4,
    isOptional: true,
  },
];

/** What was typed stays in the form, right or wrong. */
export type TypedAddress = Partial<Record<keyof Address, string>>;

export function renderAddressForm(typed: TypedAddress = {}, problems: readonly FieldProblem[] = []): Page {
  const fields = addressFields.map((field) => renderField(field, typed[field.name], problems));
  const body = html`${renderSteps(0)}${renderProblems(problems)}<form class="sheet" method="post" action="/checkout/address">
${fields}<button type="submit">Continue to payment</button></form>`;
  return { kind: "address", status: problems.length > 0 ? 422 : 200, title: "Delivery address", body };
}

/** Nothing that was typed here comes back: a card number is not written into a page. */
export function renderPaymentForm(card: Card | undefined, problems: readonly FieldProblem[] = []): Page {
  const kept = card
    ? html`<p>Chosen for this order: ${card.brand}, ending in ${card.lastFour}. <a href="/checkout/review">Use it again</a></p>\n`
    : null;
  const fields = cardFields.map((field) => renderField(field, "", problems));
  const body = html`${renderSteps(1)}${renderProblems(problems)}<form class="sheet" method="post" action="/checkout/payment">
${kept}${fields}<button type="submit">Continue to review</button></form>`;
  return { kind: "payment", status: problems.length > 0 ? 422 : 200, title: "Payment", body };
}

export interface ReviewContent {
  readonly cart: PricedCart;
  readonly address: Address;
  readonly card: Card;
  readonly orderKey: string;
  readonly currency: Currency;
}

export function renderReview({ cart, address, card, orderKey, currency }: ReviewContent): Page {
  const total = formatCents(cart.totalCents, currency);
  const body = html`${renderSteps(2)}${renderLines(cart, currency, { removal: renderRemoval("/checkout/review/remove") })}
<div class="columns">
<dl class="sheet">
${renderFacts([...describeDelivery(address), cart.totalCents === 0 ? nothingToPay : describeCard(card)])}</dl>
<form class="onward" method="post" action="/orders">
<input type="hidden" name="idempotencyKey" value="${orderKey}">
<button type="submit">Place order for ${total}</button></form>
</div>`;
  return { kind: "review", status: 200, title: "Review your order", body };
}

function describeDelivery({ name, street, postcode, city, country, email }: Address): readonly Fact[] {
  const change = html`<a href="/checkout/address">Change<span class="sr"> address</span></a>`;
  return [
    ["Deliver to", html`<dd>${name}, ${street}, ${postcode} ${city}, ${country}</dd>`],
    ["Write to", html`<dd>${email} ${change}</dd>`],
  ];
}

function describeCard({ brand, lastFour }: Card): Fact {
  const change = html`<a href="/checkout/payment">Change<span class="sr"> card</span></a>`;
  return ["Pay with", html`<dd>${brand}, ending in ${lastFour} ${change}</dd>`];
}

const nothingToPay: Fact = ["Payment", html`<dd>Nothing to pay</dd>`];

const steps = ["Address", "Payment", "Review"];

function renderSteps(current: number): Html {
  const items = steps.map((step, index) =>
    index === current ? html`<li aria-current="step">${step}</li>` : html`<li>${step}</li>`,
  );
  return html`<nav aria-label="Checkout"><ol class="steps">${items}</ol></nav>
`;
}
