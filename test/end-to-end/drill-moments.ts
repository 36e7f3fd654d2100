// Moments of a running drill, seen from outside: its run directory and its checkpoints.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RunRecord } from "../../harness/record/run-record.ts";
import type { RunningTilldrill } from "./run-tilldrill.ts";
import { waitUntil } from "./wait-until.ts";
import { findRunDirectory, readRecord } from "./working-directory.ts";

async function waitForRunning<T>(drill: RunningTilldrill, says: string, look: () => T | null | false): Promise<T> {
  return waitUntil(says, () => {
    const found = look();
    if ((found === null || found === false) && !drill.isRunning()) throw new Error(`the drill ended before: ${says}`);
    return found;
  });
}

/** The run directory, from its first moment on. */
export function waitForRunDirectory(drill: RunningTilldrill): Promise<string> {
  return waitForRunning(drill, "a run directory with harness.pid", () => {
    const directory = findRunDirectory(drill.cwd);
    return directory !== null && existsSync(join(directory, "harness.pid")) && directory;
  });
}

/** The first checkpoint with place-order steps of that phase. */
export async function waitForOrders(drill: RunningTilldrill, phase: string): Promise<RunRecord> {
  const directory = await waitForRunDirectory(drill);
  return waitForRunning(drill, `orders placed in ${phase}`, () => {
    if (!existsSync(join(directory, "record.json"))) return null;
    const record = readRecord(directory);
    return record.phases.some((one) => one.name === phase && one.steps["place-order"] !== undefined) && record;
  });
}
