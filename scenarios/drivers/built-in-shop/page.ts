// Reads the built-in shop's pages: what page it is, and the data that its elements carry. By plain search: an expression
// over a whole page costs the load generator more than the page's request does.
import type { Outcome } from "../../outcome.ts";

/** Whether an attribute may begin after this character: nothing else stands between it and what is before it. */
function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}

/** Where the whole word begins that follows a space, from `from` on; -1 when it does not occur. */
function findWord(text: string, word: string, from = 0): number {
  let at = text.indexOf(word, from);
  while (at >= 0 && !isSpace(text[at - 1])) at = text.indexOf(word, at + 1);
  return at;
}

/** The value of an attribute in double quotes, first occurrence; null without one. */
function readAttribute(text: string, name: string): string | null {
  const opening = `${name}="`;
  const at = findWord(text, opening);
  const end = at < 0 ? -1 : text.indexOf('"', at + opening.length);
  return end < 0 ? null : text.slice(at + opening.length, end);
}

/** The value of a `data-...` attribute, first occurrence; null without one. */
export function readData(body: string, name: string): string | null {
  return readAttribute(body, `data-${name}`);
}

/** Whether an element carries a `data-...` attribute, with or without a value. */
export function hasMark(body: string, name: string): boolean {
  const mark = `data-${name}`;
  for (let at = findWord(body, mark); at >= 0; at = findWord(body, mark, at + 1)) {
    const after = body[at + mark.length];
    const ends = isSpace(after) || after === "=" || after === ">" || after === "/";
    if (ends && body.lastIndexOf("<", at) > body.lastIndexOf(">", at)) return true;
  }
  return false;
}

/** The opening tags of one kind, `<a ...>`, in the order of the page. */
export function listTags(body: string, kind: string): string[] {
  const tags: string[] = [];
  const opening = `<${kind}`;
  for (let at = body.indexOf(opening); at >= 0; at = body.indexOf(opening, at + 1)) {
    const end = body.indexOf(">", at);
    if (end >= 0 && isSpace(body[at + opening.length])) tags.push(body.slice(at, end + 1));
  }
  return tags;
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
  for (const tag of listTags(body, "a")) {
    if (!tag.includes(`data-link="${kind}"`)) continue;
    const href = readAttribute(tag, "href");
    if (href !== null) links.push({ href, priceCents: readNumber(tag, "price-cents") });
  }
  return links;
}

/** The value of a hidden field; null without one. */
export function readField(body: string, name: string): string | null {
  for (const tag of listTags(body, "input")) if (tag.includes(`name="${name}"`)) return readAttribute(tag, "value");
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
