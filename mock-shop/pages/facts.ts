import { type Html, html } from "./html.ts";

/** A label and its value, which may have markup of its own. */
export type Fact = readonly [label: string, value: Html];

/** One fact a line, so that label and value stay apart in the page's plain text too. */
export function renderFacts(facts: readonly Fact[]): Html {
  return html`${facts.map(([label, value]) => html`<dt>${label}</dt>\n${value}\n`)}`;
}
