import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface StartedProcess {
  readonly child: ChildProcess;
  readonly ready: {
    readonly ready: boolean;
    readonly origin: string;
    readonly control: string;
    readonly problem: string;
    readonly hint: string;
  };
}

/** Starts a process of this room by its file, `./main.ts` for the shop, and waits for its first line. */
export async function startProcess(file: string, configuration: object): Promise<StartedProcess> {
  const path = fileURLToPath(new URL(file, new URL("../", import.meta.url)));
  const child = spawn(process.execPath, [path], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  child.stdin.write(`${JSON.stringify(configuration)}\n`);
  const died = once(child, "exit").then(() => Promise.reject(new Error(`expected a line from ${file}, got its end`)));
  const [line] = (await Promise.race([once(lines, "line"), died])) as [string];
  died.catch(() => undefined);
  return { child, ready: JSON.parse(line) };
}

/** Ends it as whoever started it does: its exit code. */
export async function endProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  child.stdin?.end();
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}
