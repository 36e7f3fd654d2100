import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Books } from "../ledger/books.ts";
import { parseWith } from "../process/problems.ts";
import { isDeclinedCard, tokenizeCard } from "../rules/card.ts";
import type { ProviderCounters } from "./counters.ts";
import type { CallAnswer } from "./faults/provider-fault.ts";
import type { PaymentAnswer } from "./payment-operations.ts";
import type { Payment } from "./payment-rules.ts";
import type { ProviderOperations } from "./provider-operations.ts";
import {
  amountSchema,
  authorizationSchema,
  capturesSchema,
  paymentsQuerySchema,
  voidByKeySchema,
} from "./request-schemas.ts";

export interface CallParts {
  readonly books: Books<ProviderOperations>;
  readonly clock: Clock;
  readonly counters: ProviderCounters;
  /** Told when a payment changed: the outbox has something new. */
  readonly onChange: () => void;
}

/** What each call does, without HTTP: checked input in, status and body out. */
export class Calls {
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  async authorize(input: unknown): Promise<CallAnswer> {
    const { books, clock } = this.#parts;
    const request = parseWith(authorizationSchema, input);
    const answer = await books.run("authorize", {
      ...request,
      card: tokenizeCard(request.card)?.token ?? request.card,
      paymentId: createPaymentId(),
      isDeclined: isDeclinedCard(request.card),
      atMs: clock.nowMs(),
    });
    const isDeclined = answer.kind === "done" && answer.payment.state === "declined";
    return this.#describe(answer, isDeclined ? 402 : 201);
  }

  async change(kind: "capture" | "void" | "refund", paymentId: string, input: unknown): Promise<CallAnswer> {
    const { books, clock } = this.#parts;
    const amountCents = kind === "void" ? 0 : parseWith(amountSchema, input).amountCents;
    return this.#describe(await books.run(kind, { paymentId, amountCents, atMs: clock.nowMs() }), 200);
  }

  /** Each capture has an answer of its own. */
  async captureMany(input: unknown): Promise<CallAnswer> {
    const { books, clock } = this.#parts;
    const { captures } = parseWith(capturesSchema, input);
    const atMs = clock.nowMs();
    const answers = await books.run("captureMany", { captures: captures.map((capture) => ({ ...capture, atMs })) });
    const results = answers.map((answer, index) => {
      const { status } = this.#describe(answer, 200);
      return { paymentId: captures[index]?.paymentId, status };
    });
    return { status: 200, body: { results } };
  }

  async voidByKey(input: unknown): Promise<CallAnswer> {
    const { books, clock } = this.#parts;
    const request = parseWith(voidByKeySchema, input);
    const answer = await books.run("voidByKey", { ...request, paymentId: createPaymentId(), atMs: clock.nowMs() });
    return this.#describe(answer, 200);
  }

  async list(query: unknown): Promise<CallAnswer> {
    const { after, limit } = parseWith(paymentsQuerySchema, query);
    const payments = await this.#parts.books.run("listPayments", { after: after ?? null, limit });
    return payments ? { status: 200, body: { payments } } : unknownPayment;
  }

  #describe(answer: PaymentAnswer, status: number): CallAnswer {
    const { counters, onChange } = this.#parts;
    if (answer.kind === "unknown-payment") return unknownPayment;
    if (answer.kind === "refused") {
      counters.refused += 1;
      return { status: 409, body: { problems: [answer.says] } };
    }
    if (answer.isNew) onChange();
    counters[answer.payment.state] += 1;
    return { status, body: describePayment(answer.payment) };
  }
}

const unknownPayment: CallAnswer = { status: 404, body: { problems: ["no such payment"] } };

function createPaymentId(): string {
  return `pay_${randomUUID()}`;
}

function describePayment(payment: Payment) {
  const { paymentId, orderNumber, state, authorizedCents, capturedCents, refundedCents } = payment;
  return { paymentId, orderNumber, state, authorizedCents, capturedCents, refundedCents };
}
