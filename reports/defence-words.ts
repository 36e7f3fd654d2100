// What defences did, in words. Names of counts come from the shop; plain text, not escaped.
import type { DefenceReport } from "../harness/record/run-record.ts";
import { cleanLine } from "./clean-text.ts";
import { formatCount, joinNames } from "./format.ts";

/** "opened 9, refused 1,102": the counts a defence keeps of itself, raw; camelCase and dashes become words. */
export function describeCounts({ counts }: Pick<DefenceReport, "counts">): string {
  const words = (name: string) =>
    cleanLine(name)
      .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replace(/[-_]/g, " ")
      .toLowerCase();
  const listed = Object.entries(counts).map(([name, count]) => `${words(name)} ${formatCount(count)}`);
  return listed.length === 0 ? "its counts could not be read" : listed.join(", ");
}

/** "circuit-breaker and status-message"; "none". */
export function listDefences(names: readonly string[]): string {
  return names.length === 0 ? "none" : joinNames(names.map(cleanLine));
}

/** Columns of a table of defences. */
export const defenceColumns = [
  { label: "defence", header: true },
  { label: "what it does" },
  { label: "what it did" },
  { label: "what customers pay for it" },
];
