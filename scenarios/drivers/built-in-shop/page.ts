// Reads the built-in shop's pages: what page it is, and the data that its elements carry.
import type { Outcome } from "../../outcome.ts";

/** The value of a `data-...` attribute, first occurrence; null without one. */
export function readData(body: string, name: string): string | null {
  return new RegExp(`\\sdata-${name}="([^"]*)"`).exec(body)?.[1] ?? null;
}

/** Whether an element carries a `data-...` attribute, with or without a value. */
export function hasMark(body: string, name: string): boolean {
  return new RegExp(`<[^>]*\\sdata-${name}(?=[\\s=>/])`).test(body);
}

/** A `data-...` attribute as a whole number; null without one. */
export function readNumber(body: string, name: string): number | null {
  const text = readData(body, name);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}

/** A `data-...` attribute as a number of 0 or more, with decimals; null without one. */
export function readDecimal(body: string, name: string): number | null {
  const text = readData(body, name);
  return text !== null && /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : null;
}

/** A link of a page, with the price of the article where one is given. */
export interface ShopLink {
  readonly href: string;
  readonly priceCents: number | null;
}

/** Targets of the links marked `data-link="kind"`, in the order of the page, with the price where one is given. */
export function readLinks(body: string, kind: string): ShopLink[] {
  const links: ShopLink[] = [];
  for (const [tag] of body.matchAll(/<a\s[^>]*>/g)) {
    if (!tag.includes(`data-link="${kind}"`)) continue;
    const href = /\shref="([^"]*)"/.exec(tag)?.[1];
    if (href !== undefined) links.push({ href, priceCents: readNumber(tag, "price-cents") });
  }
  return links;
}

/** The value of a hidden field; null without one. */
export function readField(body: string, name: string): string | null {
  for (const [tag] of body.matchAll(/<input\s[^>]*>/g))
    if (tag.includes(`name="${name}"`)) return /\svalue="([^"]*)"/.exec(tag)?.[1] ?? null;
  return null;
}

/** Which page of the shop this is, by content; null when it is none that we know. */
export function readPageName(body: string): string | null {
  return readData(body, "page");
}

/**
 * What a page that is not the wanted one means. An error page with status 200 is a soft error; a
 * page that the customer did not ask for is wrong.
 */
export function classifyOtherPage(page: string | null, status: number): Outcome {
  if (page === "error") return status === 200 ? "soft-error" : "error-page";
  if (page === "busy") return "shed";
  if (page === "maintenance") return "paused";
  if (page === "waiting-room") return "queued";
  if (page === "declined") return "declined";
  if (page === "deferred") return "deferred";
  return status >= 400 ? "error-page" : "wrong";
}
