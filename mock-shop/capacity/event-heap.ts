/** Things that will happen, by time: the earliest comes out first, of equal times the one that was put in first. */
export class EventHeap<Item> {
  readonly #times: number[] = [];
  readonly #orders: number[] = [];
  readonly #items: Item[] = [];
  #pushed = 0;

  get size(): number {
    return this.#items.length;
  }

  /** When the next thing happens; Infinity where nothing will. */
  get nextMs(): number {
    return this.#items.length === 0 ? Number.POSITIVE_INFINITY : (this.#times[0] as number);
  }

  push(atMs: number, item: Item): void {
    const order = this.#pushed;
    this.#pushed += 1;
    let at = this.#items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#isBefore(parent, atMs, order)) break;
      this.#copy(parent, at);
      at = parent;
    }
    this.#put(at, atMs, order, item);
  }

  /** Takes the earliest out; the heap must not be empty. */
  pop(): Item {
    const first = this.#items[0] as Item;
    const atMs = this.#times.pop() as number;
    const order = this.#orders.pop() as number;
    const last = this.#items.pop() as Item;
    if (this.#items.length > 0) this.#put(this.#sinkGap(atMs, order), atMs, order, last);
    return first;
  }

  /** Moves the gap at the top down to where an event of this time and order belongs. */
  #sinkGap(atMs: number, order: number): number {
    const { length } = this.#items;
    let gap = 0;
    for (;;) {
      let child = 2 * gap + 1;
      if (child >= length) return gap;
      const right = child + 1;
      if (right < length && this.#isBefore(right, this.#times[child] as number, this.#orders[child] as number)) {
        child = right;
      }
      if (!this.#isBefore(child, atMs, order)) return gap;
      this.#copy(child, gap);
      gap = child;
    }
  }

  #isBefore(place: number, atMs: number, order: number): boolean {
    const ownMs = this.#times[place] as number;
    return ownMs === atMs ? (this.#orders[place] as number) < order : ownMs < atMs;
  }

  #copy(from: number, to: number): void {
    this.#put(to, this.#times[from] as number, this.#orders[from] as number, this.#items[from] as Item);
  }

  #put(place: number, atMs: number, order: number, item: Item): void {
    this.#times[place] = atMs;
    this.#orders[place] = order;
    this.#items[place] = item;
  }
}
