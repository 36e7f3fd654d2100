/** One answer of the provider, or what stands for it when none came (status 0). */
export interface Reply {
  readonly status: number;
  readonly body: object;
  /** Whether the provider certainly did not act, if this is a failure. */
  readonly isCertain: boolean;
  readonly says: string;
}

const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

/** Only a connection that never came about is a certain failure; after that the provider may have acted. */
export function classifyFailure(error: unknown): Reply {
  const name = error instanceof Error ? error.name : "";
  const code = (error as { code?: unknown } | undefined)?.code;
  const says = name === "TimeoutError" ? "no answer within the deadline" : `no answer (${String(code ?? name)})`;
  return { status: 0, body: {}, isCertain: typeof code === "string" && neverSent.has(code), says };
}
