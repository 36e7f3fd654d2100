// The guard: a small process between the harness and everything a drill starts. SIGKILL cannot be
// handled, so when the harness is gone the guard sees the end of its stdin, takes faults back, ends
// all groups and itself.
import { closeSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { describeError } from "../../errors.ts";
import { foldJournal } from "../fold-journal.ts";
import { ProcessGroup } from "./process-group.ts";
import { type FaultTarget, type GuardCommand, type GuardEvent, samplesDescriptor } from "./protocol.ts";
import { restoreFaults } from "./restore-faults.ts";

const groups: ProcessGroup[] = [];
const targets: FaultTarget[] = [];
const paths: string[] = [];
const databases: string[] = [];
/** Where to note that the harness was gone and everything was ended; null when it let go by itself. */
let notePath: string | null = null;
let isEnding = false;

/** Graceful end of shop and provider: enough to finish a commit. With the restore all is over within 4 s. */
const endGraceMs = 1400;

function tell(event: GuardEvent): void {
  if (process.stdout.writable) process.stdout.write(`${JSON.stringify(event)}\n`);
}

function start(spec: (GuardCommand & { do: "start" })["process"]): void {
  try {
    groups.push(new ProcessGroup(spec, tell));
  } catch (error) {
    tell({ event: "failed", name: spec.name, problem: describeError(error) });
  }
  // Only the child may hold the samples' descriptor, or the harness never sees its end.
  if (spec.stdout === "samples") closeSync(samplesDescriptor);
}

function obey(command: GuardCommand): void {
  if (isEnding) return;
  if (command.do === "start") start(command.process);
  if (command.do === "watch-faults") targets.push(command.target);
  if (command.do === "remove-at-end") paths.push(command.path);
  if (command.do === "fold-at-end") databases.push(command.path);
  if (command.do === "note-at-end") notePath = command.path;
  if (command.do === "let-go") notePath = null;
  if (command.do === "stop")
    for (const group of groups) if (group.name === command.name) void group.stop(command.signal, command.graceMs);
}

/** Null for a line that the harness did not live to finish. */
function parseCommand(line: string): GuardCommand | null {
  try {
    return JSON.parse(line) as GuardCommand;
  } catch {
    return null;
  }
}

function fold(path: string): void {
  try {
    foldJournal(path);
  } catch {
    // Broken, or no room: the journal stays beside the books, and a reader finds it there.
  }
}

/** A reader of the killed drill's record learns that nothing of it is left. */
function writeNote(path: string): void {
  try {
    writeFileSync(path, `${JSON.stringify({ endedAt: new Date().toISOString(), processesEnded: true })}\n`);
  } catch {
    // No room for the note: the record then says that a fault may still act, which errs on the safe side.
  }
}

async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const load = groups.filter((group) => group.name === "k6");
  await Promise.all([...load.map((group) => group.stop("SIGKILL", 0)), ...targets.map(restoreFaults)]);
  // The shop first: it may still capture payments at the provider.
  for (const group of groups.filter((one) => one.name !== "k6").reverse()) await group.stop("SIGTERM", endGraceMs);
  for (const path of databases) fold(path);
  for (const path of paths) rmSync(path, { recursive: true, force: true });
  if (notePath !== null) writeNote(notePath);
  process.exit(0);
}

// The harness decides when to end; a signal to the terminal's group must not end the guard first.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end());
process.stdout.on("error", () => {});

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const command = parseCommand(line);
  if (command !== null) obey(command);
});
lines.on("close", () => void end());
tell({ event: "up" });
