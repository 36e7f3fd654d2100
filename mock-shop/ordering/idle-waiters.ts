import type { Clock } from "../clock.ts";

/** Who waits until there is nothing left to do. */
export class IdleWaiters {
  readonly #clock: Clock;
  readonly #waiters = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True once `tell` is called; false when the time is out first. */
  wait(timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#clock.schedule(timeoutMs, () => {
        this.#waiters.delete(onIdle);
        resolve(false);
      });
      const onIdle = () => {
        cancel();
        resolve(true);
      };
      this.#waiters.add(onIdle);
    });
  }

  tell(): void {
    for (const onIdle of this.#waiters) onIdle();
    this.#waiters.clear();
  }
}
