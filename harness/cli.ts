// argv to command to exit code. The only file that ends the process.
import { setImmediate as nextTurn } from "node:timers/promises";
import { Command, CommanderError } from "commander";
import { addAuditCommand } from "./commands/audit.ts";
import type { CommandContext } from "./commands/context.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addJudgeCommand } from "./commands/judge.ts";
import { addListCommand } from "./commands/list.ts";
import { addPlanCommand } from "./commands/plan.ts";
import { addReportCommand } from "./commands/report.ts";
import { addRunCommand } from "./commands/run.ts";
import { addSchemaCommand } from "./commands/schema.ts";
import { addShopCommand } from "./commands/shop.ts";
import { exitCodes, renderError } from "./errors.ts";
import { version } from "./version.ts";

const interruptedCode = 130;

/** npm hands a terminal's Ctrl-C on to us, who have it already: the same press, and not a second one. */
const samePressMs = 500;

function renderExitCodes(): string {
  return `\nExit codes:\n${exitCodes.map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`).join("\n")}\n`;
}

function buildProgram(context: CommandContext): Command {
  const program = new Command("tilldrill")
    .description("fire drills for your checkout: replays shop incidents against a shop and judges what customers got")
    .version(version)
    .exitOverride()
    .showHelpAfterError("hint: `tilldrill --help` lists commands and options")
    .addHelpText("after", renderExitCodes());
  addRunCommand(program, context);
  addListCommand(program, context);
  addPlanCommand(program, context);
  addReportCommand(program, context);
  addJudgeCommand(program, context);
  addAuditCommand(program, context);
  addShopCommand(program, context);
  addDoctorCommand(program, context);
  addSchemaCommand(program, context);
  return program;
}

/** Runs one command line and ends the process with its exit code. A second Ctrl-C ends at once: the guard cleans up. */
export async function main(args: readonly string[]): Promise<never> {
  const controller = new AbortController();
  let exitCode = 0;
  let interruptedAtMs = Number.NEGATIVE_INFINITY;
  const interrupt = () => {
    const elapsedMs = performance.now() - interruptedAtMs;
    if (elapsedMs < samePressMs) return;
    if (controller.signal.aborted) process.exit(interruptedCode);
    interruptedAtMs = performance.now();
    process.stderr.write(
      "\ninterrupted: taking everything back and keeping what was recorded; press again to end at once\n",
    );
    controller.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  // A reader that went away (`| head`) is no reason to crash in mid-drill.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const context: CommandContext = {
    signal: controller.signal,
    stdout: process.stdout,
    stderr: process.stderr,
    exitWith: (code) => {
      exitCode = code;
    },
  };
  try {
    await buildProgram(context).parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 64;
    else {
      // Ctrl-C reaches esbuild and `k6 version` too; what they then say may be here before our own signal is.
      await nextTurn();
      const rendered = renderError(error);
      if (error !== controller.signal.reason) process.stderr.write(`${rendered.text}\n`);
      exitCode = controller.signal.aborted ? interruptedCode : rendered.exitCode;
    }
  }
  await flush(process.stdout);
  process.exit(exitCode);
}

/** Waits until what was written has left the process: a pipe's reader gets all of it. */
async function flush(stream: NodeJS.WriteStream): Promise<void> {
  if (!stream.writable) return;
  await new Promise<void>((resolve) => stream.write("", () => resolve()));
}
