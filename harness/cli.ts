#!/usr/bin/env -S node --max-semi-space-size=8
// argv to command to exit code. The only file that ends the harness's process.
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
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
import { ConfigError, describeError, EdgeError, exitCodes, renderError } from "./errors.ts";
import { version } from "./version.ts";

const interruptedCode = 130;

/** npm hands a terminal's Ctrl-C on to us, who have it already: the same press, and not a second one. */
const samePressMs = 500;
const signalLagMs = 100;

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
  let interruptSays = "taking everything back and keeping what was recorded";
  let interruptedAtMs = Number.NEGATIVE_INFINITY;
  const interrupt = () => {
    const elapsedMs = performance.now() - interruptedAtMs;
    if (elapsedMs < samePressMs) return;
    if (controller.signal.aborted) process.exit(interruptedCode);
    interruptedAtMs = performance.now();
    process.stderr.write(`\ninterrupted: ${interruptSays}; press again to end at once\n`);
    controller.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  // A reader that went away (`| head`) is no reason to crash in mid-drill; output that is lost to a full disk is told.
  let lostOutput: NodeJS.ErrnoException | null = null;
  process.stderr.on("error", () => {});
  process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
    if (problem.code !== "EPIPE") lostOutput ??= problem;
  });
  const context: CommandContext = {
    signal: controller.signal,
    stdout: process.stdout,
    stderr: process.stderr,
    exitWith: (code) => {
      exitCode = code;
    },
    sayOnInterrupt: (says) => {
      interruptSays = says;
    },
  };
  try {
    await buildProgram(context).parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 64;
    else {
      if (!(error instanceof ConfigError)) await hearSignal(controller.signal);
      const { reason } = controller.signal;
      const rendered = renderError(error);
      const told = reason === undefined ? rendered.text : `after the interrupt: ${describeError(error)}`;
      if (reason === undefined || error !== reason) process.stderr.write(`${told}\n`);
      exitCode = reason === undefined ? rendered.exitCode : interruptedCode;
    }
  }
  await flush(process.stdout);
  if (lostOutput !== null) {
    const hint = "free some disk space, or send the output elsewhere";
    const rendered = renderError(new EdgeError("the output cannot be written", { cause: lostOutput, hint }));
    process.stderr.write(`${rendered.text}\n`);
    exitCode ||= rendered.exitCode;
  }
  process.exit(exitCode);
}

/** Ctrl-C reaches esbuild and `k6 version` too; what they then say may be here before our own signal is. */
async function hearSignal(signal: AbortSignal): Promise<void> {
  await wait(signalLagMs, undefined, { signal }).catch(() => {});
}

/** Waits until what was written has left the process: a pipe's reader gets all of it. */
async function flush(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writable) await new Promise<void>((resolve) => stream.write("", () => resolve()));
  // A failed write is told after its callback.
  await nextTurn();
}

if (import.meta.main) await main(process.argv.slice(2));
