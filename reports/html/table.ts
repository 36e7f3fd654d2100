// Tables of the report: one shape, so that every one has a caption, row headers and a way to scroll.
import type { Mark } from "../words.ts";
import { html, type Markup, type MarkupValue } from "./markup.ts";

export interface Column {
  readonly label: string;
  readonly numeric?: boolean;
  /** This cell names its row. */
  readonly header?: boolean;
  readonly className?: string;
}

export interface Row {
  readonly cells: readonly MarkupValue[];
  readonly id?: string;
  readonly className?: string;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Printed instead of a table without rows. */
  readonly empty: string;
  /** The caption repeats the heading above and is for screen readers only. */
  readonly titled?: boolean;
  /** Rows become cards on a narrow screen. */
  readonly cards?: boolean;
}

/** A missing value, with what it means; never a bare blank. */
export function renderNone(meaning: string): Markup {
  return html`<span class="none" title="${meaning}"><span aria-hidden="true">–</span><span class="unseen">${meaning}</span></span>`;
}

/** A verdict as sign and word. */
export function renderMark(mark: Mark): Markup {
  return html`<span class="mark ${mark.tone}"><span class="sign" aria-hidden="true">${mark.sign}</span> ${mark.word}</span>`;
}

function renderCell(column: Column, value: MarkupValue): Markup {
  const className = [column.numeric ? "numeric" : "", column.className ?? ""].join(" ").trim();
  const shown = html`<span class="value">${value}</span>`;
  return column.header
    ? html`<th role="rowheader" scope="row" class="${className}" data-label="${column.label}">${shown}</th>`
    : html`<td role="cell" class="${className}" data-label="${column.label}">${shown}</td>`;
}

/** A table in a region that can be scrolled by keyboard. Roles are said again because cards change `display`. */
export function renderTable(table: Table): Markup {
  if (table.rows.length === 0) return html`<p class="empty">${table.empty}</p>`;
  const head = table.columns.map(
    (column) =>
      html`<th role="columnheader" scope="col" class="${column.numeric ? "numeric" : ""}">${column.label}</th>`,
  );
  const rows = table.rows.map(
    (row) =>
      html`<tr role="row" ${row.id === undefined ? null : html`id="${row.id}" tabindex="-1"`} class="${row.className ?? ""}">${table.columns.map((column, index) => renderCell(column, row.cells[index]))}</tr>`,
  );
  return html`<div class="scroll" role="region" aria-label="${table.caption}" tabindex="0"><table role="table" class="${table.cards ? "cards" : ""}"><caption class="${table.titled ? "unseen" : ""}">${table.caption}</caption><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${rows}</tbody></table></div>`;
}

/** Name and value pairs. */
export function renderPairs(pairs: readonly (readonly [name: string, value: MarkupValue])[]): Markup {
  return html`<dl class="pairs">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
