import type { FastifyInstance } from "fastify";
import type { PaymentNews } from "../ledger/payment-events.ts";
import { type PaymentEvent, webhookBodySchema } from "../payments/webhook-event.ts";
import { checkSignature, signatureHeader } from "../payments/webhook-signature.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import { ConfigError, parseWith } from "../process/problems.ts";
import type { ShopParts } from "../shop-parts.ts";

const bodyLimitBytes = 256 * 1024;

/** What an authorization and a decline tell, the shop knows from the answer to its own call, or voids. */
const newsKinds: Partial<Record<PaymentEvent["type"], PaymentNews["kind"]>> = {
  "payment.captured": "captured",
  "payment.refunded": "refunded",
  "payment.voided": "voided",
};

/**
 * Where the payment provider tells what happened to payments: JSON, signed, without session, guard or worker. News of
 * payments must not wait behind customers; the provider's few calls at a time and the limit of a body bound it.
 */
export async function addWebhookRoutes(app: FastifyInstance, parts: ShopParts): Promise<void> {
  answerErrorsAsJson(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  const { webhooks } = parts.counters;
  app.addHook("onSend", async (_request, reply) => {
    if (reply.statusCode >= 400 && reply.statusCode < 500) webhooks.rejected += 1;
  });
  const options = { bodyLimit: bodyLimitBytes, config: { name: "webhook" } } as const;
  app.post("/webhooks/payments", options, async (request, reply) => {
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { providerKey } = parts.configuration;
    const header = String(request.headers[signatureHeader]);
    const signature = checkSignature(providerKey, header, parts.clock.nowMs(), rawBody);
    if (signature === "wrong") return reply.code(401).send({ problems: ["expected a valid signature"] });
    if (signature === "stale") throw new ConfigError(["expected a signature of the last five minutes"]);
    await takeEvents(parts, parseEvents(rawBody));
    return { ok: true };
  });
}

function parseEvents(rawBody: Buffer): readonly PaymentEvent[] {
  let body: unknown;
  try {
    body = JSON.parse(rawBody.toString());
  } catch {
    throw new ConfigError(["expected a body of JSON"]);
  }
  return parseWith(webhookBodySchema, body).events;
}

/** All of a batch or, when the books fail, nothing of it: the provider sends it again, and nothing happens twice. */
async function takeEvents(parts: ShopParts, events: readonly PaymentEvent[]): Promise<void> {
  const { books, background, clock } = parts;
  const { webhooks } = parts.counters;
  const news: PaymentNews[] = [];
  for (const { type, orderNumber, paymentId, cents } of events) {
    const kind = newsKinds[type];
    if (kind) news.push({ orderNumber, paymentId, cents, kind });
  }
  const outcomes = news.length > 0 ? await books.run("applyPaymentNews", { news, atMs: clock.nowMs() }) : [];
  webhooks.received += events.length;
  webhooks.ignored += events.length - news.length;
  for (const [index, { orderNumber, paymentId, cents }] of news.entries()) {
    const outcome = outcomes[index] ?? "ignored";
    webhooks[outcome === "refund-due" ? "applied" : outcome] += 1;
    if (outcome === "refund-due") {
      background.queueRefund({ orderNumber, paymentId, totalCents: cents, isCaptured: true });
    }
  }
}
