/** One answer of the provider, or what stands for it when none came (status 0). */
export interface Reply {
  readonly status: number;
  readonly body: object;
  /** Whether the provider certainly did not act, if this is a failure. */
  readonly isCertain: boolean;
  /** Whether asking again at once may help. */
  readonly isWorthRetry: boolean;
  readonly says: string;
}

const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

/** A refused connection comes back at once, and a reset one is often only an old one that was closed meanwhile. */
const worthRetry = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** A 4xx says the same when it is asked again; after a 5xx the provider may have acted, and may be well again. */
export function readReply(status: number, text: string): Reply {
  return {
    status,
    body: parseObject(text),
    isCertain: status >= 400 && status < 500,
    isWorthRetry: status >= 500,
    says: `provider answered ${status}`,
  };
}

/** Only a connection that never came about is a certain failure; after that the provider may have acted. */
export function classifyFailure(error: unknown): Reply {
  const code = String((error as { code?: unknown } | undefined)?.code ?? "");
  const says = `no answer (${code || (error instanceof Error ? error.name : "")})`;
  return { status: 0, body: {}, isCertain: neverSent.has(code), isWorthRetry: worthRetry.has(code), says };
}

/**
 * A slow answer is not asked for again: the provider may still be at it, it would have the same work twice exactly when
 * it is slow, and the deadline of the call is spent anyway.
 */
export function describeLateness(wasSent: boolean): Reply {
  return { status: 0, body: {}, isCertain: !wasSent, isWorthRetry: false, says: "no answer within the deadline" };
}

/** No connection came free: the provider was never asked, and asking for another one at once makes the queue longer. */
export function describeDryPool(waitMs: number): Reply {
  const says = `no free connection to the provider within ${waitMs} ms`;
  return { status: 0, body: {}, isCertain: true, isWorthRetry: false, says };
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
