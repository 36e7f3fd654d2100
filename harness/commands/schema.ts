// `tilldrill schema`: the JSON Schema of what `run --json` prints, or of the `comparison.json` of several drills.
import { Argument, type Command } from "commander";
import { z } from "zod";
import { runComparisonSchema } from "../record/comparison.ts";
import { runResultSchema } from "../record/drill-result.ts";
import { type CommandContext, writeJson } from "./context.ts";

const schemas = { run: runResultSchema, comparison: runComparisonSchema };

export function addSchemaCommand(program: Command, context: CommandContext): void {
  program
    .command("schema")
    .description("print the JSON Schema of what `run --json` prints, or of comparison.json")
    .addArgument(new Argument("[of]", "what the schema is of").choices(Object.keys(schemas)).default("run"))
    .option("--json", "print JSON (it always does)")
    .addHelpText(
      "after",
      "\nExamples:\n  tilldrill schema > run-result.schema.json\n  tilldrill schema comparison > comparison.schema.json",
    )
    .action((of: keyof typeof schemas) => writeJson(context, z.toJSONSchema(schemas[of])));
}
