// A customer's browser in k6: one cookie jar an iteration, no redirects of its own.
import http, { type RefinedResponse } from "k6/http";
import type { HttpAnswer, HttpClient } from "../drivers/shop-driver.ts";

/** k6's error code for a request that timed out (k6 documentation, error codes). */
const requestTimeoutCode = 1050;

function toAnswer(response: RefinedResponse<"text">): HttpAnswer {
  const { timings } = response;
  const failed = response.status === 0;
  return {
    status: response.status,
    body: failed || response.body === null ? "" : response.body,
    location: response.headers.Location ?? null,
    timeMs: timings.connecting + timings.tls_handshaking + timings.duration,
    failure: failed ? (response.error_code === requestTimeoutCode ? "timeout" : "refused") : null,
  };
}

/** Builds a client for the shop at `origin`. Request names are fixed, so that k6 keeps no series a path. */
export function buildHttpClient(origin: string): HttpClient {
  const params = (timeoutMs: number) => ({
    timeout: Math.max(1, Math.round(timeoutMs)),
    redirects: 0,
    responseType: "text" as const,
    tags: { name: "shop" },
  });
  return {
    get: (path, timeoutMs) => toAnswer(http.get(origin + path, params(timeoutMs))),
    post: (path, fields, timeoutMs) => toAnswer(http.post(origin + path, fields, params(timeoutMs))),
  };
}
