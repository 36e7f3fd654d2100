import { quantityLimit } from "../rules/cart.ts";
import type { Catalogue, Category, Product } from "../rules/catalogue.ts";
import { type Currency, formatCents } from "../rules/cents.ts";
import type { Voucher } from "../rules/voucher.ts";
import { describeFew, readTint, renderArt, renderPrice } from "./cards.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./layout.ts";

const home = { href: "/", text: "Home" };

export function renderHome(catalogue: Catalogue, offers: Html, currency: Currency, vouchers: readonly Voucher[]): Page {
  const tiles = catalogue.categories.map(
    ({ slug, name, says }, index) => html`<li><a class="card department" data-link="category" href="/category/${slug}">
${renderArt(slug, index)}<strong>${name}</strong> <span>${says}</span></a></li>
`,
  );
  const body = html`${vouchers.map((voucher) => renderPromotion(voucher, catalogue, currency))}
<h2>Departments</h2>
<ul class="grid departments-grid">${tiles}</ul>
<h2>From our offers</h2>
${offers}`;
  return { kind: "home", status: 200, title: "Good things for every room", body };
}

export function renderCategory(category: Category, cards: Html): Page {
  const body = html`<p class="lead">${category.says}</p>
${cards}`;
  const { slug, name } = category;
  return { kind: "category", status: 200, title: name, body, trail: [home], categorySlug: slug };
}

export interface ProductContent {
  readonly product: Product;
  readonly category: Category;
  readonly currency: Currency;
  readonly stock: number;
  /** Why it was not put into the cart. */
  readonly problem?: string;
}

export function renderProduct({ product, category, currency, stock, problem }: ProductContent): Page {
  const delivery =
    product.kind === "digital"
      ? "Delivered at once: the download code is on your order's page as soon as it is paid."
      : "Delivered by parcel, shipping included.";
  const body = html`<article class="product" data-product="${product.id}" data-price-cents="${product.priceCents}">
${renderArt(product.categorySlug, readTint(product.id))}
<div>
<p class="lead">${product.says}</p>
<p>${renderPrice(product, currency)}</p>
<p class="stock">${describeFew(stock) ?? "In stock"}</p>
${stock === 0 ? null : renderAddForm(product, Math.min(stock, quantityLimit), problem)}
<p class="quiet">${delivery}</p>
</div>
</article>`;
  const trail = [home, { href: `/category/${category.slug}`, text: category.name }];
  const status = problem === undefined ? 200 : 422;
  return { kind: "product", status, title: product.name, body, trail, categorySlug: category.slug };
}

export interface SearchContent {
  readonly query: string;
  readonly found: number;
  readonly page: number;
  readonly pages: number;
  readonly cards: Html;
}

export function renderSearch({ query, found, page, pages, cards }: SearchContent): Page {
  const result = { kind: "search", status: 200, trail: [home], query } as const;
  if (query === "") {
    const body = html`<p class="lead">Type what you are looking for into the field at the top, or choose a department.</p>`;
    return { ...result, title: "Search", body };
  }
  if (found === 0) {
    const body = html`<p class="lead">No article matches “${query}”.</p>
<p>Try fewer or shorter words, or choose a department at the top.</p>`;
    return { ...result, title: "Nothing found", body };
  }
  const link = (to: number, text: string, rel: string) =>
    html`<a class="button plain" rel="${rel}" href="/search?q=${encodeURIComponent(query)}&amp;page=${to}">${text}</a> `;
  const turning = html`<nav class="turning" aria-label="Pages of results">${page > 1 ? link(page - 1, "Previous page", "prev") : null}<span>Page ${page} of ${pages}</span> ${page < pages ? link(page + 1, "Next page", "next") : null}</nav>`;
  const body = html`<p class="lead">${found} ${found === 1 ? "article" : "articles"} for “${query}”</p>
${cards}
${pages > 1 ? turning : null}`;
  return { ...result, title: "Search results", body };
}

function renderAddForm({ id, name }: Product, most: number, problem: string | undefined): Html {
  const quantities = Array.from(
    { length: most },
    (_, index) => html`<option value="${index + 1}">${index + 1}</option>`,
  );
  const told =
    problem === undefined ? null : html`<p class="problem" id="quantity-problem" role="alert">${problem}</p>`;
  const attributes = problem === undefined ? null : html` aria-invalid="true" aria-describedby="quantity-problem"`;
  return html`<form class="add" method="post" action="/cart/items">
<input type="hidden" name="product" value="${id}">
${told}<label for="quantity">Quantity</label>
<select id="quantity" name="quantity" autocomplete="off"${attributes}>${quantities}</select>
<button type="submit">Add to cart<span class="sr">: ${name}</span></button>
</form>`;
}

function renderPromotion(voucher: Voucher, { categories }: Catalogue, currency: Currency): Html {
  const { code, discountCents, eligibleCategories, minimumBasketCents, capPerAccount } = voucher;
  const eligible = categories.filter(({ slug }) => eligibleCategories.includes(slug));
  const names = eligible.map(
    ({ slug, name }, index) => html`${index > 0 ? " or " : null}<a href="/category/${slug}">${name}</a>`,
  );
  const minimum = minimumBasketCents > 0 ? ` and a basket of ${formatCents(minimumBasketCents, currency)} or more` : "";
  const cap = capPerAccount === 1 ? "Once per customer." : `At most ${capPerAccount} times per customer.`;
  return html`<section class="promotion" aria-label="Promotion">
<p class="deal">${formatCents(discountCents, currency)} off with <strong>${code}</strong></p>
<p>Type the code into your cart. It needs an article of ${names}${minimum}. ${cap}</p>
</section>
`;
}
