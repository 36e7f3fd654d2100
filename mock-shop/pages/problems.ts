import { html } from "./html.ts";
import type { Page } from "./layout.ts";

/** Wrong input: what was wrong, and that nothing changed. */
export function renderBadRequest(status: number, title: string, problems: readonly string[], backHref = "/"): Page {
  const items = problems.map((problem) => html`<li>${problem}</li>`);
  const body = html`<div class="sheet"><p>Nothing was changed.</p><ul>${items}</ul><p><a class="button" href="${backHref}">Go back</a></p></div>`;
  return { kind: "error", status, title, body };
}

export function renderNotFound(): Page {
  const body = html`<div class="sheet"><p>There is no such page here. Search for what you want, or choose a department at the top.</p>
<p>An order from another browser opens by <a href="/track">its number and e-mail address</a>.</p>
<p><a class="button" href="/">Go to the home page</a></p></div>`;
  return { kind: "error", status: 404, title: "Not found", body };
}

export function renderInternalError(): Page {
  const body = html`<div class="sheet"><p>Something went wrong on our side. If you were placing an order, it was <strong>not</strong> placed, and your cart is kept.</p>
<p><a class="button" data-link="retry" href="/cart">Back to your cart</a></p></div>`;
  return { kind: "error", status: 500, title: "Something went wrong", body };
}

/** Honest about money: after a timeout it may be reserved, and is given back. */
export function renderPaymentFailure(isCertain: boolean): Page {
  const money = isCertain
    ? "You were not charged."
    : "You will not be charged; should your bank show a reserved amount, it is being released.";
  const body = html`<div class="sheet"><p>Something went wrong with the payment. Your order was <strong>not</strong> placed, and your cart is kept.</p>
<p>${money}</p><p><a class="button" data-link="retry" href="/checkout/review">Try again</a></p></div>`;
  return { kind: "error", status: 502, title: "Something went wrong", body };
}

/** A defence holds payments back: nobody was asked for money. */
export function renderPaymentPaused(retryAfterMs: number): Page {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const body = html`<div class="sheet"><p>Payments do not go through at the moment, so we did not try yours. Your order was <strong>not</strong> placed, nothing was charged, and your cart is kept.</p>
<p>Please try again in ${describeSeconds(retryAfterSeconds)}.</p>
<p><a class="button" data-link="retry" href="/checkout/review">Try again</a></p></div>`;
  return { kind: "error", status: 503, title: "Payments are switched off for a moment", body, retryAfterSeconds };
}

export function renderSoldOut(names: readonly string[]): Page {
  const items = names.map((name) => html`<li>${name}</li>`);
  const body = html`<div class="sheet"><p>There is not enough left of</p><ul>${items}</ul>
<p>Your order was <strong>not</strong> placed, you were not charged, and your cart is kept. It shows how many can be had.</p>
<p><a class="button" href="/cart">Change your cart</a></p></div>`;
  return { kind: "error", status: 409, title: "Not enough left", body };
}

export function renderVoucherRefused(reason: string): Page {
  const body = html`<div class="sheet"><p>Your voucher cannot be used for this order: ${reason}.</p>
<p>Your order was <strong>not</strong> placed, you were not charged, and your cart is kept.</p>
<p><a class="button" href="/cart">Back to your cart</a></p></div>`;
  return { kind: "error", status: 409, title: "Voucher not accepted", body };
}

export function renderPriceChanged(reason: string): Page {
  const body = html`<div class="sheet"><p>The price of your order has changed: ${reason}.</p>
<p>Your order was <strong>not</strong> placed and you were not charged. Please look at the new total before you order.</p>
<p><a class="button" href="/checkout/review">See the new total</a></p></div>`;
  return { kind: "error", status: 409, title: "Your total has changed", body };
}

export function renderDeclined(): Page {
  const body = html`<div class="sheet"><p>Your bank declined this card. Your order was not placed, you were not charged, and your cart is kept.</p>
<p><a class="button" href="/checkout/payment">Use another card</a></p></div>`;
  return { kind: "declined", status: 402, title: "Card declined", body };
}

export function renderBusy(): Page {
  const body = html`<div class="sheet"><p>Too many people are here at this moment. Nothing was changed, and your cart is kept.</p><p>Please try again shortly.</p></div>`;
  return { kind: "busy", status: 503, title: "We are busy", body };
}

export function renderMaintenance(): Page {
  const body = html`<div class="sheet"><p>Ordering is paused. Nothing was charged, and your cart is kept.</p><p>Please come back later.</p></div>`;
  return { kind: "maintenance", status: 503, title: "Ordering is paused", body };
}

function describeSeconds(seconds: number): string {
  if (seconds < 100) return seconds === 1 ? "a second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
