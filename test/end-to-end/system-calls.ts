// The log of `strace -f -y -o`: which system calls began and ended when. Pure, but for the look whether strace works.
import { spawnSync } from "node:child_process";

export interface SystemCall {
  readonly name: string;
  /** The file behind the descriptor, or `socket:[n]`. */
  readonly on: string;
  /** Arguments and result as strace wrote them. */
  readonly text: string;
  /** Lines of the log, which is in the order in which things happened. */
  readonly beganAt: number;
  readonly endedAt: number;
}

const unfinished = / <unfinished \.\.\.>$/;

/** Calls in the order in which they began. One that never ended, because the process did, has no end: Infinity. */
export function parseSystemCalls(log: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const openByThread = new Map<string, number>();
  for (const [line, row] of log.split("\n").entries()) {
    const [, thread = "", said = ""] = /^(\d+) +(.*)$/.exec(row) ?? [];
    const [, name, on = "", rest = ""] = /^(\w+)\(\d+<([^>]*)>(.*)$/.exec(said) ?? [];
    if (name !== undefined) {
      const isOpen = unfinished.test(rest);
      if (isOpen) openByThread.set(thread, calls.length);
      calls.push({ name, on, text: rest.replace(unfinished, ""), beganAt: line, endedAt: isOpen ? Infinity : line });
      continue;
    }
    const index = openByThread.get(thread);
    const begun = index === undefined ? undefined : calls[index];
    if (index === undefined || begun === undefined || !/^<\.\.\. \w+ resumed>/.test(said)) continue;
    openByThread.delete(thread);
    calls[index] = { ...begun, text: begun.text + said, endedAt: line };
  }
  return calls;
}

/** Why no system calls can be watched here; false where they can. */
export function cannotTrace(): string | false {
  const tried = spawnSync("strace", ["-o", "/dev/null", "true"]);
  if (tried.error !== undefined) return "there is no strace here";
  return tried.status === 0 ? false : "strace may not watch processes here";
}
