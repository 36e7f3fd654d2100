import { type Currency, formatCents } from "../rules/cents.ts";
import { type Html, html } from "./html.ts";

export interface ShownLine {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitCents: number;
}

/** A priced basket or an order: both say what was taken off. */
export interface ShownBasket {
  readonly lines: readonly ShownLine[];
  readonly discountCents: number;
  readonly voucherCode: string | null;
  readonly totalCents: number;
}

/** What can be done to a line on this page. */
export interface LineControls {
  readonly quantity?: (line: ShownLine) => Html;
  readonly removal?: (line: ShownLine) => Html;
}

/** The table of articles with its total, on the cart, the review and the order pages. */
export function renderLines(basket: ShownBasket, currency: Currency, controls: LineControls = {}): Html {
  const rows = basket.lines.map(
    (
      line,
    ) => html`<tr data-line="${line.productId}" data-quantity="${line.quantity}" data-line-cents="${line.unitCents * line.quantity}">
<th scope="row">${line.name}${controls.removal?.(line)}</th><td>${controls.quantity?.(line) ?? line.quantity}</td>
<td class="price">${formatCents(line.unitCents * line.quantity, currency)}</td></tr>
`,
  );
  return html`<table class="lines">
<thead><tr><th scope="col">Article</th><th scope="col">Quantity</th><th scope="col" class="price">Price</th></tr></thead>
<tbody>
${rows}</tbody>
<tfoot>
${basket.discountCents > 0 ? renderDiscount(basket, currency) : null}<tr class="total"><th scope="row" colspan="2">Total, shipping included</th>
<td class="price" data-total-cents="${basket.totalCents}" data-discount-cents="${basket.discountCents}">${formatCents(basket.totalCents, currency)}</td></tr>
</tfoot>
</table>`;
}

/** A form of one button beside a line. */
export function renderRemoval(action: string): (line: ShownLine) => Html {
  return ({ productId, name }) => html`<form method="post" action="${action}">
<input type="hidden" name="product" value="${productId}">
<button class="link" type="submit">Remove<span class="sr"> ${name}</span></button></form>`;
}

function renderDiscount({ discountCents, totalCents, voucherCode }: ShownBasket, currency: Currency): Html {
  return html`<tr><th scope="row" colspan="2">Articles</th><td class="price">${formatCents(totalCents + discountCents, currency)}</td></tr>
<tr class="discount"><th scope="row" colspan="2">Voucher ${voucherCode}</th>
<td class="price" data-voucher-code="${voucherCode}">${formatCents(-discountCents, currency)}</td></tr>
`;
}
