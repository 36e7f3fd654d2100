/** A place in the line. Times in milliseconds. */
export interface WaitingPlace {
  readonly visitor: number;
  readonly joinedMs: number;
  /** When the visitor was told to be here again; a browser, which knows whole seconds, comes at `dueMs`. */
  toldMs: number;
  dueMs: number;
  /** 1 comes in next; 0: called, and comes in at the next request. */
  position: number;
  timesTold: number;
  /** In what time so many come in as were ahead of it when it was told first; minutes of the incident clock. */
  turnMinutes: number;
  /** False from shortly after the told moment until the visitor is seen again: not called, not counted as coming. */
  isExpected: boolean;
  /** False from when a refresh is overdue, with all that keeps a browser, until the visitor is seen again. */
  isOnTime: boolean;
  /** Was overdue at any time, and passed over for it. */
  wasLate: boolean;
}

/** Whoever is later than this is expected no more: with a patience that many share, most of them have given up. */
const slackMs = 250;
/** So much later than due a browser may ask: the answer's way, the page's loading, a busy phone. */
export const refreshGraceMs = 1_000;
/** How many answers to a call the share of those who come goes back. */
const answersKept = 30;
/** However few came lately: so few are never counted on that the next crowd would come in four times over. */
const leastComingRatio = 0.25;

/**
 * First come, first served. Whoever is not where expected is passed over, and when seen again comes before all who are
 * behind. Whoever is overdue loses the call, if there was one, and by `patienceMs` the place.
 */
export class WaitingRoomLine {
  readonly #patienceMs: number;
  /** In order of arrival. */
  readonly #places = new Map<number, WaitingPlace>();
  #called = 0;
  /** Of the called. */
  #expected = 0;
  #waitingOnTime = 0;
  #mostWaiting = 0;
  #comingRatio = 1;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Places that are kept, of visitors called or waiting. */
  get count(): number {
    return this.#places.size;
  }

  /** Were called, did not come in yet, and are not overdue. */
  get called(): number {
    return this.#called;
  }

  get waiting(): number {
    return this.#places.size - this.#called;
  }

  /** Those of the waiting who are not overdue. */
  get waitingOnTime(): number {
    return this.#waitingOnTime;
  }

  get mostWaiting(): number {
    return this.#mostWaiting;
  }

  /** The share of those who came, of the last who were called, and a quarter at least. */
  get comingRatio(): number {
    return this.#comingRatio;
  }

  /**
   * How many of those who were called will come in, by how many came lately: with a patience that many share, those
   * whose turn it is are those who have just given up.
   */
  get coming(): number {
    return this.#expected * this.#comingRatio;
  }

  join(visitor: number, nowMs: number): WaitingPlace {
    const place = {
      ...{ visitor, joinedMs: nowMs, toldMs: nowMs, dueMs: nowMs, position: this.waiting + 1 },
      ...{ timesTold: 0, turnMinutes: Number.NaN, isExpected: true, isOnTime: true, wasLate: false },
    };
    this.#places.set(visitor, place);
    this.#waitingOnTime += 1;
    this.#mostWaiting = Math.max(this.#mostWaiting, this.waiting);
    return place;
  }

  /** The place of a visitor who is here again, in time. */
  renew(visitor: number, nowMs: number): WaitingPlace | undefined {
    const place = this.#places.get(visitor);
    if (!place || this.#isLost(place, nowMs)) return undefined;
    if (!place.isOnTime) this.#waitingOnTime += 1;
    if (!place.isExpected && place.position === 0) this.#expected += 1;
    place.isExpected = true;
    place.isOnTime = true;
    place.toldMs = nowMs;
    place.dueMs = nowMs;
    return place;
  }

  /** A visitor who was called comes in: the place is free. */
  enter(place: WaitingPlace): void {
    this.#noteAnswer(1);
    this.#called -= 1;
    if (place.isExpected) this.#expected -= 1;
    this.#places.delete(place.visitor);
  }

  /** Gives how many lost their places; takes the calls of the overdue back. Once a tick, over all places. */
  expire(nowMs: number): number {
    const before = this.#places.size;
    for (const place of this.#places.values()) {
      if (nowMs <= place.toldMs + slackMs) continue;
      if (place.isExpected) this.#expectNoMore(place);
      if (nowMs <= place.dueMs + refreshGraceMs) continue;
      if (place.isOnTime) this.#passOver(place);
      if (this.#isLost(place, nowMs)) this.#places.delete(place.visitor);
    }
    return before - this.#places.size;
  }

  /** Calls the first so many that are expected, and tells the others their positions. Once a tick, over all places. */
  call(count: number): void {
    let position = 0;
    let left = count;
    for (const place of this.#places.values()) {
      if (place.position === 0) continue;
      if (!place.isExpected) {
        place.position = position + 1;
      } else if (left > 0) {
        left -= 1;
        place.position = 0;
        this.#called += 1;
        this.#expected += 1;
        this.#waitingOnTime -= 1;
      } else {
        position += 1;
        place.position = position;
      }
    }
  }

  /** Who waits, was never overdue, and joined before this moment. */
  countJoinedBefore(beforeMs: number): number {
    let count = 0;
    for (const place of this.#places.values()) {
      if (place.joinedMs >= beforeMs) break;
      if (place.position > 0 && !place.wasLate) count += 1;
    }
    return count;
  }

  #expectNoMore(place: WaitingPlace): void {
    place.isExpected = false;
    if (place.position === 0) this.#expected -= 1;
  }

  #passOver(place: WaitingPlace): void {
    place.isOnTime = false;
    place.wasLate = true;
    if (place.position > 0) {
      this.#waitingOnTime -= 1;
      return;
    }
    this.#noteAnswer(0);
    this.#called -= 1;
    place.position = 1;
  }

  #noteAnswer(came: 0 | 1): void {
    const ratio = this.#comingRatio + (came - this.#comingRatio) / answersKept;
    this.#comingRatio = Math.max(leastComingRatio, ratio);
  }

  #isLost(place: WaitingPlace, nowMs: number): boolean {
    return nowMs - place.dueMs >= this.#patienceMs;
  }
}
