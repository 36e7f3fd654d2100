import { drawInteger } from "./draw.ts";

const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** T-7Q4K-000123: four letters that nobody guesses (5 bits of a random byte each), then the running number. */
export function formatOrderNumber(randomBytes: Uint8Array, sequence: number): string {
  let letters = "";
  for (const byte of randomBytes.subarray(0, 4)) letters += alphabet[byte & 31];
  return `T-${letters}-${String(sequence).padStart(6, "0")}`;
}

/** True for a text of the form `T-7Q4K-000123`: only such texts are looked up in the books. */
export function isOrderNumber(text: string): boolean {
  return /^T-[2-9A-HJ-NP-Z]{4}-\d{6,12}$/.test(text);
}

/** P-000000123-0: the order's running number, so no two orders share one, and a check digit (Luhn). */
export function formatParcelNumber(orderNumber: string): string {
  const running = orderNumber.slice(orderNumber.lastIndexOf("-") + 1).padStart(9, "0");
  return `P-${running}-${computeCheckDigit(running)}`;
}

/** D-7Q4K-2M9X-HT5B: what opens a digital delivery; from seed and order number, so it can be told again. */
export function formatDownloadCode(seed: number, orderNumber: string): string {
  let letters = "";
  for (let index = 0; index < 12; index += 1)
    letters += alphabet[drawInteger(32, seed, "download", orderNumber, index)];
  return `D-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** Luhn's: every second digit from the right is doubled, digits of the doubles are added, up to the next ten. */
function computeCheckDigit(digits: string): number {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits.at(-1 - place));
    const weighed = place % 2 === 0 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return (10 - (sum % 10)) % 10;
}
