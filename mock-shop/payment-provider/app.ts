import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Books } from "../ledger/books.ts";
import { requireBearer } from "../process/bearer.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import { parseWith } from "../process/problems.ts";
import { isDeclinedCard, isKnownCard } from "../rules/card.ts";
import type { ProviderCounters } from "./counters.ts";
import type { ProviderLatency } from "./latency.ts";
import type { PaymentAnswer, ProviderOperations } from "./provider-operations.ts";

export interface ProviderParts {
  readonly providerKey: string;
  readonly books: Books<ProviderOperations>;
  readonly clock: Clock;
  readonly counters: ProviderCounters;
  readonly latency: ProviderLatency;
}

const text = z.string().min(1).max(200);
const cents = z.int().min(1).max(100_000_000);
const authorizationSchema = z.strictObject({
  orderNumber: text,
  amountCents: cents,
  currency: z.enum(["USD", "EUR"]),
  idempotencyKey: text,
  card: z.string().refine(isKnownCard, "expected a test card"),
});
const amountSchema = z.strictObject({ amountCents: cents });
const voidByKeySchema = z.strictObject({ orderNumber: text, idempotencyKey: text });

type PaymentRoute = { Params: { id: string } };

/** The provider's API. A path that does not exist is answered at once with 404, and counted. */
export function buildProviderApp(parts: ProviderParts): FastifyInstance {
  const { books, clock, counters, latency } = parts;
  const app = Fastify({ bodyLimit: 16 * 1024, routerOptions: { maxParamLength: 200 } });
  answerErrorsAsJson(app);
  app.setNotFoundHandler((_request, reply) => {
    counters.unknownPaths += 1;
    return reply.code(404).send({ problems: ["no such path"] });
  });
  app.addHook("onRequest", async () => {
    counters.requests += 1;
  });
  app.register(
    async (api) => {
      api.addHook("onRequest", requireBearer(parts.providerKey));
      api.addHook("preHandler", () => latency.wait());
      api.get("/ping", async () => ({ ok: true }));
      api.post("/authorizations", async (request, reply) => {
        const { card, ...body } = parseWith(authorizationSchema, request.body);
        const answer = await books.run("authorize", {
          ...body,
          paymentId: `pay_${randomUUID()}`,
          isDeclined: isDeclinedCard(card),
          atMs: clock.nowMs(),
        });
        return sendAnswer(reply, answer, 201, counters);
      });
      api.post<PaymentRoute>("/payments/:id/capture", async (request, reply) => {
        const { amountCents } = parseWith(amountSchema, request.body);
        const change = { paymentId: request.params.id, amountCents, atMs: clock.nowMs() };
        return sendAnswer(reply, await books.run("capture", change), 200, counters);
      });
      api.post<PaymentRoute>("/payments/:id/void", async (request, reply) => {
        const change = { paymentId: request.params.id, amountCents: 0, atMs: clock.nowMs() };
        return sendAnswer(reply, await books.run("void", change), 200, counters);
      });
      api.post<PaymentRoute>("/payments/:id/refund", async (request, reply) => {
        const { amountCents } = parseWith(amountSchema, request.body);
        const change = { paymentId: request.params.id, amountCents, atMs: clock.nowMs() };
        return sendAnswer(reply, await books.run("refund", change), 200, counters);
      });
      api.post("/voids", async (request, reply) => {
        const body = parseWith(voidByKeySchema, request.body);
        const answer = await books.run("voidByKey", {
          ...body,
          paymentId: `pay_${randomUUID()}`,
          amountCents: 0,
          isDeclined: false,
          atMs: clock.nowMs(),
        });
        return sendAnswer(reply, answer, 200, counters);
      });
    },
    { prefix: "/v1" },
  );
  return app;
}

function sendAnswer(reply: FastifyReply, answer: PaymentAnswer, status: number, counters: ProviderCounters) {
  if (answer.kind === "unknown-payment") return reply.code(404).send({ problems: ["no such payment"] });
  if (answer.kind === "refused") {
    counters.refused += 1;
    return reply.code(409).send({ problems: [answer.says] });
  }
  const { paymentId, orderNumber, state, authorizedCents, capturedCents, refundedCents } = answer.payment;
  counters[state] += 1;
  const body = { paymentId, orderNumber, state, authorizedCents, capturedCents, refundedCents };
  return reply.code(state === "declined" ? 402 : status).send(body);
}
