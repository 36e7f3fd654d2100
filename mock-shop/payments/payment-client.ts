import type { Clock } from "../clock.ts";
import type { Counters } from "../counters.ts";
import type { CallStream } from "../faults/call-numbers.ts";
import type { FaultRegistry } from "../faults/registry.ts";
import type { Currency } from "../rules/cents.ts";
import { ConnectionSupply } from "./connections.ts";
import type { EndpointSelection } from "./endpoint.ts";
import {
  type ChangeResult,
  type ProviderPayment,
  readCaptureResults,
  readChangeStatus,
  readPayments,
} from "./provider-answers.ts";
import { ProviderLink } from "./provider-link.ts";
import type { Reply } from "./reply.ts";
import { RetryingCalls } from "./retrying-calls.ts";

export interface AuthorizationRequest {
  readonly orderNumber: string;
  readonly amountCents: number;
  readonly currency: Currency;
  readonly idempotencyKey: string;
  readonly card: string;
}

export type AuthorizationResult =
  | { readonly kind: "authorized"; readonly paymentId: string }
  | { readonly kind: "declined" }
  /** The provider knows this key as voided or as another request, and will say so every time. */
  | { readonly kind: "refused"; readonly says: string }
  /** Nothing was authorized, for certain. */
  | { readonly kind: "failed"; readonly says: string }
  /** No answer in time or half an answer: money may be reserved, so it has to be voided. */
  | { readonly kind: "unknown"; readonly says: string };

export interface Capture {
  readonly paymentId: string;
  readonly amountCents: number;
}

/** The provider takes so many captures in one call. */
export const captureBatchLimit = 100;

export interface PaymentClientSettings {
  readonly origin: string;
  readonly key: string;
  readonly deadlineMs: number;
  readonly connections: number;
  readonly seed: number;
  readonly clock: Clock;
  readonly faults: FaultRegistry;
}

/** The shop's only way to the provider. One deadline covers a whole call: connecting, retries, the last byte. */
export class PaymentClient {
  readonly #link: ProviderLink;
  readonly #calls: RetryingCalls;
  readonly #connections: ConnectionSupply;
  readonly #endpoint: EndpointSelection;
  readonly #counters: Counters;

  constructor(settings: PaymentClientSettings, endpoint: EndpointSelection, counters: Counters) {
    const { origin, key, connections, clock, seed, deadlineMs, faults } = settings;
    this.#link = new ProviderLink(origin, key, connections);
    this.#calls = new RetryingCalls({ link: this.#link, clock, counters, seed, deadlineMs });
    this.#connections = new ConnectionSupply({ faults, clock, seed, deadlineMs });
    this.#endpoint = endpoint;
    this.#counters = counters;
  }

  /** `follow-up`: for an order that is in the books already, and whose customer does not wait. */
  async authorize(request: AuthorizationRequest, stream: CallStream = "order"): Promise<AuthorizationResult> {
    const reply = await this.#post(stream, "/authorizations", request);
    const { paymentId } = reply.body as { paymentId?: unknown };
    if (reply.status === 201 && typeof paymentId === "string") return { kind: "authorized", paymentId };
    if (reply.status === 402) return { kind: "declined" };
    this.#counters.paymentFailures += 1;
    if (reply.status === 409) return { kind: "refused", says: reply.says };
    return { kind: reply.isCertain ? "failed" : "unknown", says: reply.says };
  }

  capture(paymentId: string, amountCents: number): Promise<ChangeResult> {
    return this.#change(`/payments/${encodeURIComponent(paymentId)}/capture`, { amountCents });
  }

  /** At most `captureBatchLimit` in one call, each with a result of its own, in their order. */
  async captureMany(captures: readonly Capture[]): Promise<ChangeResult[]> {
    const reply = await this.#post("follow-up", "/captures", { captures });
    const paymentIds = captures.map(({ paymentId }) => paymentId);
    const results = readCaptureResults(reply.status === 200 ? reply.body : {}, paymentIds);
    this.#counters.paymentFailures += results.filter((result) => result !== "done").length;
    return results;
  }

  /** `refundedCents` is what is given back in all after this call, so that repeating it gives nothing twice. */
  refund(paymentId: string, refundedCents: number): Promise<ChangeResult> {
    return this.#change(`/payments/${encodeURIComponent(paymentId)}/refund`, { amountCents: refundedCents });
  }

  /** Voids whatever that key authorized, even when the authorization arrives after this call. */
  voidByKey(orderNumber: string, idempotencyKey: string): Promise<ChangeResult> {
    return this.#change("/voids", { orderNumber, idempotencyKey });
  }

  /**
   * The provider's payments in order of creation, those after `after` (null: from the first); undefined: no answer.
   * `not-found`: it does not know that payment, or there is nothing at this path.
   */
  async listPayments(
    after: string | null,
    limit: number,
  ): Promise<readonly ProviderPayment[] | "not-found" | undefined> {
    const query = new URLSearchParams({ limit: String(limit), ...(after === null ? {} : { after }) });
    const reply = await this.#call("follow-up", "GET", `/payments?${query}`, null);
    if (reply.status === 404) return "not-found";
    return reply.status === 200 ? readPayments(reply.body) : undefined;
  }

  /** A call without effect through the same endpoint selection, counted apart. */
  async ping(): Promise<boolean> {
    const reply = await this.#call("probe", "GET", "/ping", null);
    return reply.status === 200;
  }

  /** Asks for webhooks at this address; a refusal is final. No order depends on it, so no configuration misleads it. */
  async registerWebhook(url: string): Promise<ChangeResult> {
    const body = JSON.stringify({ url });
    const reply = await this.#calls.call("probe", { method: "PUT", path: "/v1/webhook", body });
    if (reply.status === 200) return "done";
    return reply.status >= 400 && reply.status < 500 ? "refused" : "failed";
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  async #change(path: string, body: unknown): Promise<ChangeResult> {
    const reply = await this.#post("follow-up", path, body);
    const result = readChangeStatus(reply.status);
    if (result !== "done") this.#counters.paymentFailures += 1;
    return result;
  }

  #post(stream: CallStream, path: string, body: unknown): Promise<Reply> {
    this.#counters.paymentCalls += 1;
    return this.#call(stream, "POST", path, JSON.stringify(body));
  }

  #call(stream: CallStream, method: "GET" | "POST", path: string, body: string | null): Promise<Reply> {
    const inVain = this.#connections.waitInVain(stream);
    return inVain ?? this.#calls.call(stream, { method, path: `${this.#endpoint.selectPath(stream)}${path}`, body });
  }
}
