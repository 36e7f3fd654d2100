// `node test/mutate-books.ts DIR [SEEDS]`: damages copies of a finished drill's books in every known way; the audit has to
// name each, and to be silent on the books as they are. Exit code 1 where it does not.
import { mutations } from "./end-to-end/book-mutations/catalogue.ts";
import { FinishedDrill } from "./end-to-end/book-mutations/mutate-books.ts";

const usageExitCode = 64;
const [directory, seedsText = "20"] = process.argv.slice(2);
const seeds = Number(seedsText);
if (directory === undefined || !Number.isInteger(seeds) || seeds < 1) {
  process.stderr.write("expected a run directory and, if not 20, a number of seeds\n");
  process.exit(usageExitCode);
}

const drill = new FinishedDrill(directory);
const untouched = drill.audit();
process.stdout.write(`untouched: ${untouched.length === 0 ? "silent" : `violations of ${untouched.join(", ")}`}\n`);
let missed = untouched.length;
for (const mutation of mutations) {
  const mutants = Array.from({ length: seeds }, (_, index) => drill.mutate(mutation, index + 1));
  const done = mutants.filter(({ did }) => did !== null);
  const silent = done.filter(({ found }) => !found.includes(mutation.expects));
  missed += silent.length;
  const counts = done.length === 0 ? "nothing of the kind" : `${done.length - silent.length} of ${done.length}`;
  process.stdout.write(`${counts.padEnd(20)} ${mutation.expects.padEnd(25)} ${mutation.name}\n`);
  for (const { did, found } of silent.slice(0, 3))
    process.stdout.write(`  missed: ${did}; found ${found.length === 0 ? "nothing" : found.join(", ")}\n`);
}
process.exitCode = missed === 0 ? 0 : 1;
