import { type PricedCart, quantityLimit } from "../rules/cart.ts";
import { type Currency, formatCents } from "../rules/cents.ts";
import { type FieldProblem, renderField, renderProblems } from "./fields.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./layout.ts";
import { renderLines, renderRemoval, type ShownLine } from "./lines.ts";

export interface CartContent {
  readonly cart: PricedCart;
  readonly currency: Currency;
  /** The code that the customer typed, whether it was accepted or not. */
  readonly typedCode: string | undefined;
  readonly problems: readonly FieldProblem[];
  /** 422 when a form of the cart was refused. */
  readonly status: 200 | 422;
}

/** The name of the quantity field of a line, to which a problem belongs. */
export function nameQuantityField(productId: string): string {
  return `quantity-${productId}`;
}

export const voucherField = "code";

/** What to do about a line that wants more than is left. */
export function describeShortage(left: number): string {
  return left === 0 ? "Sold out: please remove it" : `Only ${left} left: please change the quantity`;
}

export function renderCart({ cart, currency, typedCode, problems, status }: CartContent): Page {
  if (cart.lines.length === 0) {
    const body = html`<p class="lead" data-total-cents="0" data-discount-cents="0">Your cart is empty.</p>
<p><a class="button" href="/">Look around</a></p>`;
    return { kind: "cart", status: 200, title: "Your cart", body };
  }
  const quantity = (line: ShownLine) => renderQuantity(line, problems);
  const body = html`${status === 422 ? renderProblems(problems) : null}${renderLines(cart, currency, { quantity, removal: renderRemoval("/cart/remove") })}
<div class="columns">
${renderVoucher(cart, currency, typedCode, problems)}
<p class="onward"><a class="button" data-link="checkout" href="/checkout/address">Go to checkout</a></p>
</div>`;
  return { kind: "cart", status, title: "Your cart", body };
}

function renderQuantity({ productId, name, quantity }: ShownLine, problems: readonly FieldProblem[]): Html {
  const id = nameQuantityField(productId);
  const problem = problems.find(({ field }) => field === id);
  const told = problem ? html`<p class="problem" id="${id}-problem">${problem.says}</p>` : null;
  return html`<form class="quantity" method="post" action="/cart/quantity">
<input type="hidden" name="product" value="${productId}">
${told}<label class="sr" for="${id}">Quantity of ${name}</label>
<input id="${id}" name="quantity" type="number" inputmode="numeric" autocomplete="off" min="1" max="${quantityLimit}" required value="${quantity}"${
    problem ? html` aria-invalid="true" aria-describedby="${id}-problem"` : null
  }>
<button class="link" type="submit">Update quantity<span class="sr"> of ${name}</span></button></form>`;
}

function renderVoucher(
  { discountCents, voucherCode }: PricedCart,
  currency: Currency,
  typedCode: string | undefined,
  problems: readonly FieldProblem[],
): Html {
  if (discountCents > 0 && typedCode !== undefined) {
    return html`<form class="voucher" method="post" action="/cart/voucher/remove">
<p>Voucher <strong>${voucherCode}</strong> takes ${formatCents(discountCents, currency)} off.</p>
<button class="plain" type="submit">Remove voucher<span class="sr"> ${voucherCode}</span></button></form>`;
  }
  const field = { name: voucherField, label: "Voucher code", autocomplete: "off", maxLength: 20 };
  return html`<form class="voucher" method="post" action="/cart/voucher">
${renderField(field, typedCode, problems)}<button class="plain" type="submit">Apply voucher</button></form>`;
}
