// `tilldrill run`: drills incidents, judges them, writes their reports.
import { type Command, Option } from "commander";
import type { CommandContext } from "./context.ts";
import { ProblemList } from "./options.ts";
import { chooseDrills } from "./run-drills.ts";
import { runDrills } from "./run-incidents.ts";
import { parseRunOptions, type RunOptions } from "./run-options.ts";

const examples = `
Examples:
  tilldrill run                                                   each incident as it happened, and defended
  tilldrill run checkout-outage --variant defended --seed 2       one drill, another night
  tilldrill run checkout-outage --defences auto-rollback          one drill with exactly these defences
  tilldrill run checkout-outage --cause hung-provider             another cause that fits what is known
  tilldrill run checkout-outage --each-defence                    what each defence is worth
  tilldrill run checkout-outage --added-latency 300 --pace 60     what 300 ms more on every page cost
  tilldrill run checkout-outage --json > result.json              for a script

Without --variant and --defences an incident is drilled as it happened, and then with all of its containing defences. A
preventive defence is drilled by name. A run of several drills sets them side by side in its own report.html.`;

/** Everything that can be checked is checked, and told, before anything is started. */
async function run(names: readonly string[], options: RunOptions, context: CommandContext): Promise<void> {
  const problems = new ProblemList();
  const request = parseRunOptions(names, options, problems);
  const drills = chooseDrills(request, problems);
  problems.throwIfAny();
  await runDrills(drills, { json: options.json === true, quiet: options.quiet === true, out: options.out }, context);
}

export function addRunCommand(program: Command, context: CommandContext): void {
  program
    .command("run")
    .description("drill the incidents named, or all of the default run")
    .argument("[incident...]", "names, as `list` prints them")
    .option("--variant <name>", "as-it-happened or defended (default: both)")
    .option("--defences <names>", "one drill, defended with exactly these, separated by commas")
    .addOption(new Option("--defenses <names>", "the same").hideHelp())
    .option("--cause <name>", "what goes wrong (default: the incident's first cause)")
    .option("--each-defence", "drill none, each defence alone and all together, in the incident's short form")
    .addOption(new Option("--each-defense", "the same").hideHelp())
    .option("--whole-phases", "with --each-defence: in full length")
    .option("--short-form", "only the phases that matter when defences are compared, shortened; measures no facts")
    .option("--added-latency <ms>", "two drills without the cause, one with every page so much slower: what it costs")
    .option("--seed <n>", "decides the plan and all draws", "1")
    .option("--pace <n>", "incident seconds in one real second (default: the incident's own)")
    .option("--keep-samples", "keep each step in samples.csv.gz")
    .option("--out <directory>", "where the run directory is made", "drills")
    .option("--allow-short-phases", "run phases shorter than five response timeouts; their latency is inconclusive")
    .option("--quiet", "no progress")
    .option("--json", "print one JSON object on stdout and nothing else")
    .addOption(new Option("--test-leave-out-faults").hideHelp())
    .addOption(new Option("--test-mend <minute>").hideHelp())
    .addOption(new Option("--test-vus <n>").hideHelp())
    .addOption(new Option("--test-entry <file>").hideHelp())
    .addOption(new Option("--test-phases <cuts>").hideHelp())
    .addOption(new Option("--test-without <mechanism>").hideHelp())
    .addOption(new Option("--test-shop <directory>").hideHelp())
    .addHelpText("after", examples)
    .action((names: string[], options: RunOptions) => run(names, options, context));
}
