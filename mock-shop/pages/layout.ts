import type { StatusNotice } from "../defences/defence.ts";
import { queryLimit } from "../rules/search.ts";
import { type Html, html } from "./html.ts";

export type PageKind =
  | "home"
  | "category"
  | "search"
  | "product"
  | "cart"
  | "address"
  | "payment"
  | "review"
  | "confirmation"
  | "order-status"
  | "track"
  | "declined"
  | "deferred"
  | "error"
  | "busy"
  | "waiting-room"
  | "maintenance";

export interface Crumb {
  readonly href: string;
  readonly text: string;
}

/** When a customer who is turned away is told to try again, from now: on the incident clock, and in real time. */
export interface RetryAdvice {
  readonly minutes: number;
  readonly wallMs: number;
}

export interface Page {
  readonly kind: PageKind;
  readonly status: number;
  readonly title: string;
  readonly body: Html;
  /** Pages above this one, outermost first. */
  readonly trail?: readonly Crumb[];
  /** What was typed into the search form. */
  readonly query?: string;
  /** The department that this page belongs to. */
  readonly categorySlug?: string;
  /** When the browser asks again by itself. */
  readonly refreshSeconds?: number;
  /** When a customer who was sent away may come back, if that is known. */
  readonly retryAfterSeconds?: number;
  /** On pages that turn a customer away who may have more luck later: the same page with advice when. */
  readonly withAdvice?: (advice: RetryAdvice) => Page;
}

/** What is around every page at this moment. */
export interface Frame {
  readonly departments: Html;
  /** Null when there is nothing to say; a `notice` is the operator's own words. */
  readonly statusMessage: { readonly kind: StatusNotice["kind"] | "notice"; readonly text: string } | null;
  readonly articlesInCart: number;
}

/** The whole document around a page; the banner only when there is something to say. */
export function renderDocument(page: Page, frame: Frame): string {
  const { statusMessage, articlesInCart } = frame;
  const banner =
    statusMessage &&
    html`<p class="banner" role="status" data-status-message="${statusMessage.kind}">${statusMessage.text}</p>\n`;
  const count = articlesInCart === 0 ? null : html` <b>${articlesInCart}<span class="sr"> articles</span></b>`;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} – Corner &amp; Till</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/shop.css">
</head>
<body data-page="${page.kind}">
<a class="skip" href="#main">Skip to content</a>
<header>
<div class="top">
<a class="brand" href="/">Corner <i>&amp;</i> Till</a>
<form class="find" role="search" action="/search">
<label class="sr" for="q">Search articles</label>
<input id="q" name="q" type="search" inputmode="search" autocomplete="off" maxlength="${queryLimit}" placeholder="Search articles" value="${page.query}">
<button type="submit">Search</button>
</form>
<nav aria-label="Your shopping"><a href="/track">Track order</a> <a class="cart" href="/cart">Cart${count}</a></nav>
</div>
${frame.departments}
</header>
${banner}<main id="main">
${renderTrail(page.trail)}<h1>${page.title}</h1>
${page.body}
</main>
<footer><p><strong>Corner &amp; Till</strong>, a rehearsal shop. Nothing here is real, and no real card is taken.</p>
<p><a href="/">Home</a> <a href="/category/offers">Offers</a> <a href="/track">Track order</a> <a href="/cart">Cart</a></p></footer>
</body>
</html>
`;
  return document.text;
}

function renderTrail(trail: readonly Crumb[] | undefined): Html | null {
  if (!trail) return null;
  const items = trail.map(({ href, text }) => html`<li><a href="${href}">${text}</a></li>`);
  return html`<nav aria-label="Breadcrumb"><ol class="crumbs">${items}</ol></nav>\n`;
}
