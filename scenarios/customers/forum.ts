// What customers read and write on a deal forum.

/** What the forum says of a deal: how hot it is, 0 to 1, and what one has to do. `heat` 0 where there is no such deal. */
export interface ForumLook {
  readonly heat: number;
  readonly advice: "trick" | "no-trick" | "dead";
  /** When the answer was there, minutes of the incident clock. */
  readonly endedMinute: number;
}

/** What a customer tells the others. `vote` null: none; `says` null: a vote without a post. */
export interface DealReport {
  readonly says: "works" | "works-without-trick" | "fails" | null;
  readonly vote: "hot" | "cold" | null;
}

/** The words of a post, by what it says and a draw in [0, 1). */
export function composePost(says: NonNullable<DealReport["says"]>, uniform: number): string {
  const texts = postTexts[says];
  return texts[Math.floor(uniform * texts.length)] as string;
}

const postTexts: Readonly<Record<NonNullable<DealReport["says"]>, readonly string[]>> = {
  works: [
    "Just ordered, ten off stayed after I took the offer out in the last step.",
    "Works for me, and the parcel costs nothing either.",
    "Confirmed. Put an offer in, type the code, take it out again before you order.",
    "Mine went through with nothing to pay.",
  ],
  "works-without-trick": [
    "You need no code any more, anything from the offers is ten cheaper.",
    "Works without the detour now, also with their own brand.",
    "The discount was there as soon as it was in the cart.",
  ],
  fails: [
    "Dead for me, the discount is gone in the last step.",
    "They noticed. It does not work any more.",
    "Cannot order, no discount.",
  ],
};
