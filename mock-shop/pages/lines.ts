import { type Currency, formatCents } from "../rules/cents.ts";
import { type Html, html } from "./html.ts";

export interface ShownLine {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitCents: number;
}

/** The table of articles with its total, on the cart, the review and the order pages. */
export function renderLines(
  lines: readonly ShownLine[],
  totalCents: number,
  currency: Currency,
  action?: (productId: string, name: string) => Html,
): Html {
  const rows = lines.map(
    (line) => html`<tr data-line="${line.productId}" data-quantity="${line.quantity}">
<th scope="row">${line.name}</th><td>${line.quantity}</td>
<td class="price">${formatCents(line.unitCents * line.quantity, currency)}</td>
${action ? html`<td>${action(line.productId, line.name)}</td>` : null}</tr>
`,
  );
  const actionHead = action ? html`<td></td>` : null;
  return html`<table>
<thead><tr><th scope="col">Article</th><th scope="col">Quantity</th><th scope="col">Price</th>${actionHead}</tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row">Total</th><td></td>
<td class="price" data-total-cents="${totalCents}">${formatCents(totalCents, currency)}</td>${actionHead}</tr></tfoot>
</table>`;
}
