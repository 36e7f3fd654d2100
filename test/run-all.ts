// `npm test`: every section, even after a failed one, and one closing line with the totals.
// With names of sections as arguments, only these; `nightly` runs only when it is named.
import path from "node:path";
import { runSection } from "./runner/run-section.ts";
import { listSections } from "./runner/sections.ts";
import { addTotals, isSuccess, renderTotals, type Totals } from "./runner/totals.ts";

const usageExitCode = 64;
const interruptedExitCode = 130;
const root = path.resolve(import.meta.dirname, "..");
const names = process.argv.slice(2);
const all = listSections(root);
const unknown = names.filter((name) => !all.some((section) => section.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `no such section: expected ${all.map(({ name }) => name).join(", ")}, got ${unknown.join(", ")}\n`,
  );
  process.exit(usageExitCode);
}

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interrupt.abort());

const startedAtMs = performance.now();
const totals: Totals[] = [];
for (const section of all.filter(({ name, onlyWhenNamed }) =>
  names.length === 0 ? onlyWhenNamed !== true : names.includes(name),
)) {
  const sectionStartedAtMs = performance.now();
  process.stdout.write(`\n=== ${section.name}\n`);
  const sectionTotals = await runSection(section, root, interrupt.signal);
  totals.push(sectionTotals);
  process.stdout.write(`=== ${section.name}: ${renderTotals(sectionTotals)} in ${renderSeconds(sectionStartedAtMs)}\n`);
  if (interrupt.signal.aborted) process.exit(interruptedExitCode);
}

const sum = addTotals(totals);
process.stdout.write(`\nall sections in ${renderSeconds(startedAtMs)}\n${renderTotals(sum)}\n`);
process.exitCode = isSuccess(sum) ? 0 : 1;

function renderSeconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}
