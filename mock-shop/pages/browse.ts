import { quantityLimit } from "../rules/cart.ts";
import type { Catalogue, Category, Product } from "../rules/catalogue.ts";
import { type Currency, formatCents } from "../rules/cents.ts";
import { html } from "./html.ts";
import type { Page } from "./layout.ts";

export function renderHome(catalogue: Catalogue): Page {
  const tiles = catalogue.categories.map(
    (category) => html`<li><a class="tile" data-link="category" href="/category/${category.slug}">
<strong>${category.name}</strong><span>${category.products.length} articles</span></a></li>
`,
  );
  const body = html`<p class="lead">Good things for the house and everybody in it.</p>
<ul class="grid">${tiles}</ul>`;
  return { kind: "home", status: 200, title: "Departments", body };
}

export function renderCategory(category: Category, currency: Currency): Page {
  const tiles = category.products.map(
    (
      product,
    ) => html`<li><a class="tile" data-link="product" data-price-cents="${product.priceCents}" href="/product/${product.id}">
<strong>${product.name}</strong><span class="price">${formatCents(product.priceCents, currency)}</span></a></li>
`,
  );
  return { kind: "category", status: 200, title: category.name, body: html`<ul class="grid">${tiles}</ul>` };
}

export function renderProduct(product: Product, category: Category, currency: Currency): Page {
  const quantities = Array.from({ length: quantityLimit }, (_, index) => html`<option>${index + 1}</option>`);
  const body = html`<p><a href="/category/${category.slug}">Back to ${category.name}</a></p>
<article class="card" data-product="${product.id}" data-price-cents="${product.priceCents}">
<p class="price">${formatCents(product.priceCents, currency)}</p>
<p>${product.says}</p>
<form method="post" action="/cart/items">
<input type="hidden" name="product" value="${product.id}">
<label for="quantity">Quantity</label>
<select id="quantity" name="quantity">${quantities}</select>
<button type="submit">Add to cart</button>
</form>
</article>`;
  return { kind: "product", status: 200, title: product.name, body };
}
