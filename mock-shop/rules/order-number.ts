import { drawInteger } from "./draw.ts";

/** In the order of their codes, without those that people take for one another. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * T-2225-483920: the running number in base 32, then six digits that nobody guesses, from four random bytes. The running
 * number stands first, so that the books grow at their end: a random place for each order is slow with a million of them.
 */
export function formatOrderNumber(randomBytes: Uint8Array, sequence: number): string {
  let letters = "";
  for (let rest = sequence; rest > 0 || letters.length < 4; rest = Math.floor(rest / 32)) {
    letters = alphabet.charAt(rest % 32) + letters;
  }
  const random = randomBytes.subarray(0, 4).reduce((number, byte) => number * 256 + byte, 0);
  return `T-${letters}-${String(random % 1_000_000).padStart(6, "0")}`;
}

/** True for a text of the form `T-2225-483920`: only such texts are looked up in the books. */
export function isOrderNumber(text: string): boolean {
  return /^T-[2-9A-HJ-NP-Z]{4,8}-\d{6,12}$/.test(text);
}

/** P-2225-483920-4: that of its order, so no two orders share one, and a check digit (Luhn's, letters as in an ISIN). */
export function formatParcelNumber(orderNumber: string): string {
  const own = orderNumber.replace(/^T-/, "");
  return `P-${own}-${computeCheckDigit(own)}`;
}

/** D-7Q4K-2M9X-HT5B: what opens a digital delivery; from seed and order number, so it can be told again. */
export function formatDownloadCode(seed: number, orderNumber: string): string {
  let letters = "";
  for (let index = 0; index < 12; index += 1)
    letters += alphabet[drawInteger(32, seed, "download", orderNumber, index)];
  return `D-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/**
 * Letters become numbers from 10 on. Then every second digit from the right is doubled, digits of the doubles are added,
 * and the rest to the next ten is the check digit.
 */
function computeCheckDigit(text: string): number {
  const digits = text.replaceAll("-", "").replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits.at(-1 - place));
    const weighed = place % 2 === 0 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return (10 - (sum % 10)) % 10;
}
