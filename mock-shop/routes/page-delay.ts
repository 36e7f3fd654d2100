import type { FastifyInstance } from "fastify";
import { waitUntil } from "../clock.ts";
import type { ShopParts } from "../shop-parts.ts";

/** Holds every page for a while before it goes out; redirects and assets pass. The worker that made it is free by then. */
export function delayPages(app: FastifyInstance, { clock, configuration }: ShopParts): void {
  const { pageDelayMs } = configuration;
  if (pageDelayMs === 0) return;
  app.addHook("onSend", async (_request, reply) => {
    if (reply.pageKind !== undefined) await waitUntil(clock, clock.elapsedMs() + pageDelayMs);
  });
}
