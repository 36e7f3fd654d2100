/**
 * What a payment call is for: `order` authorizes one that is being placed, `follow-up` captures, voids, refunds and lists,
 * `probe` has no effect. Each is numbered apart, so that a probe or a late capture changes no customer's fate.
 */
export type CallStream = "order" | "follow-up" | "probe";

/** Says to the provider what an authorization is for: only an order that was taken before its payment is a `follow-up`. */
export const callStreamHeader = "x-call-stream";

/** Numbers the calls of each stream from 1: a call's luck is drawn from the seed and its number alone. */
export class CallNumbers {
  readonly #taken: Record<CallStream, number> = { order: 0, "follow-up": 0, probe: 0 };

  take(stream: CallStream): number {
    this.#taken[stream] += 1;
    return this.#taken[stream];
  }
}
