// Colours with textures, defined once a page: series are told apart without seeing colour.
import { looks } from "./charts/chart-data.ts";
import { html, type Markup, trustMarkup } from "./markup.ts";

const textures: Record<string, string> = {
  solid: "",
  slash: "M-1 1L1 -1M0 8L8 0M7 9L9 7",
  backslash: "M-1 7L1 9M0 0L8 8M7 -1L9 1",
  cross: "M0 8L8 0M0 0L8 8",
  dots: "M2 2h2v2h-2zM6 6h2v2h-2z",
  rows: "M0 2H8M0 6H8",
  columns: "M2 0V8M6 0V8",
};

/** Patterns `#look-ok` and so on. */
export function renderLookPatterns(): Markup {
  const patterns = Object.entries(looks).map(
    ([name, look]) =>
      `<pattern id="look-${name}" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="tone-${name}" width="8" height="8"/><path class="texture" d="${textures[look.texture]}"/></pattern>`,
  );
  return html`<svg class="definitions" width="0" height="0" aria-hidden="true" focusable="false"><defs>${trustMarkup(patterns.join(""))}<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse"><path class="hatching" d="M-1 1L1 -1M0 7L7 0M6 8L8 6"/></pattern></defs></svg>`;
}

/** The key of a legend: a patch for areas, a stroke for lines. */
export function renderSwatch(look: string, kind: "shares" | "lines"): Markup {
  const known = Object.hasOwn(looks, look) ? look : "ok";
  const shape =
    kind === "shares"
      ? html`<rect class="patch" x=".5" y=".5" width="17" height="11" fill="url(#look-${known})"/>`
      : html`<line class="line line-${known}" x1="0" x2="18" y1="6" y2="6"/>`;
  return html`<svg class="swatch" width="18" height="12" aria-hidden="true" focusable="false">${shape}</svg>`;
}
