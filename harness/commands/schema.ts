// `tilldrill schema`: the JSON Schema of what `run --json` prints.
import type { Command } from "commander";
import { z } from "zod";
import { runResultSchema } from "../record/drill-result.ts";
import { type CommandContext, writeJson } from "./context.ts";

export function addSchemaCommand(program: Command, context: CommandContext): void {
  program
    .command("schema")
    .description("print the JSON Schema of what `run --json` prints")
    .option("--json", "print JSON (it always does)")
    .addHelpText("after", "\nExample:\n  tilldrill schema > run-result.schema.json")
    .action(() => writeJson(context, z.toJSONSchema(runResultSchema)));
}
