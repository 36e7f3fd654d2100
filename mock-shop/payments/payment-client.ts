import { Pool } from "undici";
import type { Counters } from "../counters.ts";
import type { Currency } from "../rules/cents.ts";
import { classifyFailure, type Reply } from "./classify-failure.ts";
import type { CallStream, EndpointSelection } from "./endpoint.ts";

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
  /** Nothing was authorized, for certain. */
  | { readonly kind: "failed"; readonly says: string }
  /** No answer in time or half an answer: money may be reserved, so it has to be voided. */
  | { readonly kind: "unknown"; readonly says: string };

/** `refused` is final, `failed` may be tried again. */
export type ChangeResult = "done" | "failed" | "refused";

export interface PaymentClientSettings {
  readonly origin: string;
  readonly key: string;
  readonly deadlineMs: number;
  readonly connections: number;
}

/** The shop's only way to the provider. One deadline covers a whole call, from connecting to the last byte. */
export class PaymentClient {
  readonly #settings: PaymentClientSettings;
  readonly #pool: Pool;
  readonly #endpoint: EndpointSelection;
  readonly #counters: Counters;

  constructor(settings: PaymentClientSettings, endpoint: EndpointSelection, counters: Counters) {
    this.#settings = settings;
    this.#pool = new Pool(settings.origin, { connections: settings.connections, pipelining: 1 });
    this.#endpoint = endpoint;
    this.#counters = counters;
  }

  async authorize(request: AuthorizationRequest): Promise<AuthorizationResult> {
    const reply = await this.#callForOrder("order", "/authorizations", request);
    const { paymentId } = reply.body as { paymentId?: unknown };
    if (reply.status === 201 && typeof paymentId === "string") return { kind: "authorized", paymentId };
    if (reply.status === 402) return { kind: "declined" };
    this.#counters.paymentFailures += 1;
    return { kind: reply.isCertain ? "failed" : "unknown", says: reply.says };
  }

  capture(paymentId: string, amountCents: number): Promise<ChangeResult> {
    return this.#change(`/payments/${encodeURIComponent(paymentId)}/capture`, { amountCents });
  }

  /** Voids whatever that key authorized, even when the authorization arrives after this call. */
  voidByKey(orderNumber: string, idempotencyKey: string): Promise<ChangeResult> {
    return this.#change("/voids", { orderNumber, idempotencyKey });
  }

  /** A call without effect through the same endpoint selection, counted apart. */
  async ping(): Promise<boolean> {
    const reply = await this.#call("probe", "GET", "/ping", undefined);
    return reply.status === 200;
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #change(path: string, body: unknown): Promise<ChangeResult> {
    const reply = await this.#callForOrder("follow-up", path, body);
    if (reply.status === 200) return "done";
    this.#counters.paymentFailures += 1;
    return reply.status === 409 ? "refused" : "failed";
  }

  #callForOrder(stream: CallStream, path: string, body: unknown): Promise<Reply> {
    this.#counters.paymentCalls += 1;
    return this.#call(stream, "POST", path, body);
  }

  async #call(stream: CallStream, method: "GET" | "POST", path: string, body: unknown): Promise<Reply> {
    const fullPath = `${this.#endpoint.selectPath(stream)}${path}`;
    try {
      const response = await this.#pool.request({
        method,
        path: fullPath,
        headers: { authorization: `Bearer ${this.#settings.key}`, "content-type": "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(this.#settings.deadlineMs),
      });
      const text = await response.body.text();
      const status = response.statusCode;
      return {
        status,
        body: parseBody(text),
        isCertain: status >= 400 && status < 500,
        says: `provider answered ${status}`,
      };
    } catch (error) {
      return classifyFailure(error);
    }
  }
}

function parseBody(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
