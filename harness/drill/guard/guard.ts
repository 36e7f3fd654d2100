// The harness's end of the guard: starts it, gives commands, waits for events.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { EdgeError } from "../../errors.ts";
import type { FaultTarget, GuardCommand, GuardEvent, ProcessSpec } from "./protocol.ts";

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** What became of one process that the guard started. */
interface Watched {
  pid: number | null;
  readonly ready: PromiseWithResolvers<string>;
  readonly ended: PromiseWithResolvers<ProcessEnd>;
}

/** The guard must be up within this time. */
const upTimeoutMs = 10_000;

export class Guard implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #watched = new Map<string, Watched>();
  readonly #up = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();
  readonly #died = Promise.withResolvers<void>();
  #isGone = false;
  #isLetGo = false;
  /** The load generator's samples. */
  readonly samples: Readable;

  private constructor() {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
      detached: true,
      stdio: ["pipe", "pipe", "ignore", "pipe"],
    });
    this.samples = this.#child.stdio[3] as Readable;
    this.#child.stdin?.on("error", () => {});
    createInterface({ input: this.#child.stdout as Readable }).on("line", (line) =>
      this.#hear(JSON.parse(line) as GuardEvent),
    );
    this.#child.once("error", (error) => this.#up.reject(error));
    this.#child.once("exit", () => {
      this.#isGone = true;
      this.#up.reject(new EdgeError("the guard process ended before it was up"));
      // Before the deaths that follow from it: the first one is the cause.
      if (!this.#isLetGo) this.#died.resolve();
      for (const watched of this.#watched.values()) this.#orphaned(watched);
      this.#gone.resolve();
    });
    this.#up.promise.catch(() => {});
  }

  /** Starts a guard and waits until it is up. */
  static async start(): Promise<Guard> {
    const guard = new Guard();
    const timer = setTimeout(
      () =>
        guard.#up.reject(new EdgeError("the guard process did not start", { expected: `within ${upTimeoutMs} ms` })),
      upTimeoutMs,
    );
    try {
      await guard.#up.promise;
      return guard;
    } catch (problem) {
      guard.#child.kill("SIGKILL");
      throw problem;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves when the guard ended and nobody had let it go. */
  get died(): Promise<void> {
    return this.#died.promise;
  }

  #hear(event: GuardEvent): void {
    if (event.event === "up") this.#up.resolve();
    const watched = event.event === "up" ? undefined : this.#watched.get(event.name);
    if (watched === undefined || event.event === "up") return;
    if (event.event === "started") watched.pid = event.pid;
    if (event.event === "ready") watched.ready.resolve(event.line);
    if (event.event === "exit") watched.ended.resolve({ code: event.code, signal: event.signal });
    if (event.event === "failed")
      watched.ready.reject(new EdgeError(`${event.name} cannot be started`, { got: event.problem }));
    if (event.event === "failed") watched.ended.resolve({ code: null, signal: null });
  }

  /** The guard itself died: end what it held, by the groups' ids. */
  #orphaned(watched: Watched): void {
    if (watched.pid !== null)
      try {
        process.kill(-watched.pid, "SIGKILL");
      } catch {
        // Already gone.
      }
    watched.ended.resolve({ code: null, signal: "SIGKILL" });
  }

  #command(command: GuardCommand): void {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
  }

  /** Starts a process. `ready` is its first line on stdout; `ended` resolves when it has ended. */
  run(spec: ProcessSpec): { readonly ready: Promise<string>; readonly ended: Promise<ProcessEnd> } {
    const watched: Watched = { pid: null, ready: Promise.withResolvers(), ended: Promise.withResolvers() };
    watched.ready.promise.catch(() => {});
    this.#watched.set(spec.name, watched);
    if (this.#isGone) this.#orphaned(watched);
    else this.#command({ do: "start", process: spec });
    return { ready: watched.ready.promise, ended: watched.ended.promise };
  }

  /** Asks a process to end and waits until it has. */
  async stop(name: string, signal: "SIGINT" | "SIGTERM" | "SIGKILL", graceMs: number): Promise<ProcessEnd | null> {
    const watched = this.#watched.get(name);
    if (watched === undefined) return null;
    this.#command({ do: "stop", name, signal, graceMs });
    return watched.ended.promise;
  }

  watchFaults(target: FaultTarget): void {
    this.#command({ do: "watch-faults", target });
  }

  removeAtEnd(path: string): void {
    this.#command({ do: "remove-at-end", path });
  }

  /** Folds the journal of a database whose process had to be killed. */
  foldAtEnd(path: string): void {
    this.#command({ do: "fold-at-end", path });
  }

  /** Where the guard notes that it ended everything because the harness was gone. */
  noteAtEnd(path: string): void {
    this.#command({ do: "note-at-end", path });
  }

  /** Lets go of the guard: it restores, ends all groups, folds journals, removes scratch files, and ends. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isLetGo = true;
    this.#command({ do: "let-go" });
    this.#child.stdin?.end();
    await this.#gone.promise;
  }
}
