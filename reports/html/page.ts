// The frame of a page: head, content security policy, styles, scripts.
import { html, type Markup, trustMarkup } from "./markup.ts";
import { computeSha256Base64 } from "./sha256.ts";
import { pageStyle } from "./style.ts";
import { chartStyle } from "./style-charts.ts";

export interface Page {
  /** Plain text. */
  readonly title: string;
  /** Ours, not a record's: style sheets and scripts in the order in which they are used. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly body: Markup;
}

function listHashes(texts: readonly string[]): string {
  return texts.length === 0 ? "'none'" : texts.map((text) => `'sha256-${computeSha256Base64(text)}'`).join(" ");
}

function checkEmbeddable(text: string): string {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error("a script or style of the report must not hold an end tag");
  return text;
}

/**
 * A whole document. Its policy forbids every request, and every script and style but those whose hash it
 * names; an attribute such as `onerror` or `style` has no effect.
 */
export function renderPage(page: Page): string {
  const scripts = page.scripts.map(checkEmbeddable);
  const styles = [...page.styles, pageStyle, chartStyle].map(checkEmbeddable);
  const policy = `default-src 'none'; script-src ${listHashes(scripts)}; style-src ${listHashes(styles)}; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trustMarkup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${page.title}</title>
${styles.map((style) => html`<style>${trustMarkup(style)}</style>\n`)}</head>
<body>
${page.body}
${scripts.map((script) => html`<script>${trustMarkup(script)}</script>\n`)}</body>
</html>
`.text;
}
