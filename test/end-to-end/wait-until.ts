// Waiting for something that other processes do.
import { setTimeout as wait } from "node:timers/promises";

const lookEveryMs = 25;

/** Resolves with the first value that is neither null nor false. Throws after `withinMs`, saying what was waited for. */
export async function waitUntil<T>(says: string, look: () => T | null | false, withinMs = 30_000): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const found = look();
    if (found !== null && found !== false) return found;
    if (performance.now() > endMs) throw new Error(`expected within ${withinMs} ms: ${says}`);
    await wait(lookEveryMs);
  }
}
