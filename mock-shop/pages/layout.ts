import { type Html, html } from "./html.ts";

export type PageKind =
  | "home"
  | "category"
  | "product"
  | "cart"
  | "address"
  | "payment"
  | "review"
  | "confirmation"
  | "order-status"
  | "declined"
  | "error"
  | "busy"
  | "maintenance";

export interface Page {
  readonly kind: PageKind;
  readonly status: number;
  readonly title: string;
  readonly body: Html;
}

/** The whole document around a page; the banner only when there is something to say. */
export function renderDocument(page: Page, statusMessage: string): string {
  const banner =
    statusMessage === "" ? null : html`<p class="banner" role="status" data-status-message>${statusMessage}</p>`;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} – Corner &amp; Till</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/shop.css">
</head>
<body data-page="${page.kind}">
<a class="skip" href="#main">Skip to content</a>
<header class="top"><a class="brand" href="/">Corner &amp; Till</a><nav aria-label="Shop"><a href="/">Departments</a> <a href="/cart">Cart</a></nav></header>
${banner}
<main id="main">
<h1>${page.title}</h1>
${page.body}
</main>
<footer><p>A rehearsal shop. Nothing here is real, and no real card is taken.</p></footer>
</body>
</html>
`;
  return document.text;
}
