// `tilldrill judge DIR`: judges a stored drill again, by the expectations of this version.
import type { Command } from "commander";
import { renderTerminal } from "../../reports/terminal.ts";
import { judgeRecording } from "../judge/judge-recording.ts";
import { readRecording } from "../judge/read-recording.ts";
import { computeExitCode } from "../objectives/verdict.ts";
import { buildRunResult } from "../record/build-run-result.ts";
import { type CommandContext, wantsColour, writeJson } from "./context.ts";
import { requireOneDrill } from "./require-one-drill.ts";

export function addJudgeCommand(program: Command, context: CommandContext): void {
  program
    .command("judge")
    .description("judge a stored drill again; writes nothing")
    .argument("<directory>", "run directory of one drill")
    .option("--json", "print JSON, as `run --json` does")
    .addHelpText(
      "after",
      "\nExample:\n  tilldrill judge drills/2026-02-03T210000Z-checkout-outage-as-it-happened --json",
    )
    .action((directory: string, options: { json?: boolean }) => {
      requireOneDrill(directory);
      const record = judgeRecording(readRecording(directory));
      const exitCode = computeExitCode([record]);
      if (options.json) writeJson(context, buildRunResult([{ record, directory }], directory, exitCode));
      else
        context.stdout.write(
          renderTerminal(record, { colour: wantsColour(context.stdout), width: context.stdout.columns || 100 }),
        );
      context.exitWith(exitCode);
    });
}
