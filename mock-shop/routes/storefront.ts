import type { FastifyReply, FastifyRequest } from "fastify";
import type { WorkKind } from "../capacity/route-work.ts";
import { buildDepartments, type Departments } from "../pages/departments.ts";
import { type Frame, type Page, renderDocument } from "../pages/layout.ts";
import type { Catalogue } from "../rules/catalogue.ts";
import { drawUniform } from "../rules/draw.ts";
import type { Session } from "../session/session.ts";
import type { ShopParts } from "../shop-parts.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What this route asks of a worker; `asset` asks nothing and is not counted. */
    work?: WorkKind | "asset";
    /** What a route that comes to no worker is called in the metrics. */
    name?: "webhook";
  }
}

const securityHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
};

export const sessionCookie = "till_session";

/** The only way a page goes out: counted, never cached, with the status message and the advice of this moment. */
export function sendPage(parts: ShopParts, reply: FastifyReply, composed: Page): FastifyReply {
  const { counters } = parts;
  const page = composed.withAdvice ? adviseRetry(parts, reply.request, composed, composed.withAdvice) : composed;
  reply.pageKind = page.kind;
  counters.pages[page.kind] = (counters.pages[page.kind] ?? 0) + 1;
  if (page.kind === "busy") counters.busyPages += 1;
  if (page.kind === "error") counters.errorPages += 1;
  return reply
    .code(page.status)
    .headers(composePageHeaders(page))
    .send(renderFramed(parts, page, countArticles(parts, reply.request, page)));
}

export function composePageHeaders(page: Page): Record<string, string> {
  return {
    ...securityHeaders,
    "cache-control": "no-store",
    "content-type": "text/html; charset=utf-8",
    ...((page.status === 503 || page.retryAfterSeconds !== undefined) && {
      "retry-after": String(page.retryAfterSeconds ?? 2),
    }),
    ...(page.refreshSeconds !== undefined && { refresh: String(page.refreshSeconds) }),
  };
}

type FrameParts = Pick<ShopParts, "catalogue" | "settings" | "defences" | "clock">;

const departmentsOf = new WeakMap<Catalogue, Departments>();

/** A page as this shop would send it at this moment. */
export function renderFramed(parts: FrameParts, page: Page, articlesInCart: number): string {
  const { catalogue, settings, defences, clock } = parts;
  const departments = departmentsOf.get(catalogue) ?? buildDepartments(catalogue);
  departmentsOf.set(catalogue, departments);
  // The operator's own words go before those of a defence.
  const text = settings.get("storefront.statusMessage");
  const statusMessage: Frame["statusMessage"] =
    text === "" ? defences.composeStatusMessage(clock.elapsedMs()) : { kind: "notice", text };
  return renderDocument(page, { departments: departments(page.categorySlug), statusMessage, articlesInCart });
}

/** When a defence says when to try again, the page says so; the draw is this session's for the n-th time it is turned away. */
function adviseRetry(
  { defences, clock, incidentClock, configuration, sessions }: ShopParts,
  request: FastifyRequest,
  page: Page,
  withAdvice: NonNullable<Page["withAdvice"]>,
): Page {
  const session = sessions.find(request.cookies[sessionCookie]);
  if (session) session.timesTurnedAway += 1;
  const who = session ? [session.number, session.timesTurnedAway] : ["no session", request.id];
  const draw = drawUniform(configuration.seed, "retry-advice", ...who);
  const wallMs = defences.adviseRetryMs(draw, clock.elapsedMs());
  return wallMs === null ? page : withAdvice({ wallMs, minutes: wallMs / incidentClock.toWallMs(1) });
}

/** Pages of trouble do not look into the session: it may be the trouble. */
function countArticles(parts: ShopParts, request: FastifyRequest, page: Page): number {
  const session = page.status < 400 ? findSession(parts, request) : undefined;
  return session?.cart.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
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
