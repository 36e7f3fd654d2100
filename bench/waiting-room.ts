// `npm run waiting-room`: rushes before the waiting room in virtual time; prints the table of docs/waiting-room.md.
import { ConfigError } from "../harness/errors.ts";
import { runCommand } from "./run-command.ts";
import { computeRushFigures, renderRush, rushes, tableHead } from "./waiting-room-table.ts";

async function printTable(args: readonly string[], signal: AbortSignal): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write("usage: npm run waiting-room\n");
    return 0;
  }
  if (args.length > 0) throw new ConfigError({ what: "unknown option", expected: "none", got: args.join(" ") });
  process.stdout.write(`${tableHead.join("\n")}\n`);
  for (const [rush, options] of Object.entries(rushes)) {
    // A rush takes seconds of computing; between two of them Ctrl-C is heard.
    await new Promise(setImmediate);
    signal.throwIfAborted();
    process.stdout.write(`${renderRush(rush, computeRushFigures(options))}\n`);
  }
  return 0;
}

await runCommand(printTable);
