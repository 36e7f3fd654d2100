// One child in a process group of its own: start, end, and end for sure.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { type GuardEvent, type ProcessSpec, samplesDescriptor } from "./protocol.ts";

/** A person's own `K6_...` variables would override the drill's scenario. */
function withoutK6Settings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("K6_")));
}

export class ProcessGroup {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #isEnded = false;

  constructor(spec: ProcessSpec, tell: (event: GuardEvent) => void) {
    this.name = spec.name;
    const log = openSync(spec.logPath, "a");
    this.#child = spawn(spec.command, spec.args, {
      detached: true,
      env: { ...withoutK6Settings(process.env), ...spec.env },
      stdio: [spec.input === null ? "ignore" : "pipe", spec.stdout === "samples" ? samplesDescriptor : "pipe", log],
    });
    closeSync(log);
    this.#ended = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => {
        this.#isEnded = true;
        tell({ event: "exit", name: spec.name, code, signal });
        resolve();
      });
      this.#child.once("error", (error) => {
        this.#isEnded = true;
        tell({ event: "failed", name: spec.name, problem: error.message });
        resolve();
      });
    });
    if (this.#child.pid !== undefined) tell({ event: "started", name: spec.name, pid: this.#child.pid });
    // The lifeline: the child ends by itself when this end closes, with the guard.
    this.#child.stdin?.on("error", () => {});
    if (spec.input !== null) this.#child.stdin?.write(`${spec.input}\n`);
    if (this.#child.stdout !== null)
      createInterface({ input: this.#child.stdout }).once("line", (line) =>
        tell({ event: "ready", name: spec.name, line }),
      );
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#isEnded || this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // The group ended between the check and the call: what was wanted.
    }
  }

  /** Asks the group to end, and ends it after `graceMs`. Resolves when the child has ended. */
  async stop(signal: NodeJS.Signals, graceMs: number): Promise<void> {
    this.#signal(signal);
    const abort = new AbortController();
    await Promise.race([this.#ended, wait(graceMs, undefined, { signal: abort.signal }).catch(() => {})]);
    abort.abort();
    this.#signal("SIGKILL");
    await this.#ended;
  }
}
