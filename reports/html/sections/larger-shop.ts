// VD-14: whether a larger shop would have carried the evening.
import { describeCarrying } from "../../../harness/record/carrying-capacity.ts";
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { html, type Markup } from "../markup.ts";

/** The bracket in a sentence; null where it was not computed. */
export function renderLargerShop({ recorded: { carryingCapacity } }: RunRecord): Markup | null {
  if (carryingCapacity === undefined) return null;
  return html`<section aria-labelledby="larger-shop"><h2 id="larger-shop">Would a larger shop have carried it?</h2><p>${describeCarrying(carryingCapacity)}</p></section>`;
}
