// `tilldrill audit DIR`: the order history against both books, and the money, from the directory alone.
import type { Command } from "commander";
import { auditOrders } from "../audit/audit-orders.ts";
import { type AuditTerms, unknownTerms } from "../audit/audit-terms.ts";
import { buildBookTerms } from "../audit/book-terms.ts";
import { computeDamage } from "../audit/damage.ts";
import { computeMoney } from "../audit/money.ts";
import { readBooks } from "../audit/read-books.ts";
import { listUnjudgedRules, type UnjudgedRules } from "../audit/unjudged-rules.ts";
import { EdgeError, renderError } from "../errors.ts";
import { readAuditTerms, readCurrency, readHistory } from "../judge/read-recording.ts";
import type { DamageReport } from "../record/damage-report.ts";
import type { AuditResult } from "../record/drill-result.ts";
import { type CommandContext, writeJson } from "./context.ts";
import { requireOneDrill } from "./require-one-drill.ts";

const failedCode = 10;
const inconclusiveCode = 11;

/** `problem`: why there is no record to go by, as stderr is told. */
interface Told {
  readonly terms: AuditTerms;
  readonly currency: string | null;
  readonly problem: string | null;
}

/** Books can be audited without the record, by fewer rules; whoever asked is told which are left out. */
function readTold(directory: string): Told {
  try {
    return { terms: readAuditTerms(directory), currency: readCurrency(directory), problem: null };
  } catch (problem) {
    if (!(problem instanceof EdgeError)) throw problem;
    return { terms: unknownTerms, currency: null, problem: renderError(problem).text };
  }
}

function describeUnjudged({ missing, open }: UnjudgedRules, problem: string | null): string {
  const lines = [
    ...(problem === null ? [] : [problem]),
    ...(missing.length === 0 ? [] : [`not judged, for want of what the record tells: ${missing.join(", ")}`]),
    ...(open.length === 0 ? [] : [`not judged, for the drill ended before it was settled: ${open.join(", ")}`]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function renderAudit(audit: AuditResult): string {
  const { violations, ...counts } = audit;
  const lines = Object.entries(counts).map(([name, count]) => `${name.padEnd(22)} ${count}`);
  for (const { invariant, orderNumber, says } of violations)
    lines.push(`violation of ${invariant}: ${says}${orderNumber === null ? "" : ` (order ${orderNumber})`}`);
  if (violations.length === 0) lines.push("no violation");
  return `${lines.join("\n")}\n`;
}

/** What the drilled bug cost is no violation: the drill put it in. */
function renderDamage(damage: DamageReport | null): string {
  if (damage === null || (damage.total.uses === 0 && damage.notes.length === 0)) return "";
  const { total, undeserved, overCap, sunk, recovered, recoverable, firstOrderNumber, notes } = damage;
  const say = (name: string, { uses, cents }: DamageReport["total"]) =>
    `${name.padEnd(22)} ${uses} orders, ${cents} cents`;
  const lines = [
    say("damage", total),
    say("  undeserved", undeserved),
    say("  over the cap", overCap),
    say("  sunk", sunk),
    say("  recovered", recovered),
    say("  recoverable", recoverable),
    ...(firstOrderNumber === null ? [] : [`  first order            ${firstOrderNumber}`]),
    ...notes,
  ];
  return `${lines.join("\n")}\n`;
}

export function addAuditCommand(program: Command, context: CommandContext): void {
  program
    .command("audit")
    .description("check the books of a drill against what its customers were told")
    .argument("<directory>", "run directory of one drill")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExample:\n  tilldrill audit drills/2026-02-03T210000Z-checkout-outage-as-it-happened\n\nExit code 10 when an invariant is violated, 11 when none is and the record does not tell what some rules need.",
    )
    .action((directory: string, options: { json?: boolean }) => {
      requireOneDrill(directory);
      const history = readHistory(directory);
      const books = readBooks(directory);
      const { terms, currency, problem } = readTold(directory);
      const unjudged = listUnjudgedRules(books, buildBookTerms(history, books, terms), problem === null);
      const isWhole = unjudged.missing.length === 0;
      const audit = auditOrders(history, books, terms);
      const damage = computeDamage(history, books, terms);
      if (options.json)
        writeJson(context, {
          audit,
          money: currency === null ? null : computeMoney(history, books, currency),
          ...(damage === null ? {} : { damage }),
          ...(isWhole ? {} : { notJudged: unjudged.missing }),
        });
      else context.stdout.write(renderAudit(audit) + renderDamage(damage));
      context.stderr.write(describeUnjudged(unjudged, problem));
      context.exitWith(chooseExitCode(audit, isWhole));
    });
}

function chooseExitCode({ violations }: AuditResult, isWhole: boolean): number {
  if (violations.length > 0) return failedCode;
  return isWhole ? 0 : inconclusiveCode;
}
