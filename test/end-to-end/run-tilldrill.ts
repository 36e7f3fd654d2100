// Runs the `tilldrill` command as a person does: a process of its own in a working directory of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const entry = join(import.meta.dirname, "../../harness/tilldrill.ts");

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
  readonly uid?: number;
}

export interface RunningTilldrill {
  readonly child: ChildProcess;
  readonly cwd: string;
  /** Unique to this command. */
  readonly mark: string;
  readonly ended: Promise<Ended>;
  isRunning(): boolean;
  /** What a terminal does on Ctrl-C: the signal goes to the whole foreground group. */
  interrupt(signal?: NodeJS.Signals): void;
}

/** Starts the command. Temporary files of its processes go to its working directory too. */
export function startTilldrill(args: readonly string[], { cwd, env, uid }: Surroundings): RunningTilldrill {
  const mark = randomUUID();
  const { NODE_TEST_CONTEXT: _, FORCE_COLOR: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    detached: true,
    env: { ...inherited, TMPDIR: cwd, ...env, [markName]: mark },
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = once(child, "exit").then(async ([exitCode, signal]): Promise<Ended> => {
    const [stdout, stderr] = await output;
    return { exitCode, signal, stdout, stderr };
  });
  return {
    child,
    cwd,
    mark,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    interrupt: (signal = "SIGINT") => void process.kill(-(child.pid as number), signal),
  };
}

/** Runs the command to its end. */
export function runTilldrill(args: readonly string[], surroundings: Surroundings): Promise<Ended> {
  return startTilldrill(args, surroundings).ended;
}
