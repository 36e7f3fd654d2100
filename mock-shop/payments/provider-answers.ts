import { z } from "zod";

/** `refused` is final, `failed` may be tried again. */
export type ChangeResult = "done" | "failed" | "refused";

const cents = z.int().min(0);
const paymentSchema = z.object({
  paymentId: z.string(),
  orderNumber: z.string(),
  idempotencyKey: z.string(),
  state: z.enum(["authorized", "captured", "voided", "refunded", "declined"]),
  authorizedCents: cents,
  capturedCents: cents,
  refundedCents: cents,
  createdAtMs: z.int(),
});
const paymentsSchema = z.object({ payments: z.array(paymentSchema) });
const capturesSchema = z.object({ results: z.array(z.object({ paymentId: z.string(), status: z.int() })) });

export type ProviderPayment = z.output<typeof paymentSchema>;

/** Undefined when this is no list of payments. */
export function readPayments(body: object): readonly ProviderPayment[] | undefined {
  const answer = paymentsSchema.safeParse(body);
  return answer.success ? answer.data.payments : undefined;
}

/** One result a capture, in their order; what the answer does not mention has failed. */
export function readCaptureResults(body: object, paymentIds: readonly string[]): ChangeResult[] {
  const answer = capturesSchema.safeParse(body);
  const statuses = new Map(answer.data?.results.map(({ paymentId, status }) => [paymentId, status]));
  return paymentIds.map((paymentId) => readChangeStatus(statuses.get(paymentId) ?? 0));
}

export function readChangeStatus(status: number): ChangeResult {
  if (status === 200) return "done";
  return status === 409 ? "refused" : "failed";
}
