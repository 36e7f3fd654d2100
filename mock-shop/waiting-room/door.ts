import type { FastifyReply, FastifyRequest } from "fastify";
import type { WayIn } from "../defences/defence.ts";
import { computeRefreshSeconds } from "../defences/waiting-room-refresh.ts";
import { renderBusy } from "../pages/problems.ts";
import { renderWaitingRoom } from "../pages/waiting-room.ts";
import { readText } from "../routes/form-input.ts";
import { findSession, sendPage } from "../routes/storefront.ts";
import type { ShopParts } from "../shop-parts.ts";
import { findFormPage } from "./form-pages.ts";
import { VisitorTokens } from "./visitor-tokens.ts";

export const placeCookie = "till_place";

/** Asks the waiting room, where there is one; the answer that went out to whoever is not in yet, or undefined. */
export type Door = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

export function buildDoor(parts: ShopParts): Door {
  const tokens = new VisitorTokens();
  return (request, reply) => {
    const room = parts.defences.visitorAdmission;
    if (!room || isForEverybody(parts, request)) return undefined;
    const reading = tokens.read(room, request.cookies[placeCookie]);
    const visitor = reading.kind === "valid" ? reading.visitor : undefined;
    const isFormOfNobody = reading.kind === "none" && !isLook(request);
    const wayIn = room.admit(
      {
        visitor,
        sessionId: findSession(parts, request)?.id,
        isSuspicious: reading.kind === "forged" || isFormOfNobody,
      },
      parts.clock.elapsedMs(),
    );
    if (wayIn.kind !== "full" && wayIn.visitor !== visitor) {
      const token = tokens.write(room, wayIn.visitor);
      reply.setCookie(placeCookie, token, { path: "/", httpOnly: true, sameSite: "lax" });
    }
    return wayIn.kind === "inside" ? undefined : answerOutside(parts, request, reply, wayIn);
  };
}

function answerOutside(
  parts: ShopParts,
  request: FastifyRequest,
  reply: FastifyReply,
  wayIn: Exclude<WayIn, { kind: "inside" }>,
): FastifyReply {
  if (wayIn.kind === "full") return sendPage(parts, reply, renderBusy());
  // A browser refreshes by GET, so whoever sent a form waits at the page that has it.
  if (!isLook(request)) return reply.redirect(findFormPage(request, parts.catalogue), 303);
  const { position, estimateMinutes, retryMinutes } = wayIn;
  const seconds = computeRefreshSeconds(parts.incidentClock.toWallMs(retryMinutes));
  return sendPage(parts, reply, renderWaitingRoom(position, estimateMinutes, { minutes: retryMinutes, seconds }));
}

/** What belongs to an order that was placed, or is sent again because its answer was lost. */
function isForEverybody(parts: ShopParts, request: FastifyRequest): boolean {
  switch (request.routeOptions.config?.work) {
    case "track":
      return true;
    case "confirmation":
    case "order-status": {
      const { number } = request.params as { readonly number: string };
      return findSession(parts, request)?.orderNumbers.has(number) ?? false;
    }
    case "place-order": {
      const key = readText(request.body, "idempotencyKey", 64);
      return key !== undefined && (findSession(parts, request)?.purchases.has(key) ?? false);
    }
    default:
      return false;
  }
}

function isLook({ method }: FastifyRequest): boolean {
  return method === "GET" || method === "HEAD";
}
