// The only way a customer reaches a shop. A driver turns a page wish into requests and says what came
// back, recognised by content. Write one of these to rehearse another shop.
import type { PageWish } from "../customers/journey.ts";
import type { Outcome } from "../outcome.ts";
import type { PlannedCustomer } from "../plan.ts";

/** One HTTP answer. `timeMs`: connect to last byte. `failure` is set when no answer came. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly location: string | null;
  readonly timeMs: number;
  readonly failure: "timeout" | "refused" | null;
}

/** The browser of one customer: keeps cookies, follows nothing by itself. Paths are relative to the shop. */
export interface HttpClient {
  get(path: string, timeoutMs: number): HttpAnswer;
  post(path: string, fields: Readonly<Record<string, string>>, timeoutMs: number): HttpAnswer;
}

/** What a step gave. Cents raw; `latencyMs`: the requests of the step, redirects included. */
export interface StepAnswer {
  readonly outcome: Outcome;
  readonly status: number;
  readonly latencyMs: number;
  readonly orderNumber: string | null;
  /** The total that the page showed (cart, review, confirmation). */
  readonly totalCents: number | null;
  /** The discount in it, where the page showed a basket. */
  readonly discountCents: number | null;
  /** Idempotency key of the order form that was sent. */
  readonly key: string | null;
  /** Whether the page carried a status message of the operator. */
  readonly statusMessage: boolean;
  /** The message asks customers to come back later (and does not take orders meanwhile). */
  readonly asksToComeBack: boolean;
  /** When the page told the customer to try again, in minutes of the incident clock from now; null when it did not. */
  readonly retryAfterMinutes: number | null;
}

/** One article as the shop lists it: the ranks are its places among the links. */
export interface ListedPrice {
  readonly category: number;
  readonly categories: number;
  readonly product: number;
  readonly products: number;
  readonly priceCents: number;
}

/** What one customer does at the shop; keeps what the last pages said. */
export interface ShopVisit {
  ask(wish: PageWish): StepAnswer;
}

export interface ShopDriver {
  /** Opens the shop for one customer. `responseTimeoutMs` bounds each step. */
  open(customer: PlannedCustomer, http: HttpClient, responseTimeoutMs: number): ShopVisit;
  /** Reads the price list before the drill, page by page. */
  readPrices(http: HttpClient, responseTimeoutMs: number): ListedPrice[];
}
