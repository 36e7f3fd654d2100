// A disk of a few megabytes to fill up: a tmpfs, where we may mount one.
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

/** Shorter than the time between the moment at which the shop folds its books and the last write of a drill. */
const refillMs = 20;

export interface SmallDisk {
  readonly path: string;
  /** Writes until there is no room left, and again whenever others give some back. */
  fill(): void;
  /** Takes back what `fill` wrote. */
  free(): void;
}

/** Mounts a disk of that size until the tests of the file have ended; null where we may not. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), "tilldrill-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", path]);
  after(() => {
    // Lazily: a process that is just ending may still hold a file.
    if (mounted.status === 0) spawnSync("umount", ["--lazy", path]);
    rmSync(path, { recursive: true, force: true });
  });
  if (mounted.status !== 0) return null;
  const filler = join(path, "filler");
  let refilling: NodeJS.Timeout | undefined;
  return {
    path,
    fill: () => {
      fillUp(filler);
      refilling = setInterval(() => fillUp(filler), refillMs).unref();
    },
    free: () => {
      clearInterval(refilling);
      rmSync(filler);
    },
  };
}

/** Adds to the file until there is no room left. */
function fillUp(path: string): void {
  const file = openSync(path, "a");
  const block = Buffer.alloc(4096);
  try {
    for (;;) writeSync(file, block);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "ENOSPC") throw problem;
  } finally {
    closeSync(file);
  }
}
