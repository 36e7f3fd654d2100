// What the audit knows of the drill whose books it reads.

export interface AuditTerms {
  /** True where the drill ran to its end and the shop had nothing left to capture, void or refund. */
  readonly isSettled: boolean;
  /** Incident seconds that passed in one wall second; null where nobody knows. */
  readonly pace: number | null;
}

/** Books of which nothing more is known: rules that need a drill's end, or its pace, are not held against them. */
export const unknownTerms: AuditTerms = { isSettled: false, pace: null };

/** How the drill's warning ends when its shop was not done; a count stands before it. */
export const pendingPaymentsSays = "payments were still to be captured, voided or refunded when the drill ended";

/** The terms of a drill that was recorded. */
export function buildAuditTerms(
  { complete, warnings }: { readonly complete: boolean; readonly warnings: readonly string[] },
  pace: number,
): AuditTerms {
  return { isSettled: complete && !warnings.some((warning) => warning.endsWith(pendingPaymentsSays)), pace };
}
