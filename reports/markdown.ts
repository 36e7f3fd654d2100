// Pieces of GitHub's Markdown that cannot be broken out of.
import { cleanLine } from "./clean-text.ts";

/**
 * Text that stays text in a line or table cell of GitHub's Markdown: no HTML, no emphasis, no link, no mention,
 * no end of a cell.
 */
export function escapeMarkdown(text: string): string {
  return cleanLine(text)
    .replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character] as string)
    .replace(/[\\`*_[\]|~#!$]/g, "\\$&")
    .replace(/@/g, "&#64;")
    .replace(/:\/\//g, "&#58;//")
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`);
}

/** The same at the beginning of a line, where a number or a dash would begin a list. */
export function escapeMarkdownLine(text: string): string {
  return escapeMarkdown(text)
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^[-+=]/, "\\$&");
}

/** A code block whose fence is longer than any run of backticks in it. */
export function renderCodeBlock(text: string): string {
  const code = cleanLine(text);
  const longest = (code.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}sh\n${code}\n${fence}`;
}

/** A table; cells are Markdown already. */
export function renderMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
