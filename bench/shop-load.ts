// What the load client is told and what it says, one line of JSON each.

/** Closed: each connection sends when it was answered. Open: `perSecond`, whatever the answers do. */
export type LoadShape =
  | { readonly kind: "closed"; readonly connections: number }
  | { readonly kind: "open"; readonly perSecond: number; readonly connections: number };

export interface Basket {
  readonly product: string;
  /** A code that takes the total to 0; null: the order is paid. */
  readonly voucher: string | null;
}

export type LoadOrder =
  /** Sends the same request again and again. */
  | { readonly kind: "repeat"; readonly request: string; readonly count: number; readonly shape: LoadShape }
  /** New customers go up to the review page; the client keeps their place-order forms. */
  | { readonly kind: "prepare"; readonly basket: Basket; readonly count: number }
  /** Sends forms that were prepared; each is sent once. */
  | { readonly kind: "place-orders"; readonly basket: Basket; readonly count: number; readonly shape: LoadShape };

/** An answer's status, headers and body as they came. */
export interface RecordedAnswer {
  readonly head: string;
  readonly body: string;
}

export interface LoadResult {
  readonly answers: number;
  readonly wallMs: number;
  /** CPU of the client itself, all threads. */
  readonly clientCpuMs: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** From the moment at which it was to be sent, so that a client or a shop that lags is not forgiven. */
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** How late the open shape was in sending; that is part of the latency. */
  readonly lateMs: { readonly p50: number; readonly p99: number };
  readonly orderNumbers: readonly string[];
  readonly first: RecordedAnswer | null;
}

/** Nearest rank of values that are sorted already; 0 where there are none. */
export function pickPercentile(sorted: Float64Array, ratio: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * ratio) - 1)] ?? 0;
}
