import type { FastifyRequest } from "fastify";
import { isCrossSite } from "../rules/cross-site.ts";

/** Whether a browser says that this changing request comes from another site. */
export function isForeignForm({ method, headers }: FastifyRequest): boolean {
  const { origin, host, "sec-fetch-site": fetchSite } = headers;
  return isCrossSite({ method, origin, host, fetchSite: Array.isArray(fetchSite) ? fetchSite[0] : fetchSite });
}
