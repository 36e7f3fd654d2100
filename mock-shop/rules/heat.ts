// How hot a deal is: a number in [0, 1) that says which share of those who read of it go and try. Everything decays on the
// incident clock, so that the same events at another pace give the same heat at the same minutes.

/** What a post says. A question moves nothing. */
export const statements = ["works", "works-without-trick", "fails", "question"] as const;
export type Statement = (typeof statements)[number];

export type VoteDirection = "hot" | "cold";

/** A vote that a deal's heat holds; minutes of the incident clock. */
export interface CountedVote {
  readonly direction: VoteDirection;
  readonly minute: number;
}

/** One vote an author and deal: the same once more changes nothing, another takes the earlier one's place. */
export function changesVote(direction: VoteDirection, earlier: CountedVote | undefined): boolean {
  return earlier?.direction !== direction;
}

/** What the last posts say that one has to do. */
export type Advice = "trick" | "no-trick" | "dead";

/**
 * Half of the attention that a story draws is gone after about 69 minutes (Wu and Huberman, "Novelty and collective
 * attention", PNAS 104(45), 2007, measured at a news site with votes).
 */
export const attentionHalfLifeMinutes = 69;
/** Assumption: people read the last page of a thread, so what was said a quarter of an hour ago counts a quarter. */
export const beliefHalfLifeMinutes = 8;
/** Assumption: people who voted, after decay, at which a deal draws half of the attention it could. */
export const halfAttentionPeople = 4_000;
/** Assumption: doubt of the first reader, in people who say that it fails. */
export const doubtPeople = 72;
/** Assumption: share of those willing that a detour does not put off. */
export const trickEase = 0.6;

const deadBelow = 0.3;

export interface HeatReading {
  readonly heat: number;
  readonly advice: Advice;
}

/**
 * The decayed sums of one deal; each event costs the same, however many there were. An event that comes late counts what
 * is left of it, so the order in which events are told does not matter.
 */
export class DealHeat {
  readonly #peoplePerVisitor: number;
  #minute = 0;
  #votes = 0;
  #works = 0;
  #worksWithoutTrick = 0;
  #fails = 0;

  /** `peoplePerVisitor`: how many people an event stands for. */
  constructor(peoplePerVisitor: number) {
    this.#peoplePerVisitor = peoplePerVisitor;
  }

  addPost(says: Statement, minute: number): void {
    this.#decay(minute);
    const people = this.#peoplePerVisitor * halve(this.#minute - minute, beliefHalfLifeMinutes);
    if (says === "works") this.#works += people;
    if (says === "works-without-trick") this.#worksWithoutTrick += people;
    if (says === "fails") this.#fails += people;
  }

  /** `replaced`: what the same author had voted before, and when. */
  addVote(direction: VoteDirection, minute: number, replaced?: CountedVote): void {
    this.#decay(minute);
    if (replaced !== undefined) this.#votes -= this.#weigh(replaced.direction, replaced.minute);
    this.#votes += this.#weigh(direction, minute);
  }

  read(minute: number): HeatReading {
    const attentionFade = halve(Math.max(0, minute - this.#minute), attentionHalfLifeMinutes);
    const beliefFade = halve(Math.max(0, minute - this.#minute), beliefHalfLifeMinutes);
    const people = Math.max(0, this.#votes) * attentionFade;
    const good = (this.#works + this.#worksWithoutTrick) * beliefFade;
    const attention = people / (people + halfAttentionPeople);
    const belief = good / (good + this.#fails * beliefFade + doubtPeople);
    const needsNoTrick = this.#worksWithoutTrick > this.#works;
    const heat = attention * belief * (needsNoTrick ? 1 : trickEase);
    if (belief < deadBelow) return { heat, advice: "dead" };
    return { heat, advice: needsNoTrick ? "no-trick" : "trick" };
  }

  #weigh(direction: VoteDirection, minute: number): number {
    const people = this.#peoplePerVisitor * halve(this.#minute - minute, attentionHalfLifeMinutes);
    return direction === "hot" ? people : -people;
  }

  #decay(minute: number): void {
    const passedMinutes = Math.max(0, minute - this.#minute);
    this.#votes *= halve(passedMinutes, attentionHalfLifeMinutes);
    const fade = halve(passedMinutes, beliefHalfLifeMinutes);
    this.#works *= fade;
    this.#worksWithoutTrick *= fade;
    this.#fails *= fade;
    this.#minute = Math.max(minute, this.#minute);
  }
}

function halve(minutes: number, halfLifeMinutes: number): number {
  return 2 ** (-minutes / halfLifeMinutes);
}
