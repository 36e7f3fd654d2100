import type { FastifyReply, FastifyRequest } from "fastify";
import { renderBadRequest, renderBusy } from "../pages/problems.ts";
import { isCrossSite } from "../rules/cross-site.ts";
import type { ShopParts } from "../shop-parts.ts";
import { sendPage } from "./storefront.ts";

/** In front of every page: counts, refuses foreign forms, then waits for a worker. */
export function guardStorefront(parts: ShopParts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const work = request.routeOptions.config?.work ?? "other";
    if (work === "asset") return undefined;
    parts.counters.requests += 1;
    const { origin, host, "sec-fetch-site": fetchSite } = request.headers;
    const isForeign = isCrossSite({ method: request.method, origin, host, fetchSite: firstOf(fetchSite) });
    if (isForeign) {
      return sendPage(parts, reply, renderBadRequest(403, "Refused", ["this form was sent from another site"]));
    }
    if (await parts.capacity.pass(work)) return undefined;
    return sendPage(parts, reply, renderBusy());
  };
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
