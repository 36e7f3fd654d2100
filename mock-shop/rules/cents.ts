export type Currency = "USD" | "EUR";

/** Whole cents as people read them: 123456 in USD is "$1,234.56". */
export function formatCents(cents: number, currency: Currency): string {
  const sign = cents < 0 ? "-" : "";
  const magnitude = Math.abs(cents);
  const units = String(Math.floor(magnitude / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = String(magnitude % 100).padStart(2, "0");
  return currency === "USD" ? `${sign}$${units}.${rest}` : `${sign}\u20ac${units}.${rest}`;
}

/** The sum of whole cents; anything else is our bug, so it throws. */
export function addCents(amounts: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  if (!Number.isSafeInteger(sum)) throw new RangeError(`expected whole cents, got ${sum}`);
  return sum;
}
