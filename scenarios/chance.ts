// Chance without a stream: each draw is a hash of what is being decided, so that equal history means
// equal decisions, whatever else happened before. Runs the same in Node, in k6 and in the simulator.

/** Murmur3's finaliser: mixes 32 bits so that each input bit reaches each output bit. */
function mix(bits: number): number {
  let h = bits | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32-bit hash of a text (Murmur3 over its UTF-16 units), started at `start`. */
function hashText(text: string, start: number): number {
  let h = start | 0;
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  return mix(h ^ text.length);
}

/**
 * A uniform number in [0, 1) with 53 bits, decided by its arguments alone.
 * `attempt` tells apart the times the same customer faces the same decision.
 */
export function draw(seed: number, population: string, customer: number, decision: string, attempt: number): number {
  const text = `${seed}|${population}|${customer}|${decision}|${attempt}`;
  const high = hashText(text, 0x9747b28c);
  const low = hashText(text, 0x3c6ef372 ^ high);
  return ((high >>> 5) * 0x4000000 + (low >>> 6)) / 0x20000000000000;
}

/** An exponential number with mean 1 from a uniform one in [0, 1). */
export function toExponential(uniform: number): number {
  return -Math.log1p(-uniform);
}
