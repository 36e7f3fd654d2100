import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { renderBadRequest, renderBusy } from "../pages/problems.ts";
import { isForeignForm } from "../process/foreign-forms.ts";
import type { ShopParts } from "../shop-parts.ts";
import { buildDoor } from "../waiting-room/door.ts";
import { takePromisedConfirmation } from "./orders.ts";
import { sendPage } from "./storefront.ts";

/** In front of every page: counts, refuses foreign forms, asks at the door, then waits for a worker, once the form is read. */
export function guardStorefront(app: FastifyInstance, parts: ShopParts): void {
  app.addHook("onRequest", async (request, reply) => {
    if (readWork(request) === "asset") return undefined;
    parts.counters.requests += 1;
    if (!isForeignForm(request)) return undefined;
    return sendPage(parts, reply, renderBadRequest(403, "Refused", ["this form was sent from another site"]));
  });
  if (!parts.configuration.capacityModel) return;
  const askAtDoor = buildDoor(parts);
  app.addHook("preHandler", async (request, reply) => {
    const work = readWork(request);
    if (work === "asset") return undefined;
    const sentAway = askAtDoor(request, reply);
    if (sentAway) return sentAway;
    const isPromised = work === "confirmation" && takePromisedConfirmation(parts, request);
    const passing = isPromised ? parts.capacity.finish(work) : parts.capacity.pass(work, watchConnection(reply));
    const { outcome, waitedMs, workedMs } = await passing;
    request.timings.add("queue", waitedMs);
    request.timings.add("work", workedMs);
    if (outcome === "served") return undefined;
    return outcome === "abandoned" ? reply.hijack() : sendPage(parts, reply, renderBusy());
  });
}

function readWork(request: FastifyRequest) {
  return request.routeOptions.config?.work ?? "other";
}

/**
 * Fires when the customer closes the connection before the answer. Who left the queue is not served; work that was
 * begun goes on, and an order in it is placed: nobody can take it back now, and its key keeps it from doubling.
 */
function watchConnection(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableEnded) gone.abort();
  });
  return gone.signal;
}
