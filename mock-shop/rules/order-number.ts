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
