import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { PageKind } from "./pages/layout.ts";
import type { ShopParts } from "./shop-parts.ts";
import { Timings } from "./timings.ts";

declare module "fastify" {
  interface FastifyRequest {
    timings: Timings;
    startedAtMs: number;
  }
  interface FastifyReply {
    /** Of the page that goes out; redirects have none. */
    pageKind: PageKind | undefined;
  }
}

/** Around every storefront request but assets: `Server-Timing` on its answer, and its part of the metrics. */
export function observeRequests(app: FastifyInstance, { clock, metrics }: ShopParts): void {
  app.decorateRequest("timings", null as unknown as Timings);
  app.decorateRequest("startedAtMs", 0);
  app.decorateReply("pageKind", undefined);

  app.addHook("onRequest", (request, _reply, done) => {
    request.timings = new Timings();
    request.startedAtMs = clock.elapsedMs();
    done();
  });
  app.addHook("onSend", (request, reply, _payload, done) => {
    if (isWatched(request)) {
      reply.header("server-timing", request.timings.render(clock.elapsedMs() - request.startedAtMs));
    }
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    if (isWatched(request)) {
      const { config } = request.routeOptions;
      const route = config?.name ?? config?.work ?? "other";
      metrics.requests.add(route, describeAnswer(reply), reply.statusCode, clock.elapsedMs() - request.startedAtMs);
    }
    done();
  });
}

function isWatched(request: FastifyRequest): boolean {
  return request.routeOptions.config?.work !== "asset";
}

function describeAnswer(reply: FastifyReply): string {
  if (reply.pageKind !== undefined) return reply.pageKind;
  return reply.statusCode >= 300 && reply.statusCode < 400 ? "redirect" : "none";
}
