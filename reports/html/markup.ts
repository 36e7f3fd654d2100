// HTML that cannot be forgotten to be escaped: every value put into an `html` template is text, unless it
// was made by `html` itself or by `trustMarkup`.
import { cleanText } from "../clean-text.ts";

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type MarkupValue = Markup | string | number | null | undefined | false | readonly MarkupValue[];

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand between tags and in quoted attributes; a number keeps its per cent sign on its line. */
export function escapeHtml(text: string): string {
  return cleanText(text)
    .replace(/[&<>"']/g, (character) => entities[character] as string)
    .replace(/(\d) %/g, "$1\u00a0%");
}

function renderValue(value: MarkupValue): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return escapeHtml(String(value));
  return value.map(renderValue).join("");
}

/** Template tag: literal parts are markup, values are escaped. Attributes must be quoted with `"`. */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(strings.map((part, index) => part + renderValue(values[index])).join(""));
}

/** For our own scripts, styles and numbers only; never for anything out of a record. */
export function trustMarkup(text: string): Markup {
  return new Markup(text);
}

/** JSON for a `<script type="application/json">`: no `<`, so no end tag and no comment can begin in it. */
export function embedJson(value: unknown): Markup {
  const text = JSON.stringify(value, (_, item) => (typeof item === "string" ? cleanText(item) : item));
  return new Markup(
    text
      .replace(/</g, "\\u003c")
      .replace(/\u2028/g, "\\u2028")
      .replace(/\u2029/g, "\\u2029"),
  );
}
