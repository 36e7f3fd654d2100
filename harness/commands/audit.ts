// `tilldrill audit DIR`: the order history against both books, and the money, from the directory alone.
import type { Command } from "commander";
import { auditOrders } from "../audit/audit-orders.ts";
import { computeDamage } from "../audit/damage.ts";
import { computeMoney } from "../audit/money.ts";
import { readBooks } from "../audit/read-books.ts";
import { readAuditTerms, readCurrency, readHistory } from "../judge/read-recording.ts";
import type { DamageReport } from "../record/damage-report.ts";
import type { AuditResult } from "../record/drill-result.ts";
import { type CommandContext, writeJson } from "./context.ts";
import { requireOneDrill } from "./require-one-drill.ts";

const failedCode = 10;

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
      "\nExample:\n  tilldrill audit drills/2026-02-03T210000Z-checkout-outage-as-it-happened\n\nExit code 10 when an invariant is violated.",
    )
    .action((directory: string, options: { json?: boolean }) => {
      requireOneDrill(directory);
      const history = readHistory(directory);
      const books = readBooks(directory);
      const terms = readAuditTerms(directory);
      const audit = auditOrders(history, books, terms);
      const damage = computeDamage(history, books, terms);
      if (options.json)
        writeJson(context, {
          audit,
          money: computeMoney(history, books, readCurrency(directory)),
          ...(damage === null ? {} : { damage }),
        });
      else context.stdout.write(renderAudit(audit) + renderDamage(damage));
      context.exitWith(audit.violations.length > 0 ? failedCode : 0);
    });
}
