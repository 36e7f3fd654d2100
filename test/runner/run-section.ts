// Runs one section as a process and counts what it came to.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Section } from "./sections.ts";
import { computeCheckTotals, computeTestTotals, type Totals } from "./totals.ts";

const reporter = fileURLToPath(new URL("totals-reporter.ts", import.meta.url));

/** An aborted section is stopped and counts as failed. */
export async function runSection(section: Section, root: string, signal?: AbortSignal): Promise<Totals> {
  if (section.kind === "check")
    return computeCheckTotals(await runProcess(section, [section.command, ...section.args], root, signal));
  if (section.files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const directory = await mkdtemp(path.join(tmpdir(), "tilldrill-test-"));
  try {
    const report = path.join(directory, "totals.json");
    const exitCode = await runProcess(
      section,
      [process.execPath, ...buildTestArguments(section, report)],
      root,
      signal,
    );
    return computeTestTotals(readReport(report), exitCode);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function buildTestArguments(section: Extract<Section, { kind: "tests" }>, report: string): string[] {
  return [
    "--test",
    `--test-concurrency=${section.concurrency}`,
    `--test-timeout=${section.timeoutMs}`,
    // A test that ran out of time leaves open what it opened, and its file would wait for that for ever.
    "--test-force-exit",
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${report}`,
    ...section.files,
  ];
}

function runProcess(
  section: Section,
  [command = "", ...args]: readonly string[],
  root: string,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  // Without this variable a `node --test` below a test of ours runs its files, and does not skip them.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const output = section.quiet === true ? "ignore" : "inherit";
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, signal, stdio: ["ignore", output, output] });
    child.once("error", (error) => {
      if (section.quiet !== true) process.stdout.write(`cannot start ${command}: ${error.message}\n`);
      resolve(null);
    });
    child.once("close", (exitCode) => resolve(exitCode));
  });
}

function readReport(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
