import { type FieldProblem, renderField, renderProblems, type TextField } from "./fields.ts";
import { html } from "./html.ts";
import type { Page } from "./layout.ts";

const fields: readonly TextField[] = [
  {
    name: "orderNumber",
    label: "Order number",
    autocomplete: "off",
    maxLength: 24,
    hint: "On your confirmation, such as T-7Q4K-000123.",
  },
  { name: "email", label: "E-mail", type: "email", autocomplete: "email", maxLength: 254 },
];

export type TypedTrack = Readonly<Record<string, string | undefined>>;

/** A pair that does not fit is answered as one that does not exist: with status 404. */
export function renderTrackForm(status: 200 | 404 | 422, typed: TypedTrack, problems: readonly FieldProblem[]): Page {
  const inputs = fields.map((field) => renderField(field, typed[field.name], problems));
  const body = html`<p class="lead">Open an order that was placed in another browser.</p>
${renderProblems(problems)}<form class="sheet" method="post" action="/track">
${inputs}<button type="submit">Find order</button></form>`;
  return { kind: "track", status, title: "Track your order", body };
}
