import { type Html, html } from "./html.ts";
import type { Page, RetryAdvice } from "./layout.ts";

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

/** `isAfterOrder`: the page of an order that was placed or taken, which this error leaves as it is. */
export function renderInternalError(isAfterOrder = false): Page {
  const title = "Something went wrong";
  if (isAfterOrder) return { kind: "error", status: 500, title, body: orderNotShown };
  const body = html`<div class="sheet"><p>Something went wrong on our side. If you were placing an order, it was <strong>not</strong> placed, and your cart is kept.</p>
<p><a class="button" data-link="retry" href="/cart">Back to your cart</a></p></div>`;
  return { kind: "error", status: 500, title, body };
}

const orderNotShown = html`<div class="sheet"><p>Something went wrong on our side, and we cannot show your order just now. It is with us as it was: please do <strong>not</strong> order again.</p>
<p>Load this page again, or open your order by <a href="/track">its number and e-mail address</a>.</p></div>`;

/** Honest about money: after a timeout it may be reserved, and is given back. */
export function renderPaymentFailure(isCertain: boolean, advice?: RetryAdvice): Page {
  const money = isCertain
    ? "You were not charged."
    : "You will not be charged; should your bank show a reserved amount, it is being released.";
  const body = html`<div class="sheet"><p>Something went wrong with the payment. Your order was <strong>not</strong> placed, and your cart is kept.</p>
<p>${money}</p>${advice && renderAdvice(advice)}
<p><a class="button" data-link="retry" href="/checkout/review">Try again</a></p></div>`;
  const page = { kind: "error", status: 502, title: "Something went wrong", body } as const;
  return turnAway(page, advice, (later) => renderPaymentFailure(isCertain, later));
}

/** A defence holds payments back: nobody was asked for money. */
export function renderPaymentPaused(retryAfterMs: number, advice?: RetryAdvice): Page {
  const retryAfterSeconds = countSeconds(retryAfterMs);
  const soon = html`<p>Please try again in ${describeSeconds(retryAfterSeconds)}.</p>`;
  const body = html`<div class="sheet" data-come-back><p>Payments do not go through at the moment, so we did not try yours. Your order was <strong>not</strong> placed, nothing was charged, and your cart is kept.</p>
${advice ? renderAdvice(advice) : soon}
<p><a class="button" data-link="retry" href="/checkout/review">Try again</a></p></div>`;
  const title = "Payments are switched off for a moment";
  const page = { kind: "error", status: 503, title, body, retryAfterSeconds } as const;
  return turnAway(page, advice, (later) => renderPaymentPaused(retryAfterMs, later));
}

export function renderSoldOut(names: readonly string[]): Page {
  const items = names.map((name) => html`<li>${name}</li>`);
  const body = html`<div class="sheet"><p>There is not enough left of</p><ul>${items}</ul>
<p>Your order was <strong>not</strong> placed, you were not charged, and your cart is kept. It shows how many can be had.</p>
<p><a class="button" href="/cart">Change your cart</a></p></div>`;
  return { kind: "error", status: 409, title: "Not enough left", body };
}

export function renderVoucherRefused(reason: string): Page {
  const body = html`<div class="sheet" data-voucher-refused><p>Your voucher cannot be used for this order: ${reason}.</p>
<p>Your order was <strong>not</strong> placed, you were not charged, and your cart is kept.</p>
<p><a class="button" href="/cart">Back to your cart</a></p></div>`;
  return { kind: "error", status: 409, title: "Voucher not accepted", body };
}

export function renderPriceChanged(reason: string): Page {
  const body = html`<div class="sheet" data-price-changed><p>The price of your order has changed: ${reason}.</p>
<p>Your order was <strong>not</strong> placed and you were not charged. Please look at the new total before you order.</p>
<p><a class="button" href="/checkout/review">See the new total</a></p></div>`;
  return { kind: "error", status: 409, title: "Your total has changed", body };
}

export function renderDeclined(): Page {
  const body = html`<div class="sheet"><p>Your bank declined this card. Your order was not placed, you were not charged, and your cart is kept.</p>
<p><a class="button" href="/checkout/payment">Use another card</a></p></div>`;
  return { kind: "declined", status: 402, title: "Card declined", body };
}

export function renderBusy(advice?: RetryAdvice): Page {
  const body = html`<div class="sheet"><p>Too many people are here at this moment. Nothing was changed, and your cart is kept.</p>${advice ? renderAdvice(advice) : html`<p>Please try again shortly.</p>`}</div>`;
  return turnAway({ kind: "busy", status: 503, title: "We are busy", body }, advice, renderBusy);
}

export function renderMaintenance(advice?: RetryAdvice): Page {
  const body = html`<div class="sheet"><p>Ordering is paused. Nothing was charged, and your cart is kept.</p>${advice ? renderAdvice(advice) : html`<p>Please come back later.</p>`}</div>`;
  return turnAway({ kind: "maintenance", status: 503, title: "Ordering is paused", body }, advice, renderMaintenance);
}

/** Advice given goes into the header too; without it the page can still take some. */
function turnAway(page: Page, advice: RetryAdvice | undefined, withAdvice: (advice: RetryAdvice) => Page): Page {
  return advice ? { ...page, retryAfterSeconds: countSeconds(advice.wallMs) } : { ...page, withAdvice };
}

/** The attribute is exact, in minutes of the incident clock; the words are for people. */
function renderAdvice({ minutes }: RetryAdvice): Html {
  return html`<p data-retry-minutes="${minutes.toFixed(2)}">Please try again in about ${describeMinutes(minutes)}; your cart is kept.</p>`;
}

function describeMinutes(minutes: number): string {
  if (minutes < 1.5) return "a minute";
  return `${minutes < 10 ? Math.round(minutes) : Math.round(minutes / 5) * 5} minutes`;
}

/** What `Retry-After` can say: whole seconds, one at least. */
function countSeconds(wallMs: number): number {
  return Math.max(1, Math.ceil(wallMs / 1_000));
}

function describeSeconds(seconds: number): string {
  if (seconds < 100) return seconds === 1 ? "a second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
