// One step's requests: the first, and the redirects after it, within one time limit.
import type { HttpAnswer, HttpClient } from "../shop-driver.ts";

/** The final page of a step. `latencyMs`: all its requests; a timeout's latency is the timeout. */
export interface FetchedPage {
  readonly status: number;
  readonly body: string;
  readonly latencyMs: number;
  readonly failure: "timeout" | "refused" | null;
  /** Whether the first request was answered by a redirect: what it asked to be done is done. */
  readonly redirected: boolean;
}

/** A page that redirects more often than this goes round in circles. */
const mostRedirects = 5;

/** Asks for a page (a form is sent when `fields` are given) and follows its redirects by GET. */
export function fetchPage(
  http: HttpClient,
  request: { path: string; fields?: Record<string, string> },
  timeoutMs: number,
): FetchedPage {
  let answer: HttpAnswer =
    request.fields === undefined
      ? http.get(request.path, timeoutMs)
      : http.post(request.path, request.fields, timeoutMs);
  let latencyMs = answer.timeMs;
  const redirected = answer.failure === null && answer.status >= 300 && answer.status <= 399;
  for (let redirects = 0; redirects < mostRedirects; redirects++) {
    if (answer.failure !== null || answer.status < 300 || answer.status > 399 || answer.location === null) break;
    const leftMs = timeoutMs - latencyMs;
    if (leftMs <= 0) {
      answer = { ...answer, failure: "timeout" };
      break;
    }
    answer = http.get(answer.location, leftMs);
    latencyMs += answer.timeMs;
  }
  if (answer.failure === "timeout") latencyMs = timeoutMs;
  return { status: answer.status, body: answer.body, latencyMs, failure: answer.failure, redirected };
}
