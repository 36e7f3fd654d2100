// What holds for every drill of a run that passed: clean books, faults proved gone, nothing left in its directory.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { DrillResult } from "../../harness/record/drill-result.ts";
import { listLeftovers } from "./working-directory.ts";

/** `cwd`: where the run was started; directories are relative to it. */
export function assertCleanDrills(drills: readonly DrillResult[], cwd: string): void {
  for (const { audit, faults, directory } of drills) {
    assert.deepEqual(audit.violations, []);
    assert.ok(faults.every(({ state, restoreVerified }) => state === "restored" && restoreVerified));
    assert.deepEqual(listLeftovers(join(cwd, directory)), []);
  }
}
