import type { Order, OrderState } from "../ledger/shop-records.ts";
import { html } from "./html.ts";
import type { Page } from "./layout.ts";
import { renderLines } from "./lines.ts";

const stateTexts: Readonly<Record<OrderState, string>> = {
  placed: "We have your order and are taking the payment.",
  paid: "Paid. We are packing it.",
  deferred: "We have your order and will confirm it as soon as the payment went through.",
  cancelled: "Cancelled. You are not charged.",
};

export function renderConfirmation(order: Order): Page {
  const body = html`<p class="lead" data-order-number="${order.orderNumber}">Your order number is <strong>${order.orderNumber}</strong>.</p>
${renderLines(order.lines, order.totalCents, order.currency)}
<p><a class="button" data-link="order-status" href="/orders/${order.orderNumber}">See its status</a></p>`;
  return { kind: "confirmation", status: 200, title: "Thank you, your order is placed", body };
}

export function renderOrderStatus(order: Order): Page {
  const body = html`<p class="lead" data-order-number="${order.orderNumber}" data-order-state="${order.state}">${stateTexts[order.state]}</p>
${renderLines(order.lines, order.totalCents, order.currency)}`;
  return { kind: "order-status", status: 200, title: `Order ${order.orderNumber}`, body };
}
