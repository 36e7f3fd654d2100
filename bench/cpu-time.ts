// CPU time, user and system together. Linux only where other processes are concerned.
import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second of /proc: 100 on every Linux that Node runs on (USER_HZ). */
const tickMs = 10;

/** Why children cannot be measured here; null where they can. */
export function describeMissingCpuTime(): string | null {
  return process.platform === "linux" ? null : "the CPU time of k6 is read from /proc, which only Linux has";
}

/** CPU ms of all children that have ended and were waited for: proc(5), fields 16 and 17, to 10 ms. */
export function readEndedChildrenCpuMs(): number {
  const stat = readFileSync("/proc/self/stat", "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * tickMs;
}

/** CPU ms of this process with all its threads: garbage collection and compiler too. */
export function readOwnCpuMs(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1000;
}

/** CPU ms of a living process: what the scheduler gave to each of its threads, to the nanosecond. */
export function readCpuMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const readNs = (thread: string) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "latin1").split(" ")[0]);
  return threads.reduce((sum, thread) => sum + readNs(thread), 0) / 1_000_000;
}
