// The life of a measurement of the shop: skipped where cores cannot be told apart, and nothing is left behind.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure, Measurement } from "./measurement.ts";
import { describeMissingCores } from "./shop-stage.ts";

/** `measure` gets a directory for books, which is removed after it. */
export async function measureShop(
  name: string,
  says: string,
  measure: (directory: string) => Promise<Figure[]>,
): Promise<Measurement> {
  const skipped = describeMissingCores();
  if (skipped !== null) return { name, says, figures: [], skipped };
  const directory = mkdtempSync(join(tmpdir(), "tilldrill-bench-"));
  try {
    return { name, says, figures: await measure(directory), skipped };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
