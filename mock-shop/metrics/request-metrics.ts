import { Counter, Histogram, type Registry } from "prom-client";

const bucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Storefront requests as Prometheus counts them. Labels are kinds, of which there are few, never addresses. */
export class RequestMetrics {
  readonly #requests: Counter<"page" | "status">;
  readonly #durations: Histogram<"route">;

  constructor(registry: Registry) {
    this.#requests = new Counter({
      name: "shop_http_requests_total",
      help: "Storefront requests answered, by the kind of page that went out and class of status.",
      labelNames: ["page", "status"],
      registers: [registry],
    });
    this.#durations = new Histogram({
      name: "shop_http_request_duration_seconds",
      help: "From a request's arrival to the end of its answer, by route: what it asks of a worker, or webhook.",
      labelNames: ["route"],
      buckets: bucketsSeconds,
      registers: [registry],
    });
  }

  add(route: string, page: string, status: number, elapsedMs: number): void {
    this.#requests.inc({ page, status: `${Math.floor(status / 100)}xx` });
    this.#durations.observe({ route }, elapsedMs / 1_000);
  }
}
