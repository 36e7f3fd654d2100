// `tilldrill list`: the incidents there are, and what each can be drilled with.
import type { Command } from "commander";
import { incidents } from "../../scenarios/catalogue.ts";
import type { Incident } from "../../scenarios/incident.ts";
import { type CommandContext, writeJson } from "./context.ts";
import { listDefences, listVariants } from "./defence-choice.ts";

function describeIncident(incident: Incident) {
  const { name, title, inDefaultRun, facts, phases, causes, defences } = incident;
  return {
    name,
    title,
    facts: facts.length,
    phases: phases.map((phase) => phase.name),
    variants: listVariants(incident),
    causes: causes.map(({ name: cause, says }) => ({ name: cause, says })),
    defences: defences.map(({ name: defence, kind }) => ({ name: defence, kind })),
    /** What `--defences` takes besides. */
    otherDefences: listDefences(incident)
      .slice(defences.length)
      .map(({ name: defence, kind }) => ({ name: defence, kind })),
    inDefaultRun,
  };
}

export function addListCommand(program: Command, context: CommandContext): void {
  program
    .command("list")
    .description("list the built-in incidents")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  tilldrill list --json")
    .action((options: { json?: boolean }) => {
      const rows = incidents.map(describeIncident);
      if (options.json) return writeJson(context, { schemaVersion: 1, incidents: rows });
      for (const row of rows) {
        const { name, title, facts, variants, causes, inDefaultRun } = row;
        const names = (list: readonly { name: string }[]) => list.map((one) => one.name).join(", ");
        context.stdout.write(
          `${name.padEnd(18)} ${title} (${facts} facts${inDefaultRun ? "" : ", not in the default run"})\n` +
            `${"".padEnd(18)} variants: ${variants.join(", ")}; causes: ${names(causes)}\n` +
            `${"".padEnd(18)} defences: ${names(row.defences) || "none of its own"}\n`,
        );
      }
    });
}
