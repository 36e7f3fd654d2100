import { type Html, html } from "./html.ts";

/** What is wrong with one field of a form, in words for the person who filled it in. */
export interface FieldProblem {
  readonly field: string;
  readonly says: string;
}

export interface TextField {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email";
  readonly inputmode?: "text" | "email" | "numeric";
  readonly autocomplete: string;
  readonly maxLength: number;
  readonly hint?: string;
  readonly isOptional?: boolean;
}

/** A labelled field with what was typed, its hint, and what is wrong with it. */
export function renderField(field: TextField, value: string | undefined, problems: readonly FieldProblem[]): Html {
  const { name, label, type = "text", inputmode = type, autocomplete, maxLength, hint, isOptional } = field;
  const problem = problems.find((one) => one.field === name);
  const descriptions = [hint === undefined ? null : `${name}-hint`, problem ? `${name}-problem` : null];
  const describedBy = descriptions.filter((id) => id !== null).join(" ");
  return html`<div class="field">
<label for="${name}">${label}${isOptional ? html` <span class="quiet">(optional)</span>` : null}</label>
${hint === undefined ? null : html`<p class="quiet" id="${name}-hint">${hint}</p>\n`}${
  problem ? html`<p class="problem" id="${name}-problem">${problem.says}</p>\n` : null
}<input id="${name}" name="${name}" type="${type}" inputmode="${inputmode}" autocomplete="${autocomplete}" maxlength="${maxLength}"${
    isOptional ? null : html` required`
  }${problem ? html` aria-invalid="true"` : null}${describedBy === "" ? null : html` aria-describedby="${describedBy}"`} value="${value}">
</div>
`;
}

/** All problems of a form in one place above it; the focus starts there, and each leads to its field. */
export function renderProblems(problems: readonly FieldProblem[]): Html | null {
  if (problems.length === 0) return null;
  const items = problems.map(({ field, says }) => html`<li><a href="#${field}">${says}</a></li>`);
  return html`<div class="problems" role="alert" tabindex="-1" autofocus>
<h2>Please check</h2>
<ul>${items}</ul>
</div>
`;
}
