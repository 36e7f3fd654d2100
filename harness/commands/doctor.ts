// `doctor`: is this machine able to run a drill? Every check is made, whatever the earlier ones found.

import path from "node:path";
import type { Command } from "commander";
import type { Check } from "../doctor/check.ts";
import { checkBrowser } from "../doctor/check-browser.ts";
import { checkDisk } from "../doctor/check-disk.ts";
import { checkEsbuild } from "../doctor/check-esbuild.ts";
import { checkK6 } from "../doctor/check-k6.ts";
import { checkMachine } from "../doctor/check-machine.ts";
import { checkNode } from "../doctor/check-node.ts";
import { checkOpenFiles } from "../doctor/check-open-files.ts";
import { checkOutputDirectory, findExistingParent } from "../doctor/check-output-directory.ts";
import { checkPorts } from "../doctor/check-ports.ts";
import { checkSqlite } from "../doctor/check-sqlite.ts";
import { renderChecks, renderChecksJson } from "../doctor/render-checks.ts";
import type { CommandContext } from "./context.ts";

const environmentExitCode = 69;

export interface DoctorOptions {
  readonly json: boolean;
  readonly stdout: NodeJS.WritableStream;
  /** Where drills would be written; default `drills` in the working directory. */
  readonly outputDirectory?: string;
}

/** The exit code: 0, or 69 when something is missing that a drill needs. Warnings do not count. */
export async function runDoctor({ json, stdout, outputDirectory }: DoctorOptions): Promise<number> {
  const checks = await makeChecks(outputDirectory ?? path.resolve("drills"));
  stdout.write(json ? renderChecksJson(checks) : renderChecks(checks));
  return checks.some(({ state }) => state === "missing") ? environmentExitCode : 0;
}

async function makeChecks(outputDirectory: string): Promise<Check[]> {
  const existing = findExistingParent(outputDirectory);
  return [
    checkNode(),
    checkK6(),
    await checkEsbuild(),
    await checkSqlite(existing),
    await checkPorts(),
    await checkOutputDirectory(outputDirectory),
    await checkDisk(existing),
    checkOpenFiles(),
    checkMachine(),
    checkBrowser(),
  ];
}

export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command("doctor")
    .description("say what a drill needs, what was found, and what to do about what is missing")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  tilldrill doctor --json")
    .action(async (options: { json?: boolean }) => {
      context.exitWith(await runDoctor({ json: options.json === true, stdout: context.stdout }));
    });
}
