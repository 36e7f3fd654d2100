import type { Clock } from "../../clock.ts";

/** Groups that wait for their time, one timer each; whoever comes first, the time or somebody who lets go, releases it. */
export class WaitingGroups<Item> {
  readonly #clock: Clock;
  readonly #onRelease: (group: readonly Item[]) => void;
  readonly #cancels = new Map<readonly Item[], () => void>();
  #isClosed = false;

  constructor(clock: Clock, onRelease: (group: readonly Item[]) => void) {
    this.#clock = clock;
    this.#onRelease = onRelease;
  }

  /** `onDone` is called when the group waits no longer, by whatever way. */
  add(group: readonly Item[], delayMs: number, onDone: () => void = () => undefined): void {
    if (this.#isClosed) return;
    const cancelTimer = this.#clock.schedule(delayMs, () => this.release(group));
    this.#cancels.set(group, () => {
      cancelTimer();
      onDone();
    });
  }

  /** A group that does not wait any more is left alone. */
  release(group: readonly Item[]): void {
    const cancel = this.#cancels.get(group);
    if (!cancel) return;
    cancel();
    this.#cancels.delete(group);
    this.#onRelease(group);
  }

  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }
}
