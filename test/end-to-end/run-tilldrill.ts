// Runs the `tilldrill` command as a person does: a process of its own in a working directory of its own.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";

export const entry = join(import.meta.dirname, "../../harness/cli.ts");

/** In the environment of the command, and so of every process that it starts. */
export const markName = "TILLDRILL_TEST_MARK";

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd: string;
  /** Added to the environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface RunningTilldrill {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly cwd: string;
  /** Unique to this command. */
  readonly mark: string;
  readonly ended: Promise<Ended>;
  isRunning(): boolean;
  readStderr(): string;
  /** What a terminal does on Ctrl-C: the signal goes to the whole foreground group. */
  interrupt(signal?: NodeJS.Signals): void;
}

function gather(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

/** Starts the command in a group of its own. Temporary files of its processes go to its working directory too. */
export function startTilldrill(args: readonly string[], { cwd, env }: Surroundings): RunningTilldrill {
  const mark = randomUUID();
  const { NODE_TEST_CONTEXT: _, FORCE_COLOR: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    detached: true,
    env: { ...inherited, TMPDIR: cwd, ...env, [markName]: mark },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const signalGroup = (signal: NodeJS.Signals) => {
    if (isRunning() && child.pid !== undefined) process.kill(-child.pid, signal);
  };
  // A test that was given up must not leave its drill behind: the guard ends with the harness.
  const giveUp = () => signalGroup("SIGKILL");
  process.once("exit", giveUp);
  const [readStdout, readStderr] = [gather(child.stdout), gather(child.stderr)];
  const ended = once(child, "close").then(([exitCode, signal]): Ended => {
    process.off("exit", giveUp);
    return { exitCode, signal, stdout: readStdout(), stderr: readStderr() };
  });
  return { child, cwd, mark, ended, isRunning, readStderr, interrupt: (signal = "SIGINT") => signalGroup(signal) };
}

/** Runs the command to its end. */
export function runTilldrill(args: readonly string[], surroundings: Surroundings): Promise<Ended> {
  return startTilldrill(args, surroundings).ended;
}
