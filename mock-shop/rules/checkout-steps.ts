export interface CheckoutProgress {
  readonly cart: readonly unknown[];
  readonly address: unknown;
  readonly card: unknown;
}

/** Where a customer has to go first, or undefined when this step is open. */
export function findMissingStep(
  progress: CheckoutProgress | undefined,
  step: "address" | "payment" | "review",
): string | undefined {
  if (!progress || progress.cart.length === 0) return "/cart";
  if (step === "address") return undefined;
  if (progress.address === undefined) return "/checkout/address";
  if (step === "payment") return undefined;
  return progress.card === undefined ? "/checkout/payment" : undefined;
}
