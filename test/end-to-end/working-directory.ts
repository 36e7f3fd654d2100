// A temporary working directory for a command, and what a drill left in it.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { parseRunRecord } from "../../harness/record/parse-run-record.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";

/** Makes a directory that is removed after the tests of the file or suite. */
export function makeWorkingDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), "tilldrill-e2e-"));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The run directories below `drills`. */
export function listRunDirectories(cwd: string): string[] {
  const drills = join(cwd, "drills");
  return existsSync(drills) ? readdirSync(drills).map((name) => join(drills, name)) : [];
}

/** The only run directory below `drills`; null before there is one. Throws when there are more. */
export function findRunDirectory(cwd: string): string | null {
  const [only, ...others] = listRunDirectories(cwd);
  if (others.length > 0) throw new Error(`expected one run directory, got ${others.length + 1} in ${cwd}`);
  return only ?? null;
}

export function readRecord(directory: string): RunRecord {
  return parseRunRecord(JSON.parse(readFileSync(join(directory, "record.json"), "utf8")));
}

/** What should not be left in a run directory: scratch, journals, halves of files. */
export function listLeftovers(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.startsWith(".") || /-(wal|shm|journal)$|\.tmp$/.test(name));
}
