export interface RequestSource {
  readonly method: string;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly fetchSite: string | undefined;
}

/**
 * Whether a browser says that a changing request comes from somewhere else. Who says nothing (no browser of this
 * decade) is let through: the cookie is SameSite=Lax besides.
 */
export function isCrossSite({ method, origin, host, fetchSite }: RequestSource): boolean {
  if (method === "GET" || method === "HEAD") return false;
  if (fetchSite !== undefined && fetchSite !== "same-origin" && fetchSite !== "none") return true;
  if (origin === undefined) return false;
  return host === undefined || (origin !== `http://${host}` && origin !== `https://${host}`);
}
