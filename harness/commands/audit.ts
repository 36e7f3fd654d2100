// `tilldrill audit DIR`: the order history against both books, and the money, from the directory alone.
import type { Command } from "commander";
import { auditOrders } from "../audit/audit-orders.ts";
import { computeMoney } from "../audit/money.ts";
import { readBooks } from "../audit/read-books.ts";
import { readAuditTerms, readCurrency, readHistory } from "../judge/read-recording.ts";
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
      const audit = auditOrders(history, books, readAuditTerms(directory));
      if (options.json) writeJson(context, { audit, money: computeMoney(history, books, readCurrency(directory)) });
      else context.stdout.write(renderAudit(audit));
      context.exitWith(audit.violations.length > 0 ? failedCode : 0);
    });
}
