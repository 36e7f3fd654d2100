/** A place in the line. Times in milliseconds. */
export interface WaitingPlace {
  readonly visitor: number;
  readonly placedAtMs: number;
  lastSeenMs: number;
  /** When the visitor was told to be here again. */
  dueMs: number;
  /** 1 comes in next; 0: called, and comes in at the next request. */
  position: number;
  timesTold: number;
  /** Was called, and did not come when due. */
  isMissed: boolean;
}

/** Whoever is later than this is passed over until seen again, and then comes before all who are behind. */
const slackMs = 250;
/** How many answers to a call the share of those who come goes back. */
const answersKept = 30;

/** First come, first served. Whoever is not seen for `patienceMs` loses the place, called or not. */
export class WaitingRoomLine {
  readonly #patienceMs: number;
  /** In order of arrival. */
  readonly #places = new Map<number, WaitingPlace>();
  #called = 0;
  #mostWaiting = 0;
  #comingRatio = 1;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Places that are kept, of visitors called or waiting. */
  get count(): number {
    return this.#places.size;
  }

  get waiting(): number {
    return this.#places.size - this.#called;
  }

  get mostWaiting(): number {
    return this.#mostWaiting;
  }

  /** The share of those who came, of the last who were called. */
  get comingRatio(): number {
    return this.#comingRatio;
  }

  join(visitor: number, nowMs: number): WaitingPlace {
    const position = this.waiting + 1;
    const place = {
      visitor,
      placedAtMs: nowMs,
      lastSeenMs: nowMs,
      dueMs: nowMs,
      position,
      timesTold: 0,
      isMissed: false,
    };
    this.#places.set(visitor, place);
    this.#mostWaiting = Math.max(this.#mostWaiting, this.waiting);
    return place;
  }

  /** The place of a visitor who is here again, in time. */
  renew(visitor: number, nowMs: number): WaitingPlace | undefined {
    const place = this.#places.get(visitor);
    if (!place || this.#isLost(place, nowMs)) return undefined;
    place.lastSeenMs = nowMs;
    place.dueMs = nowMs;
    return place;
  }

  /** A visitor who was called comes in: the place is free. */
  enter(place: WaitingPlace): void {
    this.#noteAnswer(1);
    this.#remove(place);
  }

  /**
   * How many of those who were called will come in, by how many came lately: with a patience that many share, those
   * whose turn it is are those who have just given up.
   */
  estimateComing(nowMs: number): number {
    let coming = 0;
    let left = this.#called;
    for (const place of this.#places.values()) {
      if (left === 0) break;
      if (place.position !== 0) continue;
      left -= 1;
      if (!isOverdue(place, nowMs)) coming += 1;
      else if (!place.isMissed) {
        place.isMissed = true;
        this.#noteAnswer(0);
      }
    }
    return coming * this.#comingRatio;
  }

  /** Calls the first so many that are here, and tells the others their positions: once a tick, not with each request. */
  call(count: number, nowMs: number): void {
    let position = 0;
    let left = count;
    for (const place of this.#places.values()) {
      if (place.position === 0) continue;
      if (isOverdue(place, nowMs)) {
        place.position = position + 1;
      } else if (left > 0) {
        left -= 1;
        place.position = 0;
        this.#called += 1;
      } else {
        position += 1;
        place.position = position;
      }
    }
  }

  /** Gives how many lost their places. */
  expire(nowMs: number): number {
    const before = this.#places.size;
    for (const place of this.#places.values()) if (this.#isLost(place, nowMs)) this.#remove(place);
    return before - this.#places.size;
  }

  #noteAnswer(came: 0 | 1): void {
    this.#comingRatio += (came - this.#comingRatio) / answersKept;
  }

  #remove(place: WaitingPlace): void {
    this.#places.delete(place.visitor);
    if (place.position === 0) this.#called -= 1;
  }

  #isLost(place: WaitingPlace, nowMs: number): boolean {
    return nowMs - place.lastSeenMs >= this.#patienceMs;
  }
}

function isOverdue(place: WaitingPlace, nowMs: number): boolean {
  return nowMs > place.dueMs + slackMs;
}
