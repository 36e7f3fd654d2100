// What harness and guard say to each other: one JSON object a line, commands down the guard's stdin,
// events up its stdout. The end of stdin means that the harness is gone.

/** A process that the guard starts in a group of its own. `input`: one line for its stdin, which then stays open as a lifeline. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input: string | null;
  /** `events`: its first stdout line comes back as `ready`; `samples`: stdout is the guard's descriptor 3. */
  readonly stdout: "events" | "samples";
  readonly logPath: string;
}

/** Where the guard takes faults back when the harness no longer can. */
export interface FaultTarget {
  readonly control: string;
  readonly token: string;
}

export type GuardCommand =
  | { readonly do: "start"; readonly process: ProcessSpec }
  | { readonly do: "watch-faults"; readonly target: FaultTarget }
  | { readonly do: "remove-at-end"; readonly path: string }
  | { readonly do: "fold-at-end"; readonly path: string }
  | { readonly do: "note-at-end"; readonly path: string }
  | { readonly do: "let-go" }
  | {
      readonly do: "stop";
      readonly name: string;
      readonly signal: "SIGINT" | "SIGTERM" | "SIGKILL";
      readonly graceMs: number;
    };

export type GuardEvent =
  | { readonly event: "up" }
  | { readonly event: "started"; readonly name: string; readonly pid: number }
  | { readonly event: "ready"; readonly name: string; readonly line: string }
  | { readonly event: "exit"; readonly name: string; readonly code: number | null; readonly signal: string | null }
  | { readonly event: "failed"; readonly name: string; readonly problem: string };

/** Descriptor of the guard on which the load generator's samples leave. */
export const samplesDescriptor = 3;
