import { html } from "./html.ts";
import type { Page } from "./layout.ts";

/** Wrong input: what was wrong, and that nothing changed. */
export function renderBadRequest(status: number, title: string, problems: readonly string[], backHref = "/"): Page {
  const items = problems.map((problem) => html`<li>${problem}</li>`);
  const body = html`<div class="card"><p>Nothing was changed.</p><ul>${items}</ul><p><a class="button" href="${backHref}">Go back</a></p></div>`;
  return { kind: "error", status, title, body };
}

export function renderNotFound(): Page {
  return renderBadRequest(404, "Not found", ["there is no such page here"]);
}

export function renderInternalError(): Page {
  const body = html`<div class="card"><p>Something went wrong on our side. If you were placing an order, it was <strong>not</strong> placed, and your cart is kept.</p>
<p><a class="button" data-link="retry" href="/cart">Back to your cart</a></p></div>`;
  return { kind: "error", status: 500, title: "Something went wrong", body };
}

/** Honest about money: after a timeout it may be reserved, and is given back. */
export function renderPaymentFailure(isCertain: boolean): Page {
  const money = isCertain
    ? "You were not charged."
    : "You will not be charged; should your bank show a reserved amount, it is being released.";
  const body = html`<div class="card"><p>Something went wrong with the payment. Your order was <strong>not</strong> placed, and your cart is kept.</p>
<p>${money}</p><p><a class="button" data-link="retry" href="/checkout/review">Try again</a></p></div>`;
  return { kind: "error", status: 502, title: "Something went wrong", body };
}

export function renderDeclined(): Page {
  const body = html`<div class="card"><p>Your bank declined this card. Your order was not placed, you were not charged, and your cart is kept.</p>
<p><a class="button" href="/checkout/payment">Use another card</a></p></div>`;
  return { kind: "declined", status: 402, title: "Card declined", body };
}

export function renderBusy(): Page {
  const body = html`<div class="card"><p>Too many people are here at this moment. Nothing was changed, and your cart is kept.</p><p>Please try again shortly.</p></div>`;
  return { kind: "busy", status: 503, title: "We are busy", body };
}

export function renderMaintenance(): Page {
  const body = html`<div class="card"><p>Ordering is paused. Nothing was charged, and your cart is kept.</p><p>Please come back later.</p></div>`;
  return { kind: "maintenance", status: 503, title: "Ordering is paused", body };
}
