const leastTurns = 1_000;

export interface WaitOptions {
  /** Done before each look, as moving a clock that the test holds in its hand. */
  readonly beforeLook?: () => void;
  readonly limitMs?: number;
}

/**
 * Lets everything run that waits for no clock, until it is so. Gives up when `limitMs` are over and the event loop has
 * turned a thousand times: a machine that is merely slow turns it seldom.
 */
export async function waitFor(
  says: string,
  isSo: () => boolean,
  { beforeLook, limitMs = 10_000 }: WaitOptions = {},
): Promise<void> {
  const endMs = performance.now() + limitMs;
  for (let turns = 0; ; turns += 1) {
    beforeLook?.();
    if (isSo()) return;
    if (turns >= leastTurns && performance.now() > endMs) throw new Error(`expected ${says}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
