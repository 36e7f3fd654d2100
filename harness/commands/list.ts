// `tilldrill list`: the incidents there are.
import type { Command } from "commander";
import { incidents } from "../../scenarios/catalogue.ts";
import { type CommandContext, writeJson } from "./context.ts";

export function addListCommand(program: Command, context: CommandContext): void {
  program
    .command("list")
    .description("list the built-in incidents")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  tilldrill list --json")
    .action((options: { json?: boolean }) => {
      const rows = incidents.map(({ name, title, inDefaultRun, facts, phases }) => ({
        name,
        title,
        facts: facts.length,
        phases: phases.map((phase) => phase.name),
        variants: ["as-it-happened"],
        inDefaultRun,
      }));
      if (options.json) return writeJson(context, { schemaVersion: 1, incidents: rows });
      for (const row of rows)
        context.stdout.write(
          `${row.name.padEnd(18)} ${row.title} (${row.facts} facts${row.inDefaultRun ? "" : ", not in the default run"})\n`,
        );
    });
}
