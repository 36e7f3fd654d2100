import type { OrderStory } from "../ledger/shop-records.ts";
import type { OrderState } from "../rules/fulfilment.ts";
import { type Fact, renderFacts } from "./facts.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./layout.ts";
import { renderLines } from "./lines.ts";

const stateTexts: Readonly<Record<OrderState, string>> = {
  placed: "We have your order and are taking the payment.",
  paid: "Paid. We are picking your articles.",
  picked: "Picked. We are packing your parcel.",
  packed: "Packed. The carrier collects your parcel shortly.",
  shipped: "Shipped. Your parcel is on its way.",
  delivered: "Delivered.",
  deferred: "We have your order and will confirm it as soon as the payment went through.",
  cancelled: "Cancelled. Our message below says what becomes of your money.",
  refunded: "Cancelled. Your money was given back.",
};

/** What stands instead where there was nothing to pay. */
const freeStateTexts: Partial<typeof stateTexts> = {
  placed: "We have your order. There is nothing to pay.",
  paid: "Nothing to pay. We are picking your articles.",
};

/** The number comes first on the page, so that people and programs find it before anything else. */
export function renderConfirmation({ order }: OrderStory): Page {
  const { orderNumber } = order;
  const body = html`<dl class="sheet">
${renderFacts([nameOrder(orderNumber)])}</dl>
<p class="lead">Keep it: under Track order it opens your order in every browser.</p>
${renderLines(order, order.currency)}
<p><a class="button" data-link="order-status" href="/orders/${orderNumber}">See order status</a></p>`;
  return { kind: "confirmation", status: 200, title: "Thank you, your order is placed", body };
}

export function renderOrderStatus({ order, events, messages, deferral }: OrderStory): Page {
  const { orderNumber, state, parcelNumber, totalCents } = order;
  const notes = messages.map(
    ({
      atMs,
      subject,
      body,
    }) => html`<section class="message"><h3>${subject}</h3><p>${body}</p><p class="quiet">${renderTime(atMs)}</p></section>
`,
  );
  const downloads = events
    .filter(({ kind }) => kind === "digital-delivered")
    .map(({ detail }): Fact => ["Download code", html`<dd data-download-code="${detail}">${detail}</dd>`]);
  const parcels: readonly Fact[] =
    parcelNumber === null
      ? []
      : [["Parcel number", html`<dd data-parcel-number="${parcelNumber}">${parcelNumber}</dd>`]];
  const says = (totalCents === 0 && freeStateTexts[state]) || stateTexts[state];
  const body = html`<p class="lead" data-order-state="${state}">${says}</p>
${state === "deferred" && deferral ? html`<p>${describeDeadline(deferral.dueAtMs)}</p>\n` : null}<dl class="sheet">
${renderFacts([nameOrder(orderNumber), ...parcels, ...downloads])}</dl>
${notes.length === 0 ? null : html`<h2>Messages from us</h2>\n${notes}`}${renderTimeline(events, totalCents)}
<h2>Your articles</h2>
${renderLines(order, order.currency)}`;
  return { kind: "order-status", status: 200, title: `Order ${orderNumber}`, body };
}

/** The shop has the order, not yet its money. */
export function renderDeferred({ order, deferral }: OrderStory): Page {
  const { orderNumber } = order;
  const body = html`<dl class="sheet">
${renderFacts([nameOrder(orderNumber)])}</dl>
<p class="lead">We have your order. Your payment has not gone through yet; we are trying again and will confirm by e-mail. You do not need to order again.</p>
${deferral && html`<p>${describeDeadline(deferral.dueAtMs)}</p>\n`}${renderLines(order, order.currency)}
<p><a class="button" data-link="order-status" href="/orders/${orderNumber}">See order status</a></p>`;
  return { kind: "deferred", status: 202, title: "Order taken, will be confirmed", body };
}

function describeDeadline(dueAtMs: number): Html {
  return html`Should the payment not go through until ${renderTime(dueAtMs)}, we cancel the order, charge nothing and tell you.`;
}

/** What a customer is told of the events of an order; all others are the shop's own affair. */
const eventTexts: ReadonlyMap<string, string> = new Map([
  ["placed", "Order placed"],
  ["deferred", "Order taken"],
  ["paid", "Payment received"],
  ["digital-delivered", "Download code delivered"],
  ["picked", "Articles picked"],
  ["packed", "Parcel packed"],
  ["shipped", "Parcel handed to the carrier"],
  ["delivered", "Delivered"],
  ["cancelled", "Order cancelled"],
  ["refunded", "Money given back"],
]);

function nameOrder(orderNumber: string): Fact {
  return ["Order number", html`<dd data-order-number="${orderNumber}">${orderNumber}</dd>`];
}

function renderTimeline(events: OrderStory["events"], totalCents: number): Html {
  const items = events.flatMap(({ kind, atMs }) => {
    const text = kind === "paid" && totalCents === 0 ? "Nothing to pay" : eventTexts.get(kind);
    return text === undefined ? [] : [html`<li>${text} <span class="quiet">${renderTime(atMs)}</span></li>\n`];
  });
  return html`<h2>What happened</h2>
<ol class="timeline">${items}</ol>`;
}

/** In UTC, to the second. */
function renderTime(atMs: number): Html {
  const iso = new Date(atMs).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)}, ${iso.slice(11, 19)} UTC</time>`;
}
