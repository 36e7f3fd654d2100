/**
 * A uniform number in (0, 1) that depends on its parts alone: equal history, equal decision.
 * Two 32-bit lanes of multiply-xor over the text, finished as in MurmurHash3, joined to 52 bits.
 */
export function drawUniform(...parts: readonly (string | number)[]): number {
  const text = parts.join("\u0000");
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x5bd1e995);
  }
  const mixedHigh = mixBits(high ^ (low >>> 15));
  const mixedLow = mixBits(low ^ mixedHigh);
  return (mixedHigh * 2 ** 20 + (mixedLow >>> 12) + 0.5) / 2 ** 52;
}

/** A whole number in [0, limit). */
export function drawInteger(limit: number, ...parts: readonly (string | number)[]): number {
  return Math.floor(drawUniform(...parts) * limit);
}

/** A standard normal number, by Box and Muller from two draws of the same history. */
export function drawNormal(...parts: readonly (string | number)[]): number {
  const radius = Math.sqrt(-2 * Math.log(drawUniform(...parts, "radius")));
  return radius * Math.cos(2 * Math.PI * drawUniform(...parts, "angle"));
}

function mixBits(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
