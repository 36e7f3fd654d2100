// The processes of one drill, found by the mark in their environment.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { markName } from "./run-tilldrill.ts";

export type Role = "harness" | "guard" | "shop" | "provider" | "k6" | "other";

export interface DrillProcess {
  readonly pid: number;
  readonly role: Role;
  readonly command: string;
}

/** Reason to skip a test that must see other processes; false where it can. */
export const cannotSeeProcesses = existsSync("/proc/self/environ") ? false : "there is no /proc to find processes in";

const mains: readonly (readonly [string, Role])[] = [
  ["harness/cli.ts", "harness"],
  ["harness/drill/guard/main.ts", "guard"],
  ["mock-shop/payment-provider/main.ts", "provider"],
  ["mock-shop/main.ts", "shop"],
];

function nameRole(command: string): Role {
  const program = command.split(" ")[0] ?? "";
  if (program.endsWith("k6")) return "k6";
  return mains.find(([main]) => command.includes(main))?.[1] ?? "other";
}

/** Processes that carry the mark and have not ended. */
export function listProcesses(mark: string): DrillProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, "latin1").includes(`${markName}=${mark}`)) return [];
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return [{ pid: Number(name), role: nameRole(command), command }];
      } catch {
        // Ended in between, or somebody else's.
        return [];
      }
    });
}

/** The process of that role. Throws when there is not exactly one. */
export function findProcess(mark: string, role: Role): DrillProcess {
  const all = listProcesses(mark);
  const [found, second] = all.filter((process) => process.role === role);
  if (found === undefined || second !== undefined)
    throw new Error(`expected one ${role}, got ${JSON.stringify(all, null, 1)}`);
  return found;
}
