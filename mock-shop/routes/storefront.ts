import type { FastifyReply, FastifyRequest } from "fastify";
import type { WorkKind } from "../capacity/route-work.ts";
import { type Page, renderDocument } from "../pages/layout.ts";
import type { Session } from "../session/session.ts";
import type { ShopParts } from "../shop-parts.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What this route asks of a worker; `asset` asks nothing and is not counted. */
    work?: WorkKind | "asset";
  }
}

const securityHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
};

export const sessionCookie = "till_session";

/** The only way a page goes out: counted, never cached, with the status message of this moment. */
export function sendPage(parts: ShopParts, reply: FastifyReply, page: Page): FastifyReply {
  const { counters, settings } = parts;
  counters.pages[page.kind] = (counters.pages[page.kind] ?? 0) + 1;
  if (page.kind === "busy") counters.busyPages += 1;
  if (page.kind === "error") counters.errorPages += 1;
  if (page.status === 503) reply.header("retry-after", "2");
  return reply
    .code(page.status)
    .headers(securityHeaders)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(renderDocument(page, settings.get("storefront.statusMessage")));
}

export function findSession(parts: ShopParts, request: FastifyRequest): Session | undefined {
  return parts.sessions.find(request.cookies[sessionCookie]);
}

/** Only who puts something into a cart gets a session. */
export function openSession(parts: ShopParts, request: FastifyRequest, reply: FastifyReply): Session {
  const known = findSession(parts, request);
  if (known) return known;
  const session = parts.sessions.create();
  reply.setCookie(sessionCookie, session.id, { path: "/", httpOnly: true, sameSite: "lax" });
  return session;
}
