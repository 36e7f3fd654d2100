// `tilldrill report DIR`: judges what was recorded and draws the report again, also of a killed drill.
import type { Command } from "commander";
import { readReportAssets } from "../../reports/assets.ts";
import { judgeRecording } from "../judge/judge-recording.ts";
import { readRecording } from "../judge/read-recording.ts";
import { type CommandContext, writeJson } from "./context.ts";
import { requireOneDrill } from "./require-one-drill.ts";
import { writeOutputs } from "./write-outputs.ts";

export function addReportCommand(program: Command, context: CommandContext): void {
  program
    .command("report")
    .description("write report.html, summary.md and junit.xml of a stored drill again")
    .argument("<directory>", "run directory of one drill; may be of a drill that was killed")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  tilldrill report drills/2026-02-03T210000Z-checkout-outage-as-it-happened")
    .action(async (directory: string, options: { json?: boolean }) => {
      requireOneDrill(directory);
      const record = judgeRecording(readRecording(directory));
      const report = await writeOutputs(directory, record, await readReportAssets());
      if (options.json)
        writeJson(context, { schemaVersion: 1, verdict: record.verdict, complete: record.recorded.complete, report });
      else context.stdout.write(`${report}\n`);
    });
}
